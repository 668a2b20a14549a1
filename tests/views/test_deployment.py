"""The deployment view: which copy stands where, and what AWS adds to run it."""

import pytest

import archspec
from archspec.architecture import Arrow, ConnectionClass
from archspec.components import Role, Shape
from archspec.views import EdgeKind, project_deployment
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

ONE_ZONE = {"availability_zones": 1}
BOXES = {"deployment": {"replicas": "boxes"}}


def test_the_reference() -> None:
    """Region, VPC, zones and subnets, with every copy in its place and the gateways of the network."""
    view = project_deployment(archspec.load("specs/saas_enterprise.yaml").architecture)
    assert view.name == "deployment"
    assert view.title == "SaaS Enterprise de alta disponibilidade: implantação"
    assert view.description == "Onde cada cópia roda: região, VPC, zonas de disponibilidade e sub-redes."
    assert outline(view) == [
        "customer: actor Cliente",
        "aws: cloud Nuvem AWS",
        "  dns: route53_zone Route53 DNS",
        "  cdn: cloudfront_distribution CloudFront CDN",
        "  cdn-web-acl: web_acl AWS WAF",
        "  region: region Região sa-east-1",
        "    frontend: s3_bucket S3 Frontend",
        "    aws-apis: aws_apis APIs da AWS",
        "    vpc: vpc VPC 10.0.0.0/16",
        "      internet-gateway: internet_gateway Gateway da internet",
        "      database-extensions: function Função de extensões (sub-redes privadas)",
        "      zone-1: availability_zone Zona de disponibilidade sa-east-1a",
        "        zone-1-public: subnet_public Sub-rede pública",
        "          load_balancer-1: application_load_balancer Load Balancer",
        "          nat-gateway-1: nat_gateway Gateway NAT",
        "        zone-1-private: subnet_private Sub-rede privada",
        "          api-1: fargate_service API Container (×1–5)",  # noqa: RUF001  the signs of the picture
        "        zone-1-isolated: subnet_isolated Sub-rede isolada",
        "          database-1: rds_instance RDS PostgreSQL (principal)",
        "          cache-1: elasticache_replication_group ElastiCache Redis (principal)",
        "      zone-2: availability_zone Zona de disponibilidade sa-east-1b",
        "        zone-2-public: subnet_public Sub-rede pública",
        "          load_balancer-2: application_load_balancer Load Balancer",
        "          nat-gateway-2: nat_gateway Gateway NAT",
        "        zone-2-private: subnet_private Sub-rede privada",
        "          api-2: fargate_service API Container (×1–5)",  # noqa: RUF001  the signs of the picture
        "        zone-2-isolated: subnet_isolated Sub-rede isolada",
        "          database-2: rds_instance RDS PostgreSQL (em espera) standby",
        "          cache-2: elasticache_replication_group ElastiCache Redis (réplica)",
    ]


def test_the_arrows_of_the_reference() -> None:
    """Connections lead to what serves them; copies replicate; what opens without a connection is told apart."""
    view = project_deployment(archspec.load("specs/saas_enterprise.yaml").in_language("en"))
    assert arrows_of(view) == [
        "customer -> dns documentary 'Resolves names'",
        "customer -> cdn documentary 'Opens the site'",
        "cdn -> frontend connection 'Fetches files'",
        "customer -> load_balancer-1 connection 'Calls the API'",
        "customer -> load_balancer-2 connection",
        "load_balancer-1 -> api-1 connection",
        "load_balancer-1 -> api-2 connection",
        "load_balancer-2 -> api-1 connection",
        "load_balancer-2 -> api-2 connection",
        "api-1 -> database-1 connection",
        "api-2 -> database-1 connection",
        "api-1 -> cache-1 connection",
        "api-2 -> cache-1 connection",
        "database-1 -> database-2 replication 'synchronous replication'",
        "cache-1 -> cache-2 replication 'asynchronous replication'",
        "api-1 -> aws-apis infrastructure 'images, logs, secrets (443)'",
        "api-2 -> aws-apis infrastructure",
        "database-extensions -> database-1 infrastructure 'creates extensions (5432)'",
        "database-extensions -> aws-apis infrastructure 'secrets, logs (443)'",
        "cdn-web-acl -> cdn documentary 'filters requests'",
    ]
    assert [edge.id for edge in view.edges] == [f"{edge.source} -> {edge.target}" for edge in view.edges]
    assert {edge.step for edge in view.edges} == {None}
    assert view.edges[2].arrow == Arrow("cdn", "frontend")
    assert view.edges[2].opens is ConnectionClass.ORIGIN
    assert {(edge.arrow, edge.opens) for edge in view.edges[13:]} == {(None, None)}


def test_a_box_knows_what_it_stands_for() -> None:
    """A copy has its component and number; what AWS adds has neither a component nor a role."""
    view = project_deployment(architecture({"db": database(extensions=["postgis"])}))
    boxes = {node.id: node for node in view.nodes}
    standby, gateway, function = boxes["db-2"], boxes["nat-gateway-2"], boxes["db-extensions"]
    assert (standby.component, standby.replica, standby.role, standby.shape) == ("db", 2, Role.DATABASE, Shape.CYLINDER)
    assert (gateway.component, gateway.replica, gateway.role, gateway.shape) == (None, 2, None, Shape.BOX)
    assert (function.component, function.replica, function.parent) == (None, None, "vpc")
    assert boxes["aws-apis"].replica is None
    assert [node.id for node in view.nodes if node.standby] == ["db-2"]


def test_an_empty_architecture() -> None:
    """Nothing to deploy is an empty page, and actors alone need no cloud."""
    view = project_deployment(architecture())
    assert (view.groups, view.nodes, view.edges) == ((), (), ())
    assert outline(project_deployment(architecture({"customer": actor()}))) == ["customer: actor Actor"]


def test_without_a_vpc() -> None:
    """Global services stand in the cloud alone, and a bucket in the region."""
    zone = {"kind": "route53_zone", "domain": "example.com", "label": "DNS"}
    assert outline(project_deployment(architecture({"dns": zone}))) == [
        "aws: cloud AWS Cloud",
        "  dns: route53_zone DNS",
    ]
    assert outline(project_deployment(architecture({"files": bucket()}))) == [
        "aws: cloud AWS Cloud",
        "  region: region Region sa-east-1",
        "    files: s3_bucket Bucket",
    ]


def test_a_worker_in_one_zone() -> None:
    """What has one copy has no number, and needs no arrow to be there."""
    view = project_deployment(architecture({"worker": service()}, network=ONE_ZONE))
    assert outline(view) == [
        "aws: cloud AWS Cloud",
        "  region: region Region sa-east-1",
        "    aws-apis: aws_apis AWS APIs",
        "    vpc: vpc VPC 10.0.0.0/16",
        "      internet-gateway: internet_gateway Internet gateway",
        "      zone-1: availability_zone Availability Zone sa-east-1a",
        "        zone-1-public: subnet_public Public subnet",
        "          nat-gateway-1: nat_gateway NAT gateway",
        "        zone-1-private: subnet_private Private subnet",
        "          worker: fargate_service API (×2–10)",  # noqa: RUF001  the signs of the picture
    ]
    assert [node.replica for node in view.nodes if node.component] == [None]


def test_one_nat_gateway_for_all_zones() -> None:
    """It stands in the first zone, and the tier is there in the others all the same, before the next one."""
    network = {"availability_zones": 2, "nat_gateways": "single"}
    view = project_deployment(architecture({"api": service()}, network=network))
    assert outline(view)[4:] == [
        "      internet-gateway: internet_gateway Internet gateway",
        "      zone-1: availability_zone Availability Zone sa-east-1a",
        "        zone-1-public: subnet_public Public subnet",
        "          nat-gateway: nat_gateway NAT gateway",
        "        zone-1-private: subnet_private Private subnet",
        "          api-1: fargate_service API (×1–5)",  # noqa: RUF001  the signs of the picture
        "      zone-2: availability_zone Availability Zone sa-east-1b",
        "        zone-2-public: subnet_public Public subnet",
        "        zone-2-private: subnet_private Private subnet",
        "          api-2: fargate_service API (×1–5)",  # noqa: RUF001  the signs of the picture
    ]


def test_gateways_are_where_a_route_leads_to_them() -> None:
    """A public subnet has its route to the internet gateway, an isolated one to neither."""
    public = project_deployment(architecture({"api": service(placement="public")}))
    assert [node.id for node in public.nodes if node.component is None] == ["aws-apis", "internet-gateway"]
    isolated = project_deployment(architecture({"api": service(placement="isolated")}))
    assert [node.id for node in isolated.nodes if node.component is None] == ["aws-apis"]


def test_the_gateways_of_an_existing_vpc_are_unknown() -> None:
    """Nobody knows which it has, so that none is drawn."""
    network = {"existing": {"vpc_id": "vpc-01234567"}, "cidr": "10.9.0.0/16"}
    view = project_deployment(architecture({"api": service()}, network=network))
    assert [node.id for node in view.nodes] == ["aws-apis", "api-1", "api-2"]
    assert "vpc: vpc VPC 10.9.0.0/16" in [line.strip() for line in outline(view)]


@pytest.mark.parametrize(
    ("tasks", "zones", "expected"),
    [
        ({"min": 2, "max": 10}, 3, {"api-1": "×1–4", "api-2": "×1–3", "api-3": "×0–3"}),  # noqa: RUF001  signs meant
        ({"min": 4, "max": 4}, 3, {"api-1": "×2", "api-2": "×1", "api-3": "×1"}),  # noqa: RUF001  signs meant
        ({"min": 0, "max": 2}, 3, {"api-1": "×0–1", "api-2": "×0–1"}),  # noqa: RUF001  signs meant
        ({"min": 1, "max": 1}, 2, {"api": "×1"}),  # noqa: RUF001  signs meant
    ],
)
def test_tasks_are_spread_and_counted(tasks: dict[str, int], zones: int, expected: dict[str, str]) -> None:
    """Each zone that can have a task says how many."""
    view = project_deployment(architecture({"api": service(tasks=tasks)}, network={"availability_zones": zones}))
    assert {node.id: node.detail for node in view.nodes if node.component} == expected


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        (
            3,
            [
                ("api-1", "API 1", "zone-1-private"),
                ("api-2", "API 2", "zone-2-private"),
                ("api-3", "API 3", "zone-1-private"),
            ],
        ),
        (1, [("api-1", "API 1", "zone-1-private")]),
        (0, [("api-1", "API 1", "zone-1-private")]),
    ],
)
def test_tasks_are_boxes_where_the_spec_asks_for_them(least: int, expected: list[tuple[str, str, str]]) -> None:
    """Copies that always run go round the zones; one that may stand still is drawn too."""
    view = project_deployment(architecture({"api": service(tasks={"min": least, "max": 9})}, views=BOXES))
    copies = {(node.id, node.label, node.parent) for node in view.nodes if node.component}
    assert copies == set(expected)
    assert {node.detail for node in view.nodes if node.component} == {None}
    assert view.replicas == "boxes"


def test_boxes_tell_of_a_public_address() -> None:
    """Each copy has its own."""
    spec = architecture({"api": service(placement="public", assign_public_ip=True)}, views=BOXES)
    copies = [node for node in project_deployment(spec).nodes if node.component]
    assert [node.detail for node in copies] == ["public address", "public address"]


def _places(view_of: dict[str, object], zones: int = 2) -> list[tuple[str, str | None, str | None]]:
    view = project_deployment(architecture({"it": view_of}, network={"availability_zones": zones}))
    return [(node.id, node.parent, node.detail) for node in view.nodes if node.component]


def test_a_database_without_a_standby() -> None:
    """It stands in the first zone, and nothing is to be told of it."""
    assert _places(database(multi_az=False)) == [("it", "zone-1-isolated", None)]


def test_a_standby_is_in_the_next_zone() -> None:
    """Three zones change nothing, and the tier is the spec's."""
    assert _places(database(placement="private"), zones=3) == [
        ("it-1", "zone-1-private", "primary"),
        ("it-2", "zone-2-private", "standby"),
    ]


def test_a_public_address_is_shown() -> None:
    """On what answers there: a standby does not."""
    assert _places(database(placement="public", publicly_accessible=True)) == [
        ("it-1", "zone-1-public", "primary, public address"),
        ("it-2", "zone-2-public", "standby"),
    ]
    assert _places(database(multi_az=False, publicly_accessible=True)) == [("it", "zone-1-isolated", "public address")]
    assert _places(service(placement="public", assign_public_ip=True, tasks={"min": 2, "max": 2})) == [
        ("it-1", "zone-1-public", "×1, public address"),  # noqa: RUF001  the sign of the picture
        ("it-2", "zone-2-public", "×1, public address"),  # noqa: RUF001  the sign of the picture
    ]


def test_cache_nodes_go_round_the_zones() -> None:
    """The primary is in the first, and replicas start with the next."""
    assert _places(cache(replicas=3)) == [
        ("it-1", "zone-1-isolated", "primary"),
        ("it-3", "zone-1-isolated", "replica"),
        ("it-2", "zone-2-isolated", "replica"),
        ("it-4", "zone-2-isolated", "replica"),
    ]


def test_cache_nodes_without_multi_az_share_a_zone() -> None:
    """Replicas that do not take over stand beside the primary; a node alone has no number."""
    assert _places(cache(replicas=1, multi_az=False)) == [
        ("it-1", "zone-1-isolated", "primary"),
        ("it-2", "zone-1-isolated", "replica"),
    ]
    assert _places(cache(replicas=0, multi_az=False)) == [("it", "zone-1-isolated", None)]


def test_an_internal_load_balancer_is_isolated() -> None:
    """It faces the internet where an actor or CloudFront reaches it, and only there."""
    assert [parent for _, parent, _ in _places(balancer())] == ["zone-1-isolated", "zone-2-isolated"]
    components = {"user": actor(), "cdn": distribution(), "lb": balancer(), "inner": balancer(), "api": service()}
    for source in ("user", "cdn"):
        origin = () if source == "cdn" else ("cdn -> inner",)
        view = project_deployment(architecture(components, f"{source} -> lb", "api -> lb", *origin))
        tiers = {node.parent for node in view.nodes if node.component == "lb"}
        assert tiers == {"zone-1-public", "zone-2-public"}
    service_alone = project_deployment(architecture({"lb": balancer(), "api": service()}, "api -> lb", "lb -> api"))
    assert {node.parent for node in service_alone.nodes if node.component == "lb"} == {
        "zone-1-isolated",
        "zone-2-isolated",
    }


def test_firewalls_stand_before_what_faces_the_internet() -> None:
    """That of CloudFront is global, that of a load balancer regional; an internal one has none."""
    components = {"user": actor(), "cdn": distribution(), "lb": balancer(), "inner": balancer()}
    view = project_deployment(architecture(components, "user -> cdn", "cdn -> lb"))
    firewalls = {node.id: node.parent for node in view.nodes if node.kind == "web_acl"}
    assert firewalls == {"cdn-web-acl": "aws", "lb-web-acl": "region"}
    filters = [edge for edge in view.edges if edge.source in firewalls]
    assert [(edge.source, edge.target) for edge in filters] == [
        ("cdn-web-acl", "cdn"),
        ("lb-web-acl", "lb-1"),
        ("lb-web-acl", "lb-2"),
    ]
    assert {edge.kind for edge in filters} == {EdgeKind.DOCUMENTARY}
    assert [edge.label for edge in filters] == ["filters requests", "filters requests", None]


def test_firewalls_that_are_turned_off() -> None:
    """Are not drawn."""
    components = {"user": actor(), "cdn": distribution(web_acl=False), "lb": balancer(web_acl=False)}
    view = project_deployment(architecture(components, "user -> lb", "cdn -> lb"))
    assert not [node for node in view.nodes if node.kind == "web_acl"]


def test_functions_run_in_private_subnets() -> None:
    """Which are there for them, though no box stands in one; each function is drawn once."""
    components = {"db": database(extensions=["postgis"], master_credentials="rotated_secret", port=6000)}
    view = project_deployment(architecture(components))
    assert outline(view)[4:10] == [
        "      internet-gateway: internet_gateway Internet gateway",
        "      db-extensions: function Extensions function (private subnets)",
        "      db-rotation: function Rotation function (private subnets)",
        "      zone-1: availability_zone Availability Zone sa-east-1a",
        "        zone-1-public: subnet_public Public subnet",
        "          nat-gateway-1: nat_gateway NAT gateway",
    ]
    assert "zone-1-private" in {group.id for group in view.groups}
    assert arrows_of(view) == [
        "db-1 -> db-2 replication 'synchronous replication'",
        "db-extensions -> db-1 infrastructure 'creates extensions (6000)'",
        "db-extensions -> aws-apis infrastructure 'secrets, logs (443)'",
        "db-rotation -> db-1 infrastructure 'changes the password (6000)'",
        "db-rotation -> aws-apis infrastructure 'secrets, logs (443)'",
    ]


def test_every_replica_gets_its_own_arrow() -> None:
    """The primary of each data store writes to its own copies and no others'."""
    view = project_deployment(architecture({"a": cache(replicas=2), "b": cache(replicas=1), "api": service()}))
    replication = [edge.id for edge in view.edges if edge.kind is EdgeKind.REPLICATION]
    assert replication == ["a-1 -> a-2", "a-1 -> a-3", "b-1 -> b-2"]


def test_a_second_connection_between_two_components() -> None:
    """Its arrows have ids of their own."""
    view = project_deployment(architecture({"api": service(), "db": database()}, "api -> db", "api -> db #reports"))
    assert [edge.id for edge in view.edges if edge.kind is EdgeKind.CONNECTION] == [
        "api-1 -> db-1",
        "api-2 -> db-1",
        "api-1 -> db-1 #reports",
        "api-2 -> db-1 #reports",
    ]


def test_the_order_of_the_spec_moves_no_tier() -> None:
    """Tiers follow each other from the internet inwards, whichever component comes first."""
    components = {"db": database(), "api": service(), "user": actor(), "lb": balancer()}
    view = project_deployment(architecture(components, "user -> lb", "lb -> api", "api -> db"))
    zones = [line.strip().split(":")[0] for line in outline(view) if "zone-" in line]
    assert zones == [
        "zone-1",
        "zone-1-public",
        "zone-1-private",
        "zone-1-isolated",
        "zone-2",
        "zone-2-public",
        "zone-2-private",
        "zone-2-isolated",
    ]
    assert view.nodes[0].id == "user"


def test_a_title_of_its_own() -> None:
    """The spec's title stands alone."""
    assert project_deployment(architecture(views={"deployment": {"title": "In São Paulo"}})).title == "In São Paulo"
