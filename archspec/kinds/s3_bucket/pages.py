"""What documents say of buckets."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.kinds.s3_bucket.model import S3Bucket, Website
from archspec.parts.inline import Code, Inline, fill
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.resources import Resource, ResourceType, exactly
from archspec.parts.settings import ON_DELETION, Setting, existing_or_created
from archspec.parts.traits import BY_AWS, Growth, State, Traits, Upkeep

_BUCKET: Final = ResourceType(
    "bucket", "Amazon S3", (Text(en="bucket", pt="bucket"), Text(en="buckets", pt="buckets")), __package__
)
_ELSEWHERE: Final = Text(
    en="as the bucket already has it, outside this architecture",
    pt="como o bucket já estiver configurado, fora desta arquitetura",
)


def _settings(described: Described[S3Bucket]) -> Iterator[Setting]:
    """Return what the bucket holds, who is kept out, and what is kept."""
    bucket = described.component
    yield Setting(
        Text(en="Bucket", pt="Bucket"), existing_or_created(bucket.existing.name if bucket.existing else None)
    )
    if bucket.website is not None:
        yield Setting(Text(en="Content", pt="Conteúdo"), _website(bucket.website))
    access = (
        Text(en="blocked", pt="bloqueado") if bucket.block_public_access else Text(en="not blocked", pt="não bloqueado")
    )
    yield Setting(Text(en="Public access", pt="Acesso público"), _ELSEWHERE if bucket.existing else access)
    versions = (
        Text(en="kept, so that they can be restored", pt="guardadas, para poder voltar atrás")
        if bucket.versioned
        else Text(en="not kept", pt="não são guardadas")
    )
    yield Setting(Text(en="Earlier versions", pt="Versões anteriores"), _ELSEWHERE if bucket.existing else versions)
    yield Setting(ON_DELETION, _on_deletion(bucket))


def _on_deletion(bucket: S3Bucket) -> Inline:
    """Return what becomes of the bucket when its stack is deleted."""
    if bucket.existing:
        return Text(
            en="the bucket stays: it is none of the architecture's", pt="o bucket fica: ele não é da arquitetura"
        )
    if bucket.deletion_policy == "retain":
        return Text(en="the bucket stays", pt="o bucket fica")
    return Text(en="the bucket goes too, if it is empty", pt="o bucket vai junto, se estiver vazio")


def _website(website: Website) -> Inline:
    text = (
        Text(
            en="single-page site built with {framework}, in the folder {folder}",
            pt="site de página única construído com {framework}, na pasta {folder}",
        )
        if website.single_page
        else Text(
            en="static site built with {framework}, in the folder {folder}",
            pt="site estático construído com {framework}, na pasta {folder}",
        )
    )
    return fill(text, framework=website.framework, folder=Code(website.build_directory))


def _traits(described: Described[S3Bucket]) -> Traits:
    """Return how objects are kept."""
    bucket = described.component
    return Traits(
        copies=Text(en="every object in at least three zones", pt="cada objeto em ao menos três zonas"),
        failure=Text(en="the other copies answer", pt="as outras cópias respondem"),
        single_point=None,
        state=_existing_state(bucket) if bucket.existing else _state(bucket),
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
    return State(kept, lost, _on_deletion(bucket))


def _existing_state(bucket: S3Bucket) -> State:
    return State(_ELSEWHERE, _ELSEWHERE, _on_deletion(bucket))


def _team(bucket: S3Bucket) -> Inline:
    if bucket.website is None:
        return Text(en="the objects", pt="os objetos")
    text = Text(
        en="the site's code, and the dependencies of its build ({framework})",
        pt="o código do site e as dependências do build ({framework})",
    )
    return fill(text, framework=bucket.website.framework)


def _resources(described: Described[S3Bucket]) -> tuple[Resource, ...]:
    return (exactly(0 if described.component.existing else 1, _BUCKET),)


PAGES: Final[Pages[S3Bucket]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=None,
    stencil=Stencil("storage.S3"),
)
