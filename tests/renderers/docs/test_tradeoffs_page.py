"""The page of trade-offs: the spec's own judgement, and beside it what the model shows."""

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture, Aspect
from archspec.bilingual import LANGUAGES, Language
from archspec.components import Role
from archspec.errors import PlanError
from archspec.planning import Plan, plan
from archspec.testing import architectures, compliant_architectures
from archspec.testing.specs import spec_of
from renderers.docs.deployment import Deployment
from renderers.docs.tradeoffs.availability import single_points
from renderers.docs.tradeoffs.resources import ROLES, resources_of
from tests.renderers.docs.reading import (
    cache_group,
    database,
    pages_of,
    read,
    reference,
    reference_pages,
    rows,
    section,
    service,
    small,
)

WHOLE = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def _page(**fields: object) -> str:
    return pages_of(small(**fields))["tradeoffs.md"]


def test_impacts_agree_in_gender() -> None:
    """The Portuguese table is the one the project started from, with a column more."""
    table = rows(reference_pages("pt-BR")["tradeoffs.md"])
    assert table[0] == ["Característica", "Impacto", "Análise", "O que o modelo mostra"]
    assert [row[:2] for row in table[1:5]] == [
        ["Custo", "Moderado/Alto"],
        ["Complexidade", "Média"],
        ["Manutenção", "Baixa"],
        ["Escalabilidade", "Alta"],
    ]


def test_the_model_stands_beside_the_judgement() -> None:
    """What is billed, how much there is to get right, what is left to patch, what grows."""
    shown = {row[0]: row[3] for row in rows(reference_pages("en")["tradeoffs.md"])[1:5]}
    assert shown["Cost"] == (
        "By the hour, used or not: 2 NAT gateways, 1 load balancer, 2 database instances and 2 cache nodes.\n"
        "By the second, while they run: 2 to 10 tasks."
    )
    assert shown["Complexity"].startswith("8 components, 7 connections, 12 security-group rules")
    assert shown["Maintenance"] == (
        "No machine and no operating system is the team's to patch.\n"
        "Versions to follow: API container, RDS PostgreSQL and ElastiCache Redis."
    )
    assert shown["Scalability"].endswith("Scale when the team changes them: RDS PostgreSQL and ElastiCache Redis.")


def test_every_aspect_has_something_to_show() -> None:
    """Of the reference, the model says something of each."""
    tradeoffs = {aspect: {"impact": "low", "analysis": "Little."} for aspect in get_args(Aspect)}
    data = reference().architecture.model_dump(mode="json", exclude_defaults=True)
    components = {
        name: {**fields, "kind": reference().architecture.components[name].kind}
        for name, fields in data["components"].items()
    }
    fields = {"domain": "example.com", "components": components, "connections": data["connections"]}
    table = rows(_page(**fields, tradeoffs=tradeoffs, language="en"))
    shown = {row[0]: row[3] for row in table[1 : 1 + len(tradeoffs)]}
    assert len(shown) == len(tradeoffs)
    assert all(shown.values())
    assert "No single point of failure." in shown["Availability"]
    assert "No direct access from the internet: RDS PostgreSQL and ElastiCache Redis." in shown["Security"]
    assert "in less than 1 ms" in shown["Performance"]
    assert "PostgreSQL and the Redis protocol" in shown["Portability"]


def test_a_spec_without_tradeoffs_shows_the_model_all_the_same() -> None:
    """It says that nobody has weighed anything."""
    page = _page(components={"api": service()})
    assert "The spec weighs no trade-offs yet" in page
    assert "## Resources by service" in page


def test_an_empty_spec_has_a_page() -> None:
    """Without components there is nothing to count."""
    assert rows(_page()) == []


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"network": {"availability_zones": 1}}, "Network: everything stands in one Availability Zone"),
        ({"network": {"nat_gateways": "single"}}, "Network: the tasks of every zone get out through one NAT gateway"),
        ({"components": {"api": service(tasks={"min": 1})}}, "AWS Fargate: only one task is kept running"),
        ({"components": {"api": service(tasks={"min": 0})}}, "AWS Fargate: no task is kept running"),
        ({"components": {"store": database(multi_az=False)}}, "Amazon RDS: there is no standby in another zone"),
        (
            {"components": {"cache": cache_group(multi_az=False, replicas=0)}},
            "Amazon ElastiCache: no replica takes over from the primary",
        ),
    ],
)
def test_single_points_of_failure_are_named(fields: dict[str, object], line: str) -> None:
    """Each with the reason one failure is enough."""
    page = _page(**({"components": {"api": service()}} | fields))
    assert line in read(section(page, "Single points of failure"))


def test_a_single_point_of_one_environment_names_it() -> None:
    """What fails in staging alone is not said of production."""
    assert "(in staging)" in read(section(reference_pages("en")["tradeoffs.md"], "Single points of failure"))


@pytest.mark.slow
@WHOLE
@given(compliant_architectures())
def test_what_complies_has_no_single_point_but_its_policy(architecture: Architecture) -> None:
    """The rules on zones, standbys and replicas find what the page finds."""
    assert [name for name, _ in single_points(Deployment(architecture))] == []


def test_state_has_its_recovery_point() -> None:
    """How long copies are kept, what is lost at most, and what is left when the stack is deleted."""
    components = {
        "store": database(label="Store", backup_retention_days=0, deletion_policy="delete"),
        "cache": cache_group(label="Cache", snapshot_retention_days=0, deletion_policy="delete"),
        "files": {"kind": "s3_bucket", "label": "Files", "versioned": False, "deletion_policy": "delete"},
        "old": {"kind": "s3_bucket", "label": "Old", "existing": {"name": "old-bucket"}},
    }
    table = {row[0]: row[1:] for row in rows(section(_page(components=components), "Data, and how it is recovered"))}
    lost = ["everything, as nothing is kept", "the data is lost"]
    assert table["Store"] == ["no backups", *lost]
    assert table["Cache"] == ["no snapshots", *lost]
    assert table["Files"][:2] == ["the latest version only", "whatever was overwritten or deleted"]
    assert table["Old"][2] == "the bucket stays: it is none of the architecture's"
    reference_table = rows(section(reference_pages("en")["tradeoffs.md"], "Data, and how it is recovered"))
    assert ["RDS PostgreSQL", "automatic backups for 14 days"] in [row[:2] for row in reference_table]


def test_nothing_keeps_data() -> None:
    """An architecture of services alone says so."""
    assert "Nothing keeps data." in _page(components={"api": service()})


def test_growth_and_upkeep_are_divided() -> None:
    """Who acts under load, and who keeps what up to date."""
    components = {
        "api": service(label="API", tasks={"min": 3, "max": 3}, runtime="Bun"),
        "store": database(label="Store", auto_minor_version_upgrade=False),
        "zone": {"kind": "route53_zone", "label": "Zone", "domain": "example.com"},
    }
    page = _page(components=components)
    growth = {row[0]: row[1:] for row in rows(section(page, "What scales by itself"))}
    assert growth["API"] == ["no", "no: always 3 tasks, until tasks.max is raised"]
    assert growth["Zone"] == ["yes", "AWS adds capacity"]
    upkeep = {row[0]: row[2] for row in rows(section(page, "Who keeps what up to date"))}
    assert upkeep["API"].startswith("the image: Bun,")
    assert upkeep["Store"].startswith("every version of the engine (PostgreSQL 17.9 now)")
    assert upkeep["Zone"] == "the domain's registration"


def test_an_existing_certificate_is_the_teams() -> None:
    """AWS renews what it has issued; what was brought along is somebody else's to renew."""
    arn = "arn:aws:acm:{}:111122223333:certificate/abc"
    components = {
        "cdn": {
            "kind": "cloudfront_distribution",
            "label": "CDN",
            "certificate": {"existing": {"arn": arn.format("us-east-1")}},
        },
        "files": {"kind": "s3_bucket", "label": "Files"},
        "entry": {
            "kind": "application_load_balancer",
            "label": "Entry",
            "certificate": {"existing": {"arn": arn.format("sa-east-1")}},
        },
        "bare": {"kind": "application_load_balancer", "label": "Bare"},
        "cache": cache_group(label="Cache", multi_az=False),
    }
    page = _page(components=components, connections={"cdn -> files": {}})
    upkeep = {row[0]: row[1:] for row in rows(section(page, "Who keeps what up to date"))}
    assert upkeep["CDN"] == ["servers and caches", "the existing certificate and the minimum TLS version"]
    assert upkeep["Entry"] == ["machines and operating system", "the certificate and the TLS policy"]
    assert upkeep["Bare"] == ["machines and operating system", "the TLS policy"]
    assert upkeep["Files"] == ["storage and its copies", "the objects"]
    copies = {row[0]: row[1] for row in rows(section(page, "Copies and failover"))}
    assert copies["Cache"] == "1 primary and 1 replica"


def test_resources_are_counted_in_each_environment() -> None:
    """Ranges where there is one, and a column for each environment."""
    table = rows(section(reference_pages("en")["tradeoffs.md"], "Resources by service"))
    assert table[0] == ["Service", "Resource", "production", "staging", "Billed"]
    assert ["AWS Fargate", "tasks", "2–10", "1–2", "by the second, while it runs"] in table  # noqa: RUF001
    assert ["Amazon VPC", "NAT gateways", "2", "2", "by the hour, used or not"] in table
    assert ["AWS Secrets Manager", "secrets", "3", "3", "by the month, used or not"] in table


def test_existing_things_are_not_counted() -> None:
    """What is there already is neither created nor billed anew."""
    components = {
        "dns": {"kind": "route53_zone", "domain": "example.com", "existing": {"zone_id": "Z1"}},
        "files": {"kind": "s3_bucket", "existing": {"name": "old-bucket"}},
        "api": service(image={"repository": "ab", "tag": "1", "existing": {}}),
    }
    network = {"availability_zones": 1, "existing": {"vpc_id": "vpc-01234567", "private_subnets": ["subnet-01234567"]}}
    spec = small(components=components, network=network, clusters={"c": {"existing": {"name": "shared"}}})
    counted = {resource.type.name for resource in resources_of(Deployment(spec.architecture))}
    assert counted == {"security_group", "task", "alarm", "stack"}


@pytest.mark.slow
@WHOLE
@given(architectures())
def test_resources_are_those_of_the_plan(architecture: Architecture) -> None:
    """Where an architecture can be planned, what is counted is what is planned."""
    deployment = Deployment(architecture)
    counted = {resource.type.name: resource.high for resource in resources_of(deployment)}
    planned = _planned(architecture)
    if planned is None:
        return
    assert counted.get("subnet", 0) == (len(planned.vpc.subnets) if planned.vpc else 0)
    assert counted.get("nat_gateway", 0) == (planned.vpc.nat_gateways if planned.vpc else 0)
    assert counted.get("alarm", 0) == len(planned.alarms)
    assert counted.get("stack", 0) == len(planned.stacks)


def _planned(architecture: Architecture) -> Plan | None:
    try:
        return plan(architecture)
    except PlanError:
        return None


def test_resources_of_every_role_have_a_place() -> None:
    """The order of the table says where each component's own resources stand."""
    assert set(ROLES) == set(Role)
    assert len(ROLES) == len(Role)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_in_aws_has_its_rows(language: Language) -> None:
    """No component is left out of copies, scaling or upkeep."""
    page = reference_pages(language)["tradeoffs.md"]
    components = reference().in_language(language).components
    for title in (component.title for name, component in components.items() if name != "customer"):
        assert sum(row[0] == title for row in rows(page)) >= 3


@pytest.mark.slow
@WHOLE
@given(architectures())
def test_any_architecture_has_a_page(architecture: Architecture) -> None:
    """Whatever can be written can be weighed: every component in AWS has a row of each table."""
    page = pages_of(spec_of(architecture))["tradeoffs.md"]
    in_aws = [name for name, component in architecture.components.items() if component.kind != "actor"]
    assert page.count("(architecture.md") >= 3 * len(in_aws)
