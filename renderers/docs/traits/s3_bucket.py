"""Traits of S3 buckets."""

from archspec.bilingual import Text
from archspec.components import S3Bucket
from renderers.docs.markdown import fill
from renderers.docs.settings.s3_bucket import bucket_on_deletion
from renderers.docs.traits.base import BY_AWS, Growth, State, Traits, Upkeep

_ELSEWHERE = Text(
    en="as the bucket already has it, outside this architecture",
    pt="como o bucket já estiver configurado, fora desta arquitetura",
)


def bucket_traits(bucket: S3Bucket) -> Traits:
    """Return how objects are kept."""
    return Traits(
        copies=Text(en="every object in at least three zones", pt="cada objeto em ao menos três zonas"),
        failure=Text(en="the other copies answer", pt="as outras cópias respondem"),
        state=_existing_state() if bucket.existing else _state(bucket),
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=Upkeep(aws=Text(en="storage and its copies", pt="armazenamento e cópias"), team=_team(bucket)),
        at_rest=_ELSEWHERE
        if bucket.existing
        else Text(en="yes, with keys of S3 (SSE-S3)", pt="sim, com chaves do S3 (SSE-S3)"),
        in_transit=_ELSEWHERE
        if bucket.existing
        else Text(en="HTTPS only; the bucket refuses the rest", pt="só HTTPS; o bucket recusa o resto"),
        portable=Text(en="plain files", pt="arquivos comuns") if bucket.website else None,
    )


def _state(bucket: S3Bucket) -> State:
    if bucket.versioned:
        kept = Text(en="every earlier version, for good", pt="todas as versões anteriores, sem prazo")
        lost = Text(en="nothing that was written", pt="nada do que foi gravado")
    else:
        kept = Text(en="the latest version only", pt="só a versão mais recente")
        lost = Text(en="whatever was overwritten or deleted", pt="o que tiver sido sobrescrito ou excluído")
    return State(kept, lost, bucket_on_deletion(bucket))


def _existing_state() -> State:
    stays = Text(en="the bucket stays: it is none of the architecture's", pt="o bucket fica: ele não é da arquitetura")
    return State(_ELSEWHERE, _ELSEWHERE, stays)


def _team(bucket: S3Bucket) -> Text:
    if bucket.website is None:
        return Text(en="the objects", pt="os objetos")
    text = Text(
        en="the site's code, and the dependencies of its build ({framework})",
        pt="o código do site e as dependências do build ({framework})",
    )
    return fill(text, framework=bucket.website.framework)
