"""The architecture page: whole, in two languages, and literal whatever a spec says."""

from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

import archspec
from archspec.architecture import Architecture, Overlay
from archspec.checks import Report
from archspec.components import Role
from archspec.components.fields import LANGUAGES, Language
from archspec.loading import Spec
from archspec.testing import REFERENCE_DAY, architectures
from archspec.testing.specs import spec_of
from archspec.views import project_logical
from renderers.docs import render_architecture_page
from renderers.mermaid import render
from tests.renderers.markdown_reader import PARSER, headings, plain, rows

HOSTILE = "<b>|`x`|</b> [a](b) *c* _d_ # {{ e }} \\ $f$ &amp; ```"


@cache
def _reference() -> Spec:
    return archspec.load("specs/saas_enterprise.yaml")


def _page(spec: Spec, language: Language, day: date = REFERENCE_DAY) -> str:
    architecture = spec.in_language(language)
    report = archspec.check(spec, as_of=day)
    picture = render(project_logical(architecture, language))
    return render_architecture_page(architecture, picture, report, spec.architecture.environments)


SECTIONS = {
    "en": ["Logical view", "Components", "Connections", "Environments", "Trade-offs", "Decisions", "Verification"],
    "pt-BR": ["Visão lógica", "Componentes", "Conexões", "Ambientes", "Trade-offs", "Decisões", "Verificação"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_section_and_component(language: Language) -> None:
    """Sections come in one order, and each component has its own under its name."""
    architecture = _reference().in_language(language)
    found = headings(_page(_reference(), language))
    assert found[0] == architecture.title
    assert [heading for heading in found if heading in SECTIONS[language]] == SECTIONS[language]
    assert [component.title for component in architecture.components.values()] == found[3:11]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_component_has_its_service_its_reason_and_its_documentation(language: Language) -> None:
    """Every AWS service is linked to its guide, and every reason is there."""
    page = _page(_reference(), language)
    for name, component in _reference().in_language(language).components.items():
        if component.facts.role is not Role.ACTOR:
            assert f"[{component.facts.service}]({component.facts.docs}) · `{name}`" in page
        assert component.why is None or component.why in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_a_mermaid_fence(language: Language) -> None:
    """The fence holds the diagram and nothing else."""
    fences = [token for token in PARSER.parse(_page(_reference(), language)) if token.type == "fence"]
    view = project_logical(_reference().in_language(language))
    assert [(fence.info, fence.content) for fence in fences] == [("mermaid", render(view))]


def test_settings_have_units() -> None:
    """Sizes, times and shares are written as people say them, with each language's decimal sign."""
    table = rows(_page(_reference(), "pt-BR"))
    assert ["Tamanho da tarefa", "0,5 vCPU e 1 GiB, x86-64"] in table
    assert ["Backups automáticos", "guardados por 14 dias"] in table
    assert ["Latência de leitura", "< 1 ms, vigiada por um alarme"] in table
    assert ["Size of a task", "0.5 vCPU and 1 GiB, x86-64"] in rows(_page(_reference(), "en"))


def test_connections_say_what_they_open() -> None:
    """The table has an arrow a row, with the port or the permission."""
    table = rows(_page(_reference(), "en"))
    start = table.index(["From", "To", "Purpose", "What it opens"])
    assert table[start + 1 : start + 8] == [
        ["Customer", "Route 53 DNS", "Resolves names", "nothing; it only informs"],
        ["Customer", "CloudFront CDN", "Opens the site", "nothing; it only informs"],
        ["CloudFront CDN", "S3 front end", "Fetches files", "an origin, with permission to read it"],
        ["Customer", "Load balancer", "Calls the API", "TCP 443 and 80"],
        ["Load balancer", "API container", "–", "TCP 3000"],  # noqa: RUF001
        ["API container", "RDS PostgreSQL", "–", "TCP 5432; reads and writes"],  # noqa: RUF001
        ["API container", "ElastiCache Redis", "–", "TCP 6379; reads and writes"],  # noqa: RUF001
    ]


def test_environments_say_what_differs() -> None:
    """The table has each environment's own values, by their place in the spec."""
    table = rows(_page(_reference(), "en"))
    assert ["production", "account: 111122223333"] in table
    (staging,) = [row for row in table if row[0] == "staging"]
    assert "components.api.tasks.max: 2" in staging[1].split("\n")


def test_tradeoffs_agree_in_gender() -> None:
    """The Portuguese table is the one the project started from."""
    table = rows(_page(_reference(), "pt-BR"))
    start = table.index(["Característica", "Impacto", "Análise"])
    assert [row[:2] for row in table[start + 1 : start + 5]] == [
        ["Custo", "Moderado/Alto"],
        ["Complexidade", "Média"],
        ["Manutenção", "Baixa"],
        ["Escalabilidade", "Alta"],
    ]


@pytest.mark.parametrize(("language", "until"), [("en", "31 March 2027"), ("pt-BR", "31 de março de 2027")])
def test_a_waiver_is_shown_with_its_reason(language: Language, until: str) -> None:
    """What is accepted stands there with who, why and how long, in the page's language."""
    waiver = _reference().in_language(language).waivers[0]
    (row,) = [row for row in rows(_page(_reference(), language)) if row[0] == "AAC-EDGE-005"]
    assert row[2:] == ["production, staging", waiver.reason, "ana@example.com", until]


def test_a_lapsed_waiver_is_a_failure() -> None:
    """The page follows the day it is judged by."""
    page = _page(_reference(), "en", date(2027, 6, 1))
    assert "Failures" in headings(page)
    assert any(row[:2] == ["Medium", "AAC-EDGE-005"] or "AAC-EDGE-005" in row for row in rows(page))
    assert "as of 1 June 2027" in page


def _small(**fields: object) -> Spec:
    data = {"name": "small", "title": "Small", "language": "en", "region": "sa-east-1", **fields}
    return spec_of(Architecture.model_validate(data))


def test_an_empty_architecture_has_a_page() -> None:
    """It says so, and has no empty tables."""
    page = _page(_small(), "en")
    assert "The architecture has no components yet." in page
    assert headings(page) == ["Small", "Logical view", "Verification"]
    assert rows(page) == []


def test_failures_come_with_their_repair() -> None:
    """A finding without environments has no column for them."""
    bucket = {"kind": "s3_bucket", "block_public_access": False, "why": "Keeps files."}
    table = rows(_page(_small(components={"files": bucket}), "en"))
    start = table.index(["Severity", "Rule", "What was found", "Fix"])
    assert "AAC-S3-001" in [row[1] for row in table[start + 1 :]]
    assert all(len(row) == 4 for row in table[start:])


def test_a_secret_in_an_overlay_is_masked() -> None:
    """The page repeats no secret a spec should not have."""
    service = {"kind": "fargate_service", "cluster": "c", "image": {"repository": "ab", "tag": "1"}}
    overlay: Overlay = {"components": {"api": {"environment": {"DB_PASSWORD": "hunter2-hunter2", "MODE": "x"}}}}
    page = _page(_small(components={"api": service}, environments={"production": overlay}), "en")
    assert "hunter2" not in page
    assert "`components.api.environment.DB_PASSWORD`: `****`" in page
    assert "`components.api.environment.MODE`: `x`" in page


def test_hostile_labels_are_shown_as_they_are_written() -> None:
    """Tables keep their columns, headings their text, and no HTML comes through."""
    components = {
        "user": {"kind": "actor", "label": HOSTILE, "why": f"{HOSTILE}\n\n1. {HOSTILE}"},
        "site": {"kind": "s3_bucket", "label": HOSTILE, "website": {"framework": HOSTILE}},
    }
    decision = {
        "title": HOSTILE,
        "status": "accepted",
        "date": date(2026, 11, 24),
        "context": HOSTILE,
        "options": {"one": f"{HOSTILE}\n- {HOSTILE}"},
        "outcome": "one",
        "components": ["user"],
    }
    spec = _small(
        title=HOSTILE,
        description=HOSTILE,
        components=components,
        connections={"user -> site": {"label": HOSTILE, "why": HOSTILE}},
        tradeoffs={"cost": {"impact": "low", "analysis": HOSTILE}},
        decisions={"hostile": decision},
    )
    page = _page(spec, "en")
    assert headings(page)[:1] == [HOSTILE]
    assert headings(page).count(HOSTILE) == 4
    assert [HOSTILE, HOSTILE, f"{HOSTILE}\n{HOSTILE}", "a permission"] in rows(page)
    assert ["Cost", "Low", HOSTILE] in rows(page)
    _assert_no_html(page)


def _assert_no_html(page: str) -> None:
    tokens = PARSER.parse(page)
    assert not [token for token in tokens if token.type == "html_block"]
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_every_title_reads_as_written(architecture: Architecture) -> None:
    """Whatever a spec holds, its components' names come back as headings, in order."""
    report = _report(architecture)
    page = render_architecture_page(architecture, "flowchart TD\n", report, architecture.environments)
    titles = [plain(component.title) for component in architecture.components.values()]
    found = headings(page)
    assert found[0] == plain(architecture.title)
    assert found[3 : 3 + len(titles)] == titles
    _assert_no_html(page)


def _report(architecture: Architecture) -> Report:
    return archspec.check(spec_of(architecture), as_of=REFERENCE_DAY)


def test_tags_and_thresholds_are_shown() -> None:
    """What the organisation asks for and how it tags stand at the top."""
    spec = _small(tags={"cost": "42"}, policy={"min_tasks": 3, "min_backup_retention_days": 9}, account="111122223333")
    page = _page(spec, "en")
    assert "**Tags:** cost=42" in page
    assert "**Required of it:** at least 3 tasks in each service and backups kept for 9 days" in page
    assert "**Account:** `111122223333`" in page


def test_an_actor_is_a_person_or_a_system() -> None:
    """What is outside AWS has no service, but is one of two things."""
    spec = _small(components={"who": {"kind": "actor"}, "what": {"kind": "actor", "type": "system"}})
    page = _page(spec, "en")
    assert "Person outside AWS · `who`" in page
    assert "System outside AWS · `what`" in page


def test_a_connections_conditions_are_shown() -> None:
    """Hosts, paths, address ranges and probes narrow what an arrow opens."""
    service = {"kind": "fargate_service", "cluster": "c", "image": {"repository": "ab", "tag": "1"}, "port": 80}
    spec = _small(
        components={"user": {"kind": "actor"}, "entry": {"kind": "application_load_balancer"}, "api": service},
        connections={
            "user -> entry": {"ingress_cidrs": ["203.0.113.0/24"]},
            "entry -> api": {"hosts": ["a.example.com"], "paths": ["/x/*"], "health_check_path": "/up"},
            "api -> user": {"port": 8443},
        },
    )
    opens = [row[3] for row in rows(_page(spec, "en")) if len(row) == 4]
    assert "TCP 443 and 80; only from 203.0.113.0/24" in opens
    assert "TCP 80; host a.example.com; path /x/*; health check on /up" in opens
    assert "TCP 8443" in opens
