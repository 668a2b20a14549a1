"""The architecture page: every section, in two languages, from the model alone."""

from datetime import date

import pytest

import archspec
from archspec.bilingual import LANGUAGES, Language
from archspec.components import Role
from archspec.loading import Spec
from archspec.views import VIEWS, project
from renderers.docs import PageInputs, render_pages
from renderers.mermaid import render
from tests.renderers.docs.reading import (
    headings_under,
    inputs_of,
    links,
    pages_of,
    read,
    reference,
    reference_pages,
    section,
    service,
    small,
)
from tests.renderers.markdown_reader import PARSER, headings, rows

SECTIONS = {
    "en": ["Diagrams", "Components", "Connections", "Security", "Environments side by side"],
    "pt-BR": ["Diagramas", "Componentes", "Conexões", "Segurança", "Ambientes lado a lado"],
}


def _page(spec: Spec, language: Language | None = None) -> str:
    return pages_of(spec, language)["architecture.md"]


def _reference_page(language: Language) -> str:
    return reference_pages(language)["architecture.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_section_and_component(language: Language) -> None:
    """Sections come in one order, and each component has its own under its name."""
    architecture = reference().in_language(language)
    page = _reference_page(language)
    assert headings(page)[0] == architecture.title
    assert [heading for heading in headings(page) if heading in SECTIONS[language]] == SECTIONS[language]
    titles = [component.title for component in architecture.components.values()]
    assert headings_under(page, SECTIONS[language][1]) == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_component_has_its_service_its_reason_and_its_documentation(language: Language) -> None:
    """Every AWS service is linked to its guide, and every reason is there."""
    page = _reference_page(language)
    for name, component in reference().in_language(language).components.items():
        if component.facts.role is not Role.ACTOR:
            assert f"[{component.facts.service}]({component.facts.docs}) · `{name}`" in page
        assert component.why is None or component.why in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_are_mermaid_fences(language: Language) -> None:
    """The fences hold the diagrams and nothing else, in their order."""
    fences = [token for token in PARSER.parse(_reference_page(language)) if token.type == "fence"]
    architecture = reference().in_language(language)
    drawn = [render(project(view, architecture, language)) for view in VIEWS]
    assert [(fence.info, fence.content) for fence in fences] == [("mermaid", diagram) for diagram in drawn]


def test_a_picture_names_its_files() -> None:
    """Those of its own view and language, by format; a folder that says more than the format is named."""
    inputs = inputs_of(reference(), "en", pictures=True)
    files = ("diagrams/logical.en.png", "drawio/logical.en.drawio", "svg/logical.pt-BR.svg", "html/context.en.html")
    page = render_pages(
        PageInputs(
            architecture=inputs.architecture,
            environments={},
            report=inputs.report,
            pictures=inputs.pictures,
            files=files,
        )
    )["architecture.md"]
    assert "Also as PNG (diagrams) · draw.io" in read(section(page, "Logical view"))
    assert "../../diagrams/logical.en.png" in links(page)
    assert "Also as HTML" in read(section(page, "Context"))
    assert "Also as" not in section(page, "Deployment")


def test_settings_have_units() -> None:
    """Sizes, times and shares are written as people say them, with each language's decimal sign."""
    table = rows(_reference_page("pt-BR"))
    assert ["Tamanho da tarefa", "0,5 vCPU e 1 GiB, x86-64"] in table
    assert ["Backups automáticos", "guardados por 14 dias"] in table
    assert ["Latência de leitura", "< 1 ms, vigiada por um alarme"] in table
    assert ["Size of a task", "0.5 vCPU and 1 GiB, x86-64"] in rows(_reference_page("en"))


def test_a_component_has_its_decisions_and_its_rules() -> None:
    """A reader gets from a component to what was decided about it, and to what the rules say of it."""
    api = section(_reference_page("en"), "API container")
    assert "[Fargate over EC2](decisions/fargate-over-ec2.md)" in api
    assert "8 rules pass; [AAC-ECS-011](rules.md#aac-ecs-011) depends on the deployment" in api
    assert "[AAC-EDGE-005](rules.md#aac-edge-005) is waived" in section(_reference_page("en"), "Load balancer")


def test_several_failures_of_a_component_are_listed() -> None:
    """Each leads to the reference of its rule."""
    bucket = {"kind": "s3_bucket", "block_public_access": False}
    page = _page(small(components={"files": bucket}))
    assert "**Verification:** [AAC-S3-001](rules.md#aac-s3-001) and [AAC-GOV-001](rules.md#aac-gov-001) fail" in page


def test_connections_say_what_they_open() -> None:
    """The table has an arrow a row, with the port or the permission."""
    table = rows(section(_reference_page("en"), "Connections"))
    assert [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table] == [
        ["From", "To", "Purpose", "What it opens"],
        ["Customer", "Route 53 DNS", "Resolves names", "nothing; it only informs"],
        ["Customer", "CloudFront CDN", "Opens the site", "nothing; it only informs"],
        ["CloudFront CDN", "S3 front end", "Fetches files", "an origin, with permission to read it"],
        ["Customer", "Load balancer", "Calls the API", "TCP 443 and 80"],
        ["Load balancer", "API container", "–", "TCP 3000"],  # noqa: RUF001
        ["API container", "RDS PostgreSQL", "–", "TCP 5432; reads and writes"],  # noqa: RUF001
        ["API container", "ElastiCache Redis", "–", "TCP 6379; reads and writes"],  # noqa: RUF001
    ]


def test_a_connections_conditions_are_shown() -> None:
    """Hosts, paths, address ranges and probes narrow what an arrow opens."""
    spec = small(
        domain="example.com",
        components={
            "user": {"kind": "actor"},
            "dns": {"kind": "route53_zone"},
            "cdn": {"kind": "cloudfront_distribution"},
            "entry": {"kind": "application_load_balancer", "hostnames": ["api"]},
            "bare": {"kind": "application_load_balancer", "http": "closed"},
            "api": service(port=80),
        },
        connections={
            "user -> entry": {"ingress_cidrs": ["203.0.113.0/24"]},
            "user -> bare": {},
            "cdn -> entry": {},
            "entry -> api": {"hosts": ["a.example.com"], "paths": ["/x/*"], "health_check_path": "/up"},
            "api -> entry": {},
            "api -> user": {"port": 8443},
        },
    )
    opens = [row[3].replace("\N{NO-BREAK SPACE}", " ") for row in rows(section(_page(spec), "Connections"))[1:]]
    assert opens == [
        "TCP 443 and 80; only from 203.0.113.0/24",
        "nothing, as nothing listens there",
        "an origin; TCP 443",
        "TCP 80; host a.example.com; path /x/*; health check on /up",
        "TCP 443",
        "TCP 8443",
    ]


def test_an_empty_architecture_has_a_page() -> None:
    """It says so, and has no empty tables."""
    page = _page(small())
    assert "The architecture has no components yet." in page
    assert headings(page) == ["Small"]
    assert rows(page) == []


def test_what_is_asked_for_stands_at_the_top() -> None:
    """What the organisation asks for, how it tags and how long it keeps logs."""
    spec = small(
        tags={"cost": "42"},
        policy={"min_tasks": 3, "min_backup_retention_days": 9},
        account="111122223333",
        logs={"retention_days": 30},
    )
    page = _page(spec)
    assert "**Tags:** cost=42" in page
    assert "**Required of it:** at least 3 tasks in each service and backups kept for 9 days" in page
    assert "**Account:** `111122223333`" in page
    assert "**Logs:** kept for 30 days" in page


@pytest.mark.parametrize(
    ("network", "shown"),
    [
        ({"nat_gateways": "single"}, "10.0.0.0/16 in 2 Availability Zones, one NAT gateway for all"),
        (
            {"cidr": "10.9.0.0/20", "reserved_cidrs": ["10.0.0.0/16"]},
            "10.9.0.0/20 in 2 Availability Zones, a NAT gateway in each; kept apart from 10.0.0.0/16",
        ),
        (
            {"availability_zones": 1, "existing": {"vpc_id": "vpc-0123456789abcdef0"}},
            "existing, vpc-0123456789abcdef0 (10.0.0.0/16) in 1 Availability Zone, with no subnets",
        ),
        (
            {"availability_zones": 1, "existing": {"vpc_id": "vpc-01234567", "private_subnets": ["subnet-01234567"]}},
            "existing, vpc-01234567 (10.0.0.0/16) in 1 Availability Zone, with subnet-01234567",
        ),
    ],
)
def test_the_network_is_shown(network: dict[str, object], shown: str) -> None:
    """Whether it is created, or there already."""
    assert f"Network: {shown}" in read(_page(small(network=network, components={"api": service()})))


def test_an_actor_is_a_person_or_a_system() -> None:
    """What is outside AWS has no service, but is one of two things."""
    page = _page(small(components={"who": {"kind": "actor"}, "what": {"kind": "actor", "type": "system"}}))
    assert "Person outside AWS · `who`" in page
    assert "System outside AWS · `what`" in page


def test_a_secret_in_a_variable_is_masked() -> None:
    """The pages repeat no secret a spec should not have, neither of the spec nor of an environment."""
    spec = small(
        components={"api": service(environment={"DB_PASSWORD": "hunter2-hunter2", "MODE": "x"})},
        environments={"production": {"components": {"api": {"environment": {"DB_PASSWORD": "hunter3-hunter3"}}}}},
    )
    pages = "".join(pages_of(spec).values())
    assert "hunter" not in pages
    assert "`DB_PASSWORD=****` and `MODE=x`" in pages


def test_the_day_decides_what_a_component_passes() -> None:
    """After a waiver's last day, the rule fails on the page of its component."""
    spec = reference()
    inputs = inputs_of(spec, "en")
    report = archspec.check(spec, as_of=date(2027, 6, 1), include_passes=True)
    late = PageInputs(architecture=inputs.architecture, environments=spec.environments, report=report)
    page = render_pages(late)["architecture.md"]
    assert "[AAC-EDGE-005](rules.md#aac-edge-005) and [AAC-GOV-002](rules.md#aac-gov-002) fail" in page
