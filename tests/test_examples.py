"""The specs that come with the project."""

from datetime import date
from pathlib import Path

import pytest

import archspec
from archspec import Result
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance import RdsInstance
from tests.regenerate import AS_OF, ROOT

EXAMPLES = sorted(path for path in (ROOT / "specs/examples").iterdir() if path.suffix in {".yaml", ".py"})
REFERENCE = ROOT / "specs/saas_enterprise.yaml"


@pytest.mark.parametrize("path", [REFERENCE, *EXAMPLES], ids=lambda path: path.stem)
def test_spec_passes_in_every_environment(path: Path) -> None:
    """Nothing that ships breaks a rule."""
    report = archspec.check(archspec.load(path), as_of=AS_OF)
    assert [finding.message.en for finding in report.failed] == []


def test_reference_is_short() -> None:
    """The whole platform fits in 110 lines."""
    assert len(REFERENCE.read_text("utf-8").splitlines()) <= 110


def test_reference_is_translated() -> None:
    """Every text of the reference has its English twin."""
    spec = archspec.load(REFERENCE)
    assert spec.languages == ("pt-BR", "en")
    assert spec.untranslated("en") == []


def test_reference_has_one_waiver_and_one_open_value() -> None:
    """The web firewall is waived, and the image tag is chosen at deployment."""
    report = archspec.check(archspec.load(REFERENCE), as_of=AS_OF)
    seen = {(f.check.id, f.subject, f.result) for f in report.findings}
    assert seen == {
        ("AAC-ECS-011", "api", Result.UNKNOWN),
        ("AAC-EDGE-005", "load_balancer", Result.WAIVED),
    }


def test_reference_waiver_lapses_after_its_last_day() -> None:
    """On 31 March 2027 the waiver holds; on 1 April it does not."""
    spec = archspec.load(REFERENCE)
    assert archspec.check(spec, as_of=date(2027, 3, 31)).failed == []
    lapsed = archspec.check(spec, as_of=date(2027, 4, 1)).failed
    assert {f.check.id for f in lapsed} == {"AAC-EDGE-005", "AAC-GOV-002"}


def test_reference_states_the_seed() -> None:
    """The facts of the platform are in the model."""
    architecture = archspec.load(REFERENCE).architecture
    api = architecture.components["api"]
    database = architecture.components["database"]
    assert isinstance(api, FargateService)
    assert isinstance(database, RdsInstance)
    assert (api.runtime, api.tasks.min, api.tasks.max) == ("Bun + Elysia", 2, 10)
    assert (api.scaling.cpu_percent, api.scaling.memory_percent) == (60, 70)
    assert (database.extensions, database.multi_az, database.auto_minor_version_upgrade) == (("postgis",), True, True)
    assert set(architecture.tradeoffs) == {"cost", "complexity", "maintenance", "scalability"}
