"""ElastiCache replication groups."""

import json
from functools import partial
from typing import Final

from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.planning.grants import ClientUser
from archspec.planning.passed import Passed
from archspec.planning.stacks import physical_name
from renderers.cdk.aws import cdk, elasticache, note, secretsmanager, section
from renderers.cdk.builder import AccessLogs, Builder, Handover, Nesting, Phase, nothing_known, stateful_types
from renderers.cdk.built import Built, secret_for
from renderers.cdk.stack_build import StackBuild, subnet_type

_LONGEST_ID = 40
"""Characters in the id of a replication group or a user (ElastiCache API)."""
_PASSWORD_LENGTH = 64

ACCESS_STRINGS: dict[str, str] = {
    "read_only": "on ~* resetchannels -@all +@read +@connection +info",
    "write_only": "on ~* resetchannels -@all +@write +@connection +info",
    "read_write": "on ~* &* -@all +@read +@write +@connection +@transaction +@pubsub +@scripting +info",
}
"""What a user may do (ElastiCache User Guide, Role-Based Access Control); clients ask for INFO when they connect."""
_DISABLED = "off -@all"
_USERS_ENGINE = "redis"
"""The engine of users, whichever the cache has: a group of Valkey's takes no user without a password, and Valkey takes
groups of either (the same guide)."""


def _build(build: StackBuild, component_id: str, cache: ElasticacheReplicationGroup) -> Built:
    """Make a replication group, with a user for each of its clients where it tells them apart."""
    section(component_id, f"{cache.engine.capitalize()} {cache.engine_version}")
    secrets: dict[str, secretsmanager.ISecret] = {}
    made = elasticache.CfnReplicationGroup(
        build.scope,
        build.id(component_id),
        replication_group_id=_identifier(build, component_id, cache),
        replication_group_description=f"{component_id} of {build.architecture.name}",
        engine=cache.engine,
        engine_version=cache.engine_version,
        cache_node_type=cache.node_type,
        num_cache_clusters=cache.replicas + 1,
        automatic_failover_enabled=cache.multi_az,
        multi_az_enabled=cache.multi_az,
        port=cache.port,
        cache_subnet_group_name=_subnet_group(build, component_id, cache),
        security_group_ids=[build.groups[component_id]],
        at_rest_encryption_enabled=cache.at_rest_encryption,
        transit_encryption_enabled=cache.transit_encryption != "disabled",
        transit_encryption_mode=cache.transit_encryption if cache.transit_encryption != "disabled" else None,
        auth_token=_token(build, component_id, secrets) if cache.authentication == "auth_token" else None,
        user_group_ids=[_user_group(build, component_id, cache, secrets)] if cache.authentication == "rbac" else None,
        auto_minor_version_upgrade=True,
        snapshot_retention_limit=cache.snapshot_retention_days,
        log_delivery_configurations=[_slow_log(build, component_id)],
    )
    made.apply_removal_policy(
        cdk.RemovalPolicy.SNAPSHOT if cache.deletion_policy == "snapshot" else cdk.RemovalPolicy.DESTROY
    )
    build.tag(made, component_id)
    return Built(construct=made, outputs={"address": made.attr_primary_end_point_address}, secrets=secrets)


def _known(build: StackBuild, component_id: str, cache: ElasticacheReplicationGroup) -> Built:
    """Tell what the metrics call its nodes, which follows from a name that the plan gives."""
    identifier = _identifier(build, component_id, cache)
    nodes = range(1, cache.replicas + 2)
    return Built(dimensions={f"cache_node {node}": {"CacheClusterId": f"{identifier}-{node:03}"} for node in nodes})


def _identifier(build: StackBuild, component_id: str, cache: ElasticacheReplicationGroup) -> str:
    return _physical(build, cache.renamed_from or component_id)


def _physical(build: StackBuild, *parts: str) -> str:
    whole = (build.architecture.name, build.plan.environment or "", *parts)
    return physical_name(tuple(filter(None, whole)), _LONGEST_ID)


def _subnet_group(build: StackBuild, component_id: str, cache: ElasticacheReplicationGroup) -> str:
    chosen = build.require_vpc().select_subnets(subnet_type=subnet_type(cache.placement))
    group = elasticache.CfnSubnetGroup(
        build.scope,
        build.id(component_id, "SubnetGroup"),
        description=f"Subnets of {component_id}",
        subnet_ids=chosen.subnet_ids,
    )
    return group.ref


def _slow_log(
    build: StackBuild, component_id: str
) -> elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty:
    group = build.log_group(build.id(component_id, "SlowLog"))
    return elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty(
        log_type="slow-log",
        log_format="json",
        destination_type="cloudwatch-logs",
        destination_details=elasticache.CfnReplicationGroup.DestinationDetailsProperty(
            cloud_watch_logs_details=elasticache.CfnReplicationGroup.CloudWatchLogsDestinationDetailsProperty(
                log_group=group.log_group_name
            )
        ),
    )


def _token(build: StackBuild, component_id: str, secrets: dict[str, secretsmanager.ISecret]) -> str:
    note("The token is made at deployment and never appears in the template.")
    secret = secretsmanager.Secret(
        build.scope,
        build.id(component_id, "Token"),
        description=f"Token of {component_id}",
        generate_secret_string=secretsmanager.SecretStringGenerator(
            exclude_punctuation=True, password_length=_PASSWORD_LENGTH
        ),
    )
    secrets["cache_token"] = secret
    return secret.secret_value.unsafe_unwrap()


def _user_group(
    build: StackBuild,
    component_id: str,
    cache: ElasticacheReplicationGroup,
    secrets: dict[str, secretsmanager.ISecret],
) -> str:
    note("The user that every Redis client starts as can do nothing; each connection has a user of its own.")
    default = elasticache.CfnUser(
        build.scope,
        build.id(component_id, "DefaultUser"),
        engine=_USERS_ENGINE,
        user_id=_physical(build, cache.renamed_from or component_id, "default"),
        user_name="default",
        access_string=_DISABLED,
        authentication_mode={"Type": "no-password-required"},
    )
    users = [_user(build, cache, user, secrets) for user in build.plan.by_component.cache_users.get(component_id, ())]
    group = elasticache.CfnUserGroup(
        build.scope,
        build.id(component_id, "UserGroup"),
        engine=_USERS_ENGINE,
        user_group_id=_identifier(build, component_id, cache),
        user_ids=[default.ref, *(user.ref for user in users)],
    )
    return group.ref


def _user(
    build: StackBuild,
    cache: ElasticacheReplicationGroup,
    planned: ClientUser,
    secrets: dict[str, secretsmanager.ISecret],
) -> elasticache.CfnUser:
    source = build.architecture.components[planned.arrow.source]
    name = _physical(build, source.renamed_from or planned.arrow.source, cache.renamed_from or planned.arrow.target)
    secret = secretsmanager.Secret(
        build.scope,
        f"{planned.id}Secret",
        description=f"{planned.arrow.source} in {planned.arrow.target}",
        generate_secret_string=secretsmanager.SecretStringGenerator(
            secret_string_template=json.dumps({"username": name}),
            generate_string_key="password",
            exclude_punctuation=True,
            password_length=_PASSWORD_LENGTH,
        ),
    )
    secrets[f"cache_user {planned.arrow.source}"] = secret
    return elasticache.CfnUser(
        build.scope,
        planned.id,
        engine=_USERS_ENGINE,
        user_id=name,
        user_name=name,
        access_string=ACCESS_STRINGS[planned.access],
        authentication_mode={
            "Type": "password",
            "Passwords": [secret.secret_value_from_json("password").unsafe_unwrap()],
        },
    )


def _give_secret(main: StackBuild, passed: Passed) -> str:
    kind, client, cache = _secret_of(passed)
    return secret_for(main.built[cache], kind, client).secret_arn


def _take_secret(build: StackBuild, passed: Passed, arn: str) -> None:
    kind, client, cache = _secret_of(passed)
    secret = secretsmanager.Secret.from_secret_complete_arn(build.scope, f"{passed.id}-Secret", arn)
    build.know(cache, Built(secrets={f"{kind} {client}".rstrip(): secret}))


def _secret_of(passed: Passed) -> tuple[str, str, str]:
    """Return the kind of a secret, the client that has it for itself, and the cache."""
    client, _arrow, cache = passed.of.rpartition(" -> ")
    return "cache_user" if client else "cache_token", client, cache


BUILDER: Final[Builder[ElasticacheReplicationGroup]] = Builder(
    phase=Phase.STORES,
    access_logs=AccessLogs.NONE,
    build=_build,
    known=_known,
    use=nothing_known,
    stateful=partial(stateful_types, "archspec.kinds.elasticache_replication_group"),
    nesting=Nesting(
        passes={"cache_secret": Handover(_give_secret, _take_secret)},
    ),
)
