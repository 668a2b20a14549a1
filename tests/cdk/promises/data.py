"""Promises about data: that it is kept, encrypted and passed on encrypted."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from archspec.components import (
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.template import Resource, as_text, reference, same

RDS: Final = "AWS::RDS::DBInstance"
CACHE: Final = "AWS::ElastiCache::ReplicationGroup"
BUCKET: Final = "AWS::S3::Bucket"
DISTRIBUTION: Final = "AWS::CloudFront::Distribution"
LISTENER: Final = "AWS::ElasticLoadBalancingV2::Listener"


def databases_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each database has the engine, size, backups and protection of the spec."""
    for name, database in deployment.architecture.of_kind(RdsInstance).items():
        expected = {
            "Engine": database.engine,
            "EngineVersion": database.engine_version,
            "DBInstanceClass": database.instance_class,
            "AllocatedStorage": database.storage_gib,
            "DBName": database.database_name,
            "Port": database.port,
            "MultiAZ": database.multi_az,
            "BackupRetentionPeriod": database.backup_retention_days,
            "AutoMinorVersionUpgrade": database.auto_minor_version_upgrade,
            "DeletionProtection": database.deletion_protection,
            "StorageEncrypted": database.storage_encrypted,
            "PubliclyAccessible": database.publicly_accessible,
            # With the instance, its backups would go.
            "DeleteAutomatedBackups": database.deletion_policy == "delete",
        }
        yield from _differences(name, deployment.component(name, RDS), expected)


def caches_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each cache has the engine, nodes, snapshots and failover of the spec."""
    for name, cache in deployment.architecture.of_kind(ElasticacheReplicationGroup).items():
        expected = {
            "Engine": cache.engine,
            "EngineVersion": cache.engine_version,
            "CacheNodeType": cache.node_type,
            "NumCacheClusters": cache.replicas + 1,
            "Port": cache.port,
            "MultiAZEnabled": cache.multi_az,
            "AutomaticFailoverEnabled": cache.multi_az,
            "SnapshotRetentionLimit": cache.snapshot_retention_days,
            "AtRestEncryptionEnabled": cache.at_rest_encryption,
        }
        yield from _differences(name, deployment.component(name, CACHE), expected)


def _differences(name: str, resource: Resource | None, expected: Mapping[str, object]) -> Iterator[str]:
    if resource is not None:
        for key, value in expected.items():
            if not same(resource.properties.get(key), value):
                yield f"{name} has {key} {resource.properties.get(key)}, not {as_text(value)}"


_POLICIES: Final = {"snapshot": "Snapshot", "retain": "Retain", "delete": "Delete"}


def data_outlives_its_resource_as_specified(deployment: Deployment) -> Iterator[str]:
    """Whether data outlives a resource that is deleted or replaced is as the spec says."""
    for resource, policy in _keepers(deployment):
        found = {resource.deletion_policy, resource.update_replace_policy}
        if found != {policy}:
            yield f"{resource.id} is subject to {', '.join(sorted(found))}, not {policy}"


def _keepers(deployment: Deployment) -> Iterator[tuple[Resource, str]]:
    types = {"rds_instance": RDS, "elasticache_replication_group": CACHE, "s3_bucket": BUCKET}
    for name, component in deployment.architecture.components.items():
        if isinstance(component, RdsInstance | ElasticacheReplicationGroup | S3Bucket):
            resource = deployment.component(name, types[component.kind])
            if resource is not None:
                yield resource, _POLICIES[component.deletion_policy]
    for resource in deployment.resources("AWS::Route53::HostedZone", "AWS::ECR::Repository"):
        yield resource, "Retain"


def clients_use_tls_as_specified(deployment: Deployment) -> Iterator[str]:
    """Databases, caches, load balancers, distributions and buckets ask for TLS as the spec says."""
    yield from _databases_tls(deployment)
    yield from _caches_tls(deployment)
    yield from _entries_tls(deployment)
    yield from _buckets_tls(deployment)


def _databases_tls(deployment: Deployment) -> Iterator[str]:
    for name, database in deployment.architecture.of_kind(RdsInstance).items():
        made = deployment.component(name, RDS)
        group = None if made is None else deployment.main.referred(made.properties.get("DBParameterGroupName"))
        forced = None if group is None else group.properties["Parameters"].get("rds.force_ssl")
        if forced != ("1" if database.transit_encryption == "required" else "0"):
            yield f"{name} has rds.force_ssl {forced}"


def _caches_tls(deployment: Deployment) -> Iterator[str]:
    for name, cache in deployment.architecture.of_kind(ElasticacheReplicationGroup).items():
        made = deployment.component(name, CACHE)
        if made is None:
            continue
        mode = (
            made.properties.get("TransitEncryptionMode") if made.properties["TransitEncryptionEnabled"] else "disabled"
        )
        if mode != cache.transit_encryption:
            yield f"{name} has transit encryption {mode}"


def _entries_tls(deployment: Deployment) -> Iterator[str]:
    for name, balancer in deployment.architecture.of_kind(ApplicationLoadBalancer).items():
        for listener in deployment.resources(LISTENER):
            if listener.tags.get(COMPONENT_TAG) == name and listener.properties["Protocol"] == "HTTPS":
                yield from _differences(name, listener, {"SslPolicy": balancer.tls_policy})
    for name, cdn in deployment.architecture.of_kind(CloudfrontDistribution).items():
        made = deployment.component(name, DISTRIBUTION)
        config = made.properties["DistributionConfig"] if made is not None else {}
        oldest = config.get("ViewerCertificate", {}).get("MinimumProtocolVersion")
        # Without a certificate of its own, a distribution has no choice.
        if oldest is not None and oldest != cdn.minimum_tls:
            yield f"{name} takes {oldest}"
        for behaviour in (config.get("DefaultCacheBehavior"), *config.get("CacheBehaviors", ())):
            if behaviour is not None and behaviour["ViewerProtocolPolicy"] != cdn.viewer_protocol.replace("_", "-"):
                yield f"{name} serves {behaviour['ViewerProtocolPolicy']}"


def _buckets_tls(deployment: Deployment) -> Iterator[str]:
    policies = {
        reference(policy.properties["Bucket"]): policy for policy in deployment.resources("AWS::S3::BucketPolicy")
    }
    for bucket in deployment.resources(BUCKET):
        policy = policies.get(bucket.id)
        statements: list[dict[str, Any]] = (
            policy.properties["PolicyDocument"]["Statement"] if policy is not None else []
        )
        if not any(_refuses_plain_text(statement) for statement in statements):
            yield f"{bucket.id} answers without TLS"


def _refuses_plain_text(statement: Mapping[str, Any]) -> bool:
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    return statement["Effect"] == "Deny" and statement.get("Condition") == plain and statement["Action"] == "s3:*"


def zones_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each zone that is created answers for the domain of the spec."""
    for name, zone in deployment.architecture.of_kind(Route53Zone).items():
        made = deployment.component(name, "AWS::Route53::HostedZone")
        expected = {"Name": f"{zone.domain or deployment.architecture.domain}."}
        yield from _differences(name, made, expected)


def users_without_password_can_do_nothing(deployment: Deployment) -> Iterator[str]:
    """Nobody can do anything in a cache without a password, and ElastiCache takes its group of users."""
    template = deployment.main
    users = [user for user in template.of_type("AWS::ElastiCache::User") if _has_no_password(user)]
    yield from (f"{user.id} may do {_access(user)}" for user in users if not _access(user).startswith("off "))
    for group in template.of_type("AWS::ElastiCache::UserGroup"):
        members = {reference(user) for user in group.properties["UserIds"]}
        # Of users without a password, only groups of Redis may have any.
        if group.properties["Engine"] != "redis" and members & {user.id for user in users}:
            yield f"{group.id} has a user without a password"


def _has_no_password(user: Resource) -> bool:
    return bool(user.properties["AuthenticationMode"]["Type"] == "no-password-required")


def _access(user: Resource) -> str:
    return str(user.properties["AccessString"])
