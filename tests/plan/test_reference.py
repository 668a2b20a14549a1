"""The plan of the reference spec, decision by decision."""

import pytest

import archspec
from archspec.planning import Plan, plan
from archspec.planning.security import GroupPeer, Rule
from archspec.planning.settings import Output, Setting
from tests.plan.golden import ROOT

SPEC = archspec.load(ROOT / "specs/saas_enterprise.yaml")


@pytest.fixture(scope="module")
def production() -> Plan:
    """Return the plan for production."""
    return plan(SPEC.environments["production"], "production")


@pytest.fixture(scope="module")
def staging() -> Plan:
    """Return the plan for staging."""
    return plan(SPEC.environments["staging"], "staging")


def test_stacks(production: Plan) -> None:
    """Images first, then what is global, then the rest; the zone is there already."""
    assert [
        (stack.name, stack.region, stack.account, stack.components, stack.termination_protection)
        for stack in production.stacks
    ] == [
        ("saas-enterprise-production-Registry", "sa-east-1", "111122223333", (), False),
        ("saas-enterprise-production-Edge", "us-east-1", "111122223333", ("cdn", "frontend"), False),
        (
            "saas-enterprise-production-Main",
            "sa-east-1",
            "111122223333",
            ("load_balancer", "api", "database", "cache"),
            True,
        ),
    ]


def test_subnets(production: Plan) -> None:
    """A subnet of each tier in both zones, and room for a third after them."""
    assert production.vpc is not None
    assert production.vpc.nat_gateways == 2
    assert production.vpc.reserved_zones == 1
    assert [(subnet.placement, subnet.zone, subnet.cidr) for subnet in production.vpc.subnets] == [
        ("private", "sa-east-1a", "10.0.0.0/19"),
        ("private", "sa-east-1b", "10.0.32.0/19"),
        ("public", "sa-east-1a", "10.0.96.0/20"),
        ("public", "sa-east-1b", "10.0.112.0/20"),
        ("isolated", "sa-east-1a", "10.0.144.0/20"),
        ("isolated", "sa-east-1b", "10.0.160.0/20"),
    ]


def _said(rule: Rule) -> tuple[str, str, str, int, list[str]]:
    peer = rule.peer.owner if isinstance(rule.peer, GroupPeer) else getattr(rule.peer, "cidr", "cloudfront")
    reasons = [str(getattr(reason, "purpose", reason)) for reason in rule.reasons]
    return (rule.id, rule.group, peer, rule.port, reasons)


def test_rules(production: Plan) -> None:
    """Two sides of each connection inside, one of each that comes from outside, and three flows by name."""
    assert list(map(_said, production.rules)) == [
        ("ApiToCache6379Out", "api", "cache", 6379, ["api -> cache"]),
        ("ApiToCache6379In", "cache", "api", 6379, ["api -> cache"]),
        ("ApiToDatabase5432Out", "api", "database", 5432, ["api -> database"]),
        ("ApiToDatabase5432In", "database", "api", 5432, ["api -> database"]),
        ("InternetToLoadBalancer443In", "load_balancer", "0.0.0.0/0", 443, ["customer -> load_balancer"]),
        ("InternetToLoadBalancer80In", "load_balancer", "0.0.0.0/0", 80, ["customer -> load_balancer"]),
        ("LoadBalancerToApi3000Out", "load_balancer", "api", 3000, ["load_balancer -> api"]),
        ("LoadBalancerToApi3000In", "api", "load_balancer", 3000, ["load_balancer -> api"]),
        ("ApiToInternet443Out", "api", "0.0.0.0/0", 443, ["service_apis"]),
        ("DatabaseExtensionsToDatabase5432Out", "database-extensions", "database", 5432, ["create_extensions"]),
        ("DatabaseExtensionsToDatabase5432In", "database", "database-extensions", 5432, ["create_extensions"]),
        ("DatabaseExtensionsToInternet443Out", "database-extensions", "0.0.0.0/0", 443, ["function_apis"]),
    ]


def test_security_groups(production: Plan) -> None:
    """One for each component in the VPC, and one for the function that creates the extensions."""
    assert [(group.id, group.owner) for group in production.security_groups] == [
        ("LoadBalancerSecurityGroup", "load_balancer"),
        ("ApiSecurityGroup", "api"),
        ("DatabaseSecurityGroup", "database"),
        ("CacheSecurityGroup", "cache"),
        ("DatabaseExtensionsSecurityGroup", "database-extensions"),
    ]


def test_grants(production: Plan) -> None:
    """CloudFront reads the site, the service reads the database's secret again after a rotation."""
    assert [(grant.principal, grant.actions, str(grant.arrow)) for grant in production.grants] == [
        (
            "task_role",
            ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
            "api -> database",
        ),
        ("distribution", ("s3:GetObject",), "cdn -> frontend"),
    ]
    assert [(user.id, str(user.arrow), user.access) for user in production.cache_users] == [
        ("ApiToCacheUser", "api -> cache", "read_write")
    ]


def _told(setting: Setting) -> tuple[str, str]:
    value = setting.value
    return (setting.name, f"{value.attribute} of {value.component}" if isinstance(value, Output) else value)


def test_containers(production: Plan) -> None:
    """The service's own variables and those of its connections, by name."""
    (container,) = production.containers
    assert list(map(_told, container.settings)) == [
        ("CACHE_HOST", "address of cache"),
        ("CACHE_PORT", "6379"),
        ("CACHE_TLS", "true"),
        ("DATABASE_HOST", "address of database"),
        ("DATABASE_NAME", "app"),
        ("DATABASE_PORT", "5432"),
        ("DATABASE_SECRET_ARN", "secret_arn of database"),
        ("LOG_LEVEL", "info"),
        ("PORT", "3000"),
    ]
    assert [(secret.name, secret.kind, secret.field) for secret in container.secrets] == [
        ("BETTER_AUTH_SECRET", "generated", None),
        ("CACHE_PASSWORD", "cache_user", "password"),
        ("CACHE_USERNAME", "cache_user", "username"),
        ("DATABASE_PASSWORD", "database", "password"),
        ("DATABASE_USERNAME", "database", "username"),
    ]


def test_endpoints(production: Plan) -> None:
    """Names and certificates come from `hostnames`, requests go to the only service."""
    assert [(certificate.id, certificate.names) for certificate in production.certificates] == [
        ("CdnCertificate", ("www.example.com", "example.com")),
        ("LoadBalancerCertificate", ("api.example.com",)),
    ]
    assert [(record.id, record.name, record.component) for record in production.records] == [
        ("CdnWwwRecord", "www.example.com", "cdn"),
        ("CdnZoneApexRecord", "example.com", "cdn"),
        ("LoadBalancerApiRecord", "api.example.com", "load_balancer"),
    ]
    assert [(check.id, check.name, check.path) for check in production.health_checks] == [
        ("CdnHealthCheck", "www.example.com", "/"),
        ("LoadBalancerHealthCheck", "api.example.com", "/healthz"),
    ]
    (listeners,) = production.listeners
    assert (listeners.internet_facing, listeners.http) == (True, "redirect")
    assert listeners.certificate == production.certificates[1]
    assert [(str(route.arrow), route.priority, route.health_check_path) for route in listeners.routes] == [
        ("load_balancer -> api", None, "/healthz")
    ]


def test_staging_differs_where_the_overlay_does(staging: Plan, production: Plan) -> None:
    """Another account, domain and number of tasks; the same network, rules, grants and ids."""
    assert (staging.rules, staging.vpc, staging.grants) == (production.rules, production.vpc, production.grants)
    assert [stack.name for stack in staging.stacks] == [
        "saas-enterprise-staging-Registry",
        "saas-enterprise-staging-Edge",
        "saas-enterprise-staging-Main",
    ]
    assert {stack.account for stack in staging.stacks} == {"444455556666"}
    assert [record.name for record in staging.records] == [
        "www.staging.example.com",
        "staging.example.com",
        "api.staging.example.com",
    ]
    assert dict(staging.bucket_names) == {"frontend": "saas-enterprise-staging-frontend"}
    assert dict(staging.tags) == {"archspec:architecture": "saas-enterprise", "archspec:environment": "staging"}
