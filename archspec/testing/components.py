"""Components of each kind, every field of them varied."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.components import (
    KINDS,
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.components.base import facts_file
from archspec.components.credentials import exposes_secret
from archspec.testing.parts import (
    LEAST_BACKUP_DAYS,
    LEAST_TASKS,
    REQUIRED,
    Part,
    Parts,
    Values,
    certificates,
    choices,
    field,
    health_checks,
    hostnames,
    shared,
    whole,
)
from archspec.testing.texts import (
    ACCOUNTS,
    CLUSTERS,
    DOMAINS,
    FOLDERS,
    LINES,
    PARAMETERS,
    PORTS,
    SLUGS,
    VARIABLES,
    maybe,
)

KindT = TypeVar("KindT", bound=AnyComponent)


def components_of(kind: type[KindT]) -> SearchStrategy[KindT]:
    """Draw valid components of a kind; every field takes other values than its default, wise or not."""
    parts = parts_of(cast("type[AnyComponent]", kind))
    return whole(parts, REQUIRED).map(lambda values: cast("KindT", kind.model_validate(values)))


@cache
def parts_of(kind: type[AnyComponent], compliant_on: date | None = None) -> Parts:
    """Return the parts of a kind: any valid value of each, or only those the checks accept on a day."""
    return shared(kind, compliant_on) | _PARTS[kind](compliant_on)


def _actor(compliant_on: date | None) -> Parts:
    return choices(Actor, compliant_on, {"type": ()})


def _zone(_: date | None) -> Parts:
    zone_ids = st.from_regex("Z[A-Z0-9]{1,8}", fullmatch=True)
    return {
        "domain": field("domain", maybe(DOMAINS)),
        "existing": field("existing", maybe(st.fixed_dictionaries({"zone_id": zone_ids}))),
    }


def _distribution(compliant_on: date | None) -> Parts:
    policies = facts_file("tls_policies", "archspec.kinds.cloudfront_distribution")
    objects = st.sampled_from(("index.html", "it's~home*$.htm")) | (
        st.just("") if compliant_on is None else st.nothing()
    )
    unwise: Mapping[str, Collection[object]] = {
        "viewer_protocol": {"allow_all"},
        "origin_access": {"public"},
        "web_acl": {False},
        "price_class": (),
    }
    return choices(CloudfrontDistribution, compliant_on, unwise) | {
        "minimum_tls": field("minimum_tls", st.sampled_from(policies["recommended" if compliant_on else "policies"])),
        "default_root_object": field("default_root_object", objects),
        "hostnames": hostnames(),
        "certificate": certificates(),
        "health_check": health_checks(enabled=st.booleans()),
    }


def _bucket(compliant_on: date | None) -> Parts:
    site = st.fixed_dictionaries({"framework": LINES, "build_directory": FOLDERS, "single_page": st.booleans()})
    names = SLUGS.map("data-{}".format)
    unwise: Mapping[str, Collection[object]] = {"block_public_access": {False}, "versioned": (), "deletion_policy": ()}
    return choices(S3Bucket, compliant_on, unwise) | {
        "website": field("website", maybe(site)),
        "existing": field("existing", maybe(st.fixed_dictionaries({"name": names}))),
    }


def _load_balancer(compliant_on: date | None) -> Parts:
    policies = facts_file("tls_policies", "archspec.kinds.application_load_balancer")
    return choices(ApplicationLoadBalancer, compliant_on, {"http": {"forward"}, "web_acl": {False}}) | {
        "tls_policy": field("tls_policy", st.sampled_from(policies["recommended" if compliant_on else "policies"])),
        "hostnames": hostnames(),
        "certificate": certificates(),
        "health_check": health_checks(enabled=st.booleans()),
    }


def _images(compliant_on: date | None) -> Part:
    tags = st.from_regex(r"[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True).map(lambda tag: {"tag": tag})
    digests = st.from_regex("sha256:[0-9a-f]{64}", fullmatch=True).map(lambda digest: {"digest": digest})
    parameters = PARAMETERS.map(lambda name: {"tag": {"parameter": name}})
    references = tags | digests if compliant_on else tags | digests | parameters | st.just({"tag": "latest"})
    repositories = st.from_regex(r"[a-z][a-z0-9]{1,3}([._/-][a-z0-9]{1,3})?", fullmatch=True)
    regions = st.sampled_from(sorted(facts_file("regions")["regions"]))
    existing = st.fixed_dictionaries({}, optional={"account": ACCOUNTS, "region": regions})
    optional = {"build_context": FOLDERS, "existing": existing}
    names = st.fixed_dictionaries({"repository": repositories}, optional=optional)
    return field("image", st.builds(lambda name, reference: name | reference, names, references))


def _settings(compliant_on: date | None) -> Part:
    """Draw plain settings and secrets, no name in both."""
    texts = LINES | st.just("")
    plain = st.dictionaries(VARIABLES, texts, max_size=2)
    if compliant_on is None:
        plain |= st.just({"API_KEY": "not-a-real-key"})
    else:
        harmless = st.tuples(VARIABLES, texts).filter(lambda setting: not exposes_secret(*setting))
        plain = st.lists(harmless, max_size=2).map(dict)
    arn = "arn:aws:secretsmanager:sa-east-1:111122223333:secret:{}".format
    secrets = st.dictionaries(VARIABLES, st.just("generated") | VARIABLES.map(arn), max_size=2)
    return st.builds(
        lambda plain, secrets: {
            "environment": plain,
            "secrets": {name: value for name, value in _apart(secrets).items() if name not in plain},
        },
        plain,
        secrets,
    )


def _apart(secrets: Mapping[str, str]) -> Mapping[str, str]:
    """Return secrets of which no two differ in case or underscores alone."""
    kept = {name.replace("_", "").lower(): name for name in secrets}
    return {name: secrets[name] for name in kept.values()}


def _sizes() -> Part:
    by_cpu = facts_file("sizes", "archspec.kinds.fargate_service")["memory_mib_by_cpu"]
    sizes = [(int(cpu), memory) for cpu, offered in by_cpu.items() for memory in offered["values"]]
    return st.sampled_from(sizes).map(lambda size: {"cpu": size[0], "memory_mib": size[1]})


@cache
@st.composite
def capacity(draw: st.DrawFn, floor: int | None) -> Values:
    """Draw the number of tasks and the deployment, whose least health depends on it; a floor asks for wise ones."""
    least = draw(st.integers(floor or 0, 6))
    most = draw(st.integers(max(1, least) if floor is None else least + 1, 10))
    healthy = 0 if floor is None else 50 if least >= 4 else 100  # noqa: PLR2004  four tasks may lose half
    switch = st.booleans() if floor is None else st.just(value=True)
    deployment = {
        "circuit_breaker": draw(switch),
        "rollback": draw(switch),
        "minimum_healthy_percent": draw(st.integers(healthy, 100)),
    }
    return {"tasks": {"min": least, "max": most}, "deployment": deployment}


def _service(compliant_on: date | None) -> Parts:
    targets = st.integers(40, 75) if compliant_on else st.integers(1, 100)
    unwise: Mapping[str, Collection[object]] = {
        "placement": {"public"},
        "assign_public_ip": {True},
        "cpu_architecture": (),
    }
    return choices(FargateService, compliant_on, unwise) | {
        "cluster": field("cluster", CLUSTERS),
        "image": _images(compliant_on),
        "runtime": field("runtime", maybe(LINES)),
        "port": field("port", maybe(PORTS)),
        "size": _sizes(),
        "capacity": capacity(LEAST_TASKS if compliant_on else None),
        "scaling": field("scaling", st.fixed_dictionaries({"cpu_percent": targets, "memory_percent": targets})),
        "settings": _settings(compliant_on),
    }


def _postgres(compliant_on: date | None) -> Part:
    """Draw a version with extensions it offers."""
    versions = [
        (minor, sorted(major["extensions"]))
        for major in facts_file("postgres", "archspec.kinds.rds_instance")["majors"].values()
        for minor in (*major["minors"], *(() if compliant_on else major["deprecated_minors"]))
        if compliant_on is None or _supported(major, minor, compliant_on)
    ]
    return st.sampled_from(versions).flatmap(
        lambda version: st.fixed_dictionaries(
            {
                "engine_version": st.just(version[0]),
                "extensions": st.lists(st.sampled_from(version[1]), unique=True, max_size=2),
            }
        )
    )


def _supported(major: Mapping[str, Any], minor: str, day: date) -> bool:
    ended = major["end_of_standard_support"]
    return minor not in major["deprecated_minors"] and (ended is None or date.fromisoformat(ended) >= day)


def _database(compliant_on: date | None) -> Parts:
    classes = facts_file("postgres", "archspec.kinds.rds_instance")["instance_classes"]
    sizes = [*classes["current"], *classes["previous_generation"]]
    unwise: Mapping[str, Collection[object]] = {
        "engine": (),
        "multi_az": {False},
        "auto_minor_version_upgrade": {False},
        "deletion_protection": {False},
        "deletion_policy": (),
        "storage_encrypted": {False},
        "transit_encryption": {"optional"},
        "master_credentials": {"static_secret"},
        "placement": {"public"},
        "publicly_accessible": {True},
    }
    names = st.from_regex("[a-z][a-z0-9_]{0,5}", fullmatch=True)
    return choices(RdsInstance, compliant_on, unwise) | {
        "version": _postgres(compliant_on),
        "instance_class": field("instance_class", st.sampled_from(sizes)),
        "storage_gib": field("storage_gib", st.integers(20, 65536)),
        "database_name": field("database_name", names),
        "port": field("port", st.integers(1150, 65535)),
        "backups": field("backup_retention_days", st.integers(LEAST_BACKUP_DAYS if compliant_on else 0, 35)),
    }


@cache
@st.composite
def failover(draw: st.DrawFn, compliant_on: date | None, *, zonal: bool = True) -> Values:
    """Draw the copies of a cache; it spans zones only where there are several."""
    multi_az = compliant_on is not None or (zonal and draw(st.booleans()))
    return {"multi_az": multi_az, "replicas": draw(st.integers(1 if multi_az else 0, 5))}


def _cache_access(compliant_on: date | None) -> Part:
    """Draw how clients come in; ElastiCache asks for no names on connections that cannot have TLS."""
    ways = [
        {"authentication": authentication, "transit_encryption": transit}
        for authentication in ("rbac", "auth_token", "none")
        for transit in ("required", "preferred", "disabled")
        if (transit != "disabled" or authentication == "none")
        and (compliant_on is None or (authentication != "none" and transit == "required"))
    ]
    return st.sampled_from(ways)


@st.composite
def _snapshots(draw: st.DrawFn, compliant_on: date | None) -> Values:
    kept_for = get_args(get_args(ElasticacheReplicationGroup.model_fields["purpose"].annotation)[0])
    purpose = draw(st.lists(st.sampled_from(kept_for), unique=True, max_size=2))
    least = 1 if compliant_on and "sessions" in purpose else 0
    return {"purpose": purpose, "snapshot_retention_days": draw(st.integers(least, 35))}


def _cache(compliant_on: date | None) -> Parts:
    types = facts_file("node_types", "archspec.kinds.elasticache_replication_group")["node_types"]
    versions = [("redis", "7.1"), ("redis", "6.2"), ("redis", "5.0.6"), ("valkey", "7.2"), ("valkey", "8.0")]
    unwise: Mapping[str, Collection[object]] = {
        "at_rest_encryption": {False},
        "deletion_policy": (),
        "placement": {"public"},
    }
    return choices(ElasticacheReplicationGroup, compliant_on, unwise) | {
        "version": st.sampled_from(versions).map(lambda v: {"engine": v[0], "engine_version": v[1]}),
        "node_type": field("node_type", st.sampled_from([*types["current"], *types["previous_generation"]])),
        "failover": failover(compliant_on),
        "latency_target_ms": field("latency_target_ms", maybe(st.integers(1, 1000))),
        "port": field("port", st.integers(1024, 65535)),
        "access": _cache_access(compliant_on),
        "snapshots": _snapshots(compliant_on),
    }


_PARTS: Final[Mapping[type[AnyComponent], Callable[[date | None], Parts]]] = {
    Actor: _actor,
    Route53Zone: _zone,
    CloudfrontDistribution: _distribution,
    S3Bucket: _bucket,
    ApplicationLoadBalancer: _load_balancer,
    FargateService: _service,
    RdsInstance: _database,
    ElasticacheReplicationGroup: _cache,
}
assert set(_PARTS) == set(KINDS), "every kind can be drawn"  # noqa: S101  a new kind fails at import
