"""Rules about object storage."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Result, Rules, Severity, observed
from archspec.checks.capabilities import is_outside
from archspec.kinds.s3_bucket.model import S3Bucket

_ANYBODY: Final = Text(
    en="{arrow} lets anybody read {component}",
    pt="{arrow} deixa qualquer um ler {component}",
)


def _public_access(inspection: Inspection) -> Iterator[Observation]:
    public = set()
    for link in inspection.links:
        if is_outside(link.source) and isinstance(link.target, S3Bucket):
            arrow = link.arrow
            public.add(arrow.target)
            values = {"component": arrow.target, "arrow": arrow}
            yield Observation(("connections", str(arrow)), Result.FAIL, arrow.target, arrow, values, _ANYBODY)
    for name, bucket in inspection.of_kind(S3Bucket):
        if not bucket.block_public_access or name not in public:
            yield observed(name, "block_public_access", passed=bucket.block_public_access)


public_bucket: Final = Check(
    id="AAC-S3-001",
    slug="public_bucket",
    severity=Severity.CRITICAL,
    title=Text(en="Bucket is open to the public", pt="Bucket aberto ao público"),
    message=Text(
        en="{component} does not block public access",
        pt="{component} não bloqueia o acesso público",
    ),
    why=Text(
        en="One public policy or access list, however it got there, then publishes every object.",
        pt="Uma única política ou lista de acesso pública, seja como for que surgiu, publica então todos os objetos.",
    ),
    fix=Text(
        en="Remove `block_public_access: false`, and any arrow from an actor to the bucket:"
        " visitors come through a CDN.",
        pt="Remova `block_public_access: false` e qualquer seta de um ator ao bucket: visitantes passam por uma CDN.",
    ),
    references=("S3.2", "S3.3", "S3.8", "SEC03-BP07", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "AwsSolutions-S2"),
    fault=Fault(
        edit={"components": {"$s3_bucket": {"block_public_access": False}}},
        repair={"components": {"$s3_bucket": {"block_public_access": True}}},
        findings=(("AAC-S3-001", "s3_bucket"),),
    ),
    observe=_public_access,
    waivable=False,
)


RULES: Final[Rules] = Rules((public_bucket,), example_id="frontend")
