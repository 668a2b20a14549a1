"""The security of the pages: what is reachable from where, the rules that open it, identities, secrets, encryption."""

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture, infrastructure_flows
from archspec.checks import Result
from archspec.checks.capabilities import is_data_store
from archspec.errors import PlanError
from archspec.planning import plan
from archspec.testing import architectures
from archspec.testing.specs import spec_of
from renderers.docs.deployment import Deployment
from tests.renderers.docs.reading import (
    cache_group,
    database,
    inputs_of,
    pages_of,
    read,
    reference,
    reference_pages,
    rows,
    section,
    service,
    small,
)

COMPONENTS: dict[str, object] = {
    "user": {"kind": "actor", "label": "User"},
    "site": {"kind": "s3_bucket", "label": "Site", "block_public_access": False},
    "api": service(label="API", port=80, secrets={"KEY": "generated"}),
    "store": database(label="Store", master_credentials="rotated_secret"),
    "cache": cache_group(label="Cache"),
}


def _page(**fields: object) -> str:
    return _plain(pages_of(small(**fields))["architecture.md"])


def _plain(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_reference_is_open_where_it_should_be() -> None:
    """The internet reaches DNS, the CDN and the load balancer; data stores only accept the containers."""
    text = read(section(reference_pages("en")["architecture.md"], "Security"))
    assert "The internet reaches Route 53 DNS, CloudFront CDN and Load balancer directly." in text
    assert "ElastiCache Redis has no public address, and accepts connections from API container only." in text
    assert (
        "RDS PostgreSQL has no public address, and accepts connections from API container and"
        " function database-extensions only." in text
    )


def test_the_way_from_the_internet_is_shown() -> None:
    """Directly, through what lies between, or not at all."""
    table = rows(section(reference_pages("en")["architecture.md"], "What is reachable from where"))
    ways = {row[0]: row[2] for row in table[1:]}
    assert ways == {
        "Route 53 DNS": "directly",
        "CloudFront CDN": "directly",
        "S3 front end": "through CloudFront CDN",
        "Load balancer": "directly",
        "API container": "through Load balancer",
        "RDS PostgreSQL": "through Load balancer and API container",
        "ElastiCache Redis": "through Load balancer and API container",
    }


def test_an_exposed_store_is_called_exposed() -> None:
    """Nothing says that a store is closed when an arrow, an address or a subnet opens it."""
    arrow = _page(components=COMPONENTS, connections={"user -> store": {}})
    assert "The internet reaches [Store](#store) directly." in arrow
    assert "accepts connections from [User](#user) and function `store-rotation`." in arrow
    for field in ({"publicly_accessible": True}, {"placement": "public"}):
        components = COMPONENTS | {"store": database(label="Store", **field)}
        page = _page(components=components, connections={"api -> store": {}})
        assert "[Store](#store) accepts connections from [API](#api)." in page


def test_a_private_range_is_not_the_internet() -> None:
    """An actor in an office opens the door to the office alone."""
    page = _page(components=COMPONENTS, connections={"user -> api": {"ingress_cidrs": ["10.0.0.0/8"]}})
    assert "The internet reaches nothing directly." in page
    assert ["User → API", "TCP 80", "–", "Cidr10x0x0x0x8ToApi80In (10.0.0.0/8)"] in rows(page)  # noqa: RUF001


def test_cloudfront_is_a_peer_of_its_own() -> None:
    """A load balancer that is an origin lets the servers of CloudFront in, not everybody."""
    page = _page(
        domain="example.com",
        components={
            "dns": {"kind": "route53_zone", "label": "DNS"},
            "cdn": {"kind": "cloudfront_distribution", "label": "CDN", "viewer_protocol": "allow_all"},
            "bare": {"kind": "cloudfront_distribution", "label": "Bare"},
            "entry": {"kind": "application_load_balancer", "label": "Entry", "hostnames": ["api"], "http": "forward"},
        },
        connections={"cdn -> entry": {}, "bare -> entry": {}},
    )
    assert ["CDN → Entry", "TCP 443", "–", "CloudFrontToEntry443In (the servers of CloudFront)"] in rows(page)  # noqa: RUF001
    encryption = {row[0]: row[2] for row in rows(section(page, "Encryption"))[1:]}
    assert encryption["CDN"] == "HTTPS or plain HTTP, as the viewer likes"
    assert encryption["Bare"] == "HTTPS only, with CloudFront's own certificate"
    assert encryption["Entry"].startswith(
        "HTTPS with ELBSecurityPolicy-TLS13-1-2-Res-2021-06, and plain HTTP on port 80"
    )


def test_nothing_reaches_a_lonely_store() -> None:
    """A store without clients has none listed."""
    page = _page(components={"cache": cache_group(label="Cache")})
    assert "Nothing reaches [Cache](#cache)." in page
    assert ["Cache", "isolated subnets", "no", "nobody", "nothing"] in rows(page)


def test_rules_are_listed_by_what_opens_them() -> None:
    """A row for each port of each connection and flow, with the rules on both sides."""
    page = _plain(reference_pages("en")["architecture.md"])
    table = rows(section(page, "Rules of the security groups"))
    assert ["Load balancer → API container", "TCP 3000", "LoadBalancerToApi3000Out", "LoadBalancerToApi3000In"] in table
    assert ["Customer → Load balancer", "TCP 80", "–", "InternetToLoadBalancer80In (any address)"] in table  # noqa: RUF001
    assert [
        "create_extensions: function database-extensions → RDS PostgreSQL",
        "TCP 5432",
        "DatabaseExtensionsToDatabase5432Out",
        "DatabaseExtensionsToDatabase5432In",
    ] in table


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_every_rule_and_flow_is_listed(architecture: Architecture) -> None:
    """Whatever opens in the VPC stands on the page, under the id it has in the template."""
    page = pages_of(spec_of(architecture))["architecture.md"]
    deployment = Deployment(architecture)
    assert [rule.id for rule in deployment.rules if f"`{rule.id}`" not in page] == []
    assert [flow for flow in infrastructure_flows(architecture) if f"`{flow.purpose}`" not in page] == []
    for grant in deployment.grants:
        assert all(f"`{action}`" in page for action in grant.actions)
    for container in deployment.containers:
        assert all(f"`{secret.name}`" in page for secret in container.secrets)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_what_the_page_calls_open_the_rules_call_open(architecture: Architecture) -> None:
    """A store that AAC-NET-001 finds by an arrow from outside is open on the page, and no other."""
    inputs = inputs_of(spec_of(architecture.model_copy(update={"environments": {}, "waivers": ()})))
    found = {
        finding.component
        for finding in inputs.report.findings
        if finding.check.id == "AAC-NET-001" and finding.result is Result.FAIL and finding.connection
    }
    direct = {
        name for name in Deployment(architecture).open_to_internet if is_data_store(architecture.components[name])
    }
    assert direct <= found


def test_the_deployment_is_that_of_the_plan() -> None:
    """What the pages show is what is planned, part by part."""
    architecture = reference().environments["production"]
    planned, shown = plan(architecture, "production"), Deployment(architecture, "production")
    parts = (
        "vpc security_groups rules grants cache_users containers certificates records health_checks repositories"
        " stacks alarms"
    )
    for part in parts.split():
        assert getattr(shown.plan, part) == getattr(planned, part)
    assert shown.flows == planned.infrastructure_flows


def test_what_aws_would_refuse_is_shown() -> None:
    """Pages tell of a deployment that cannot be planned yet: here, nothing serves HTTPS."""
    spec = small(components={"entry": {"kind": "application_load_balancer", "label": "Entry"}})
    with pytest.raises(PlanError):
        plan(spec.architecture)
    assert [group.owner for group in Deployment(spec.architecture).plan.security_groups] == ["entry"]
    assert "Entry" in read(section(pages_of(spec)["architecture.md"], "What is reachable from where"))


def test_permissions_name_who_what_and_on_what() -> None:
    """Roles of tasks and databases, CloudFront, users of caches, and everybody."""
    page = _page(
        components=COMPONENTS,
        connections={
            "user -> site": {},
            "api -> site": {"access": "write_only"},
            "api -> store": {},
            "api -> cache": {"access": "read_write"},
            "store -> site": {},
        },
    )
    table = rows(section(page, "Identities and permissions"))[1:]
    assert [[row[0], row[2]] for row in table] == [
        ["IAM role of the tasks of API", "Site"],
        ["IAM role of the tasks of API", "the secret of Store"],
        ["IAM role of Store", "Site"],
        ["anybody, without signing in", "Site"],
        ["a user of its own for API", "Cache"],
    ]
    assert table[4][1] == "reads and writes"


@pytest.mark.parametrize(
    ("given_store", "given_cache", "origins"),
    [
        (
            {"master_credentials": "managed_by_rds"},
            {"authentication": "rbac"},
            ["its own user in Cache", "the master user of Store; its password: kept and rotated by RDS"],
        ),
        (
            {"master_credentials": "static_secret"},
            {"authentication": "auth_token"},
            [
                "the token all clients of Cache share",
                "the master user of Store; its password: in a secret that nobody rotates",
            ],
        ),
    ],
)
def test_secrets_say_where_they_come_from(
    given_store: dict[str, str], given_cache: dict[str, str], origins: list[str]
) -> None:
    """Made, existing, of a database or of a cache, by the names of the variables."""
    arn = "arn:aws:ssm:sa-east-1:111122223333:parameter/token"
    components = COMPONENTS | {
        "api": service(label="API", secrets={"KEY": "generated", "TOKEN": arn}),
        "store": database(label="Store", **given_store),
        "cache": cache_group(label="Cache", **given_cache),
    }
    page = _page(components=components, connections={"api -> store": {}, "api -> cache": {}})
    of_cache, of_store = origins
    assert [row[2] for row in rows(section(page, "Secrets"))[1:]] == [
        of_cache,
        "made at deployment, kept in Secrets Manager",
        of_store,
        f"existing, {arn}",
    ]


def test_encryption_is_shown_at_rest_and_in_transit() -> None:
    """What is not encrypted is called so."""
    components = COMPONENTS | {
        "store": database(label="Store", storage_encrypted=False, transit_encryption="optional"),
        "entry": {"kind": "application_load_balancer", "label": "Entry", "http": "forward"},
        "old": {"kind": "s3_bucket", "label": "Old", "existing": {"name": "old-bucket"}},
    }
    table = {row[0]: row[1:] for row in rows(section(_page(components=components), "Encryption"))}
    assert table["Store"] == ["no", "TLS, optional"]
    assert table["Entry"][1].startswith("none: there is no certificate")
    assert table["Old"][0] == "as the bucket already has it, outside this architecture"
    assert table["Site"] == ["yes, with keys of S3 (SSE-S3)", "HTTPS only; the bucket refuses the rest"]
