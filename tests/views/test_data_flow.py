"""The data-flow view: every connection as a numbered step."""

import archspec
from archspec.architecture import Arrow, ConnectionClass
from archspec.views import project_data_flow
from tests.views.examples import (
    actor,
    architecture,
    arrows_of,
    balancer,
    bucket,
    cache,
    database,
    distribution,
    outline,
    service,
)


def test_the_reference() -> None:
    """From the customer inwards, the system in one frame."""
    view = project_data_flow(archspec.load("specs/saas_enterprise.yaml").architecture)
    assert view.name == "data_flow"
    assert view.title == "SaaS Enterprise de alta disponibilidade: fluxo de dados"
    assert view.description == "O caminho dos dados, passo a passo, a partir de quem usa o sistema."
    assert outline(view) == [
        "customer: actor Cliente",
        "system: system SaaS Enterprise de alta disponibilidade",
        "  dns: route53_zone Route53 DNS",
        "  cdn: cloudfront_distribution CloudFront CDN",
        "  frontend: s3_bucket S3 Frontend",
        "  load_balancer: application_load_balancer Load Balancer",
        "  api: fargate_service API Container (×2–10)",  # noqa: RUF001  the signs of the picture
        "  database: rds_instance RDS PostgreSQL",
        "  cache: elasticache_replication_group ElastiCache Redis",
    ]
    english = project_data_flow(archspec.load("specs/saas_enterprise.yaml").in_language("en"))
    assert arrows_of(english) == [
        "1. customer -> dns documentary 'Resolves names'",
        "2. customer -> cdn documentary 'Opens the site'",
        "3. customer -> load_balancer connection 'Calls the API'",
        "4. cdn -> frontend connection 'Fetches files'",
        "5. load_balancer -> api connection",
        "6. api -> database connection",
        "7. api -> cache connection",
    ]
    assert view.edges[6].arrow == Arrow("api", "cache")
    assert view.edges[6].opens is ConnectionClass.NETWORK


ZONE = {"kind": "route53_zone", "domain": "example.com"}


def test_names_are_resolved_first() -> None:
    """Whatever the spec writes first, an arrow that opens nothing comes before those that do."""
    components = {"user": actor(), "lb": balancer(), "dns": ZONE}
    view = project_data_flow(architecture(components, "user -> lb", "user -> dns"))
    assert arrows_of(view) == ["1. user -> dns documentary", "2. user -> lb connection"]


def test_near_steps_come_before_far_ones() -> None:
    """Every actor's own steps come first, then those of what they reach, each connection once."""
    components = {"a": actor(), "lb": balancer(), "api": service(), "db": database(), "b": actor()}
    arrows = ("api -> db", "lb -> api", "a -> lb", "b -> lb", "b -> api")
    assert arrows_of(project_data_flow(architecture(components, *arrows))) == [
        "1. a -> lb connection",
        "2. b -> lb connection",
        "3. b -> api connection",
        "4. lb -> api connection",
        "5. api -> db connection",
    ]


def test_what_no_actor_sets_going_comes_last() -> None:
    """First what nothing leads to, then circles, in the spec's order."""
    components = {
        "first": service(),
        "second": service(),
        "db": database(),
        "worker": service(),
        "user": actor(),
        "lb": balancer(),
    }
    arrows = ("first -> second", "second -> first", "worker -> db", "user -> lb")
    assert arrows_of(project_data_flow(architecture(components, *arrows))) == [
        "1. user -> lb connection",
        "2. worker -> db connection",
        "3. first -> second connection",
        "4. second -> first connection",
    ]


def test_what_is_not_connected_takes_no_part() -> None:
    """Without a connection there is no step; without anything of the system there is no frame."""
    view = project_data_flow(architecture({"user": actor(), "api": service(), "files": bucket()}))
    assert (view.groups, view.nodes, view.edges) == ((), (), ())
    cdn = project_data_flow(architecture({"cdn": distribution(), "files": bucket(), "api": service()}, "cdn -> files"))
    assert outline(cdn) == [
        "system: system Small",
        "  cdn: cloudfront_distribution CDN",
        "  files: s3_bucket Bucket",
    ]


def test_copies_take_the_same_step() -> None:
    """Where the spec asks for boxes, each copy has its arrow under one number."""
    components = {"api": service(tasks={"min": 2, "max": 2}), "cache": cache()}
    options = {"data_flow": {"replicas": "boxes"}}
    view = project_data_flow(architecture(components, "api -> cache", views=options))
    assert arrows_of(view) == ["1. api-1 -> cache connection", "1. api-2 -> cache connection"]
    assert view.replicas == "boxes"
