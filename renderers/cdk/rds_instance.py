"""RDS database instances."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from archspec.errors import RenderError
from archspec.kinds.rds_instance.connections import extensions_function, rotation_function
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.planning import Plan
from archspec.planning.passed import Passed
from archspec.planning.stacks import physical_name
from renderers.cdk.aws import Construct, asset, cast, cdk, ec2, iam, lambda_, note, rds, secretsmanager, section
from renderers.cdk.builder import AccessLogs, Builder, Handover, Nesting, Phase, handed, nothing_known, stateful_types
from renderers.cdk.built import ANY_ACTION, Built
from renderers.cdk.functions.asset import database_extensions_asset
from renderers.cdk.functions.ca import trusted_regions
from renderers.cdk.permissions import statements
from renderers.cdk.stack_build import StackBuild, subnets

MASTER_USER = "app_owner"
_LONGEST_IDENTIFIER = 63
"""Characters in the identifier of an instance (RDS API, CreateDBInstance)."""
_LONGEST_FUNCTION_NAME = 64
"""Characters in the name of a function (Lambda API, CreateFunction)."""
_FUNCTION_TIMEOUT_MINUTES = 5
ASSET = "database_extensions"
"""The name of the deployment asset with the function that creates extensions."""
_FEATURES: Final = {
    "s3Import": ("s3:GetObject", "s3:ListBucket"),
    "s3Export": ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"),
}
"""What an instance may do in buckets under the role of each feature (RDS User Guide, importing from and exporting to
S3)."""


def _build(build: StackBuild, component_id: str, database: RdsInstance) -> Built:
    """Make a PostgreSQL instance, closed to everybody but its clients."""
    section(component_id, f"PostgreSQL {database.engine_version}")
    identifier = _identifier(build, component_id, database)
    engine = rds.DatabaseInstanceEngine.postgres(
        version=rds.PostgresEngineVersion.of(database.engine_version, database.major_version)
    )
    log_group = build.log_group(build.id(component_id, "Logs"), f"/aws/rds/instance/{identifier}/postgresql")
    made = rds.DatabaseInstance(
        build.scope,
        build.id(component_id),
        instance_identifier=identifier,
        engine=engine,
        instance_type=ec2.InstanceType(database.instance_class.removeprefix("db.")),
        vpc=build.require_vpc(),
        vpc_subnets=subnets(database.placement),
        security_groups=[build.closed_groups[component_id]],
        publicly_accessible=database.publicly_accessible,
        port=database.port,
        multi_az=database.multi_az,
        allocated_storage=database.storage_gib,
        storage_type=rds.StorageType.GP3,
        storage_encrypted=database.storage_encrypted,
        ca_certificate=rds.CaCertificate.RDS_CA_RSA2048_G1,
        database_name=database.database_name,
        credentials=_credentials(build, component_id, database),
        manage_master_user_password=True if database.master_credentials == "managed_by_rds" else None,
        parameter_group=_parameters(build, component_id, database, engine),
        backup_retention=cdk.Duration.days(database.backup_retention_days),
        delete_automated_backups=database.deletion_policy == "delete",
        copy_tags_to_snapshot=True,
        auto_minor_version_upgrade=database.auto_minor_version_upgrade,
        iam_authentication=True,
        monitoring_interval=cdk.Duration.seconds(60),
        enable_performance_insights=True,
        cloudwatch_logs_exports=["postgresql"],
        deletion_protection=database.deletion_protection,
        removal_policy=_removal(database),
    )
    made.node.add_dependency(log_group)
    secret = made.secret
    assert secret is not None  # noqa: S101  every choice of credentials keeps them in a secret
    build.tag(made, component_id)
    _bucket_roles(build, component_id, made)
    if database.master_credentials == "rotated_secret":
        _rotation(build, component_id, database, made)
    return _built(made, secret, _extensions(build, component_id, database, made, secret))


def _built(made: rds.DatabaseInstance, secret: secretsmanager.ISecret, ready: tuple[Construct, ...]) -> Built:
    itself = Built(construct=made, outputs={"address": made.db_instance_endpoint_address}, ready=ready)
    return itself | _signed_in_with(secret) | _measured(made.instance_identifier)


def _measured(identifier: str) -> Built:
    return Built(outputs={"database": identifier}, dimensions={"database": {"DBInstanceIdentifier": identifier}})


def _signed_in_with(secret: secretsmanager.ISecret) -> Built:
    arn = secret.secret_arn
    return Built(outputs={"secret_arn": arn}, secrets={"database": secret}, arns={ANY_ACTION: (arn,)})


def _identifier(build: StackBuild, component_id: str, database: RdsInstance) -> str:
    parts = (build.architecture.name, build.plan.environment or "", database.renamed_from or component_id)
    return physical_name(tuple(filter(None, parts)), _LONGEST_IDENTIFIER)


def _credentials(build: StackBuild, component_id: str, database: RdsInstance) -> rds.Credentials:
    match database.master_credentials:
        case "managed_by_rds":
            note("RDS makes the password, keeps it in Secrets Manager and changes it every week.")
            return rds.Credentials.from_username(MASTER_USER)
        case "rotated_secret" | "static_secret":
            note("The password is made at deployment and never appears in the template.")
            secret = rds.DatabaseSecret(
                build.scope,
                build.id(component_id, "Secret"),
                username=MASTER_USER,
                dbname=database.database_name,
            )
            return rds.Credentials.from_secret(secret)


def _parameters(
    build: StackBuild, component_id: str, database: RdsInstance, engine: rds.IInstanceEngine
) -> rds.ParameterGroup:
    return rds.ParameterGroup(
        build.scope,
        build.id(component_id, "Parameters"),
        engine=engine,
        description=f"Parameters of {build.id(component_id)}",
        parameters={
            "rds.force_ssl": "1" if database.transit_encryption == "required" else "0",
            "log_connections": "1",
            "log_disconnections": "1",
            "log_min_duration_statement": "1000",
            "log_statement": "ddl",
        },
    )


def _removal(database: RdsInstance) -> cdk.RemovalPolicy:
    match database.deletion_policy:
        case "snapshot":
            return cdk.RemovalPolicy.SNAPSHOT
        case "retain":
            return cdk.RemovalPolicy.RETAIN
        case "delete":
            return cdk.RemovalPolicy.DESTROY


def _bucket_roles(build: StackBuild, component_id: str, made: rds.DatabaseInstance) -> None:
    """Let the database do in the buckets its arrows lead to what it is granted, under a role for each direction."""
    roles = []
    for feature, actions in _FEATURES.items():
        allowed = list(_allowed(build, component_id, actions))
        if allowed:
            roles.append((feature, _bucket_role(build, component_id, feature, allowed)))
    if roles:
        instance = made.node.default_child
        _associate(instance, roles)


def _allowed(build: StackBuild, component_id: str, actions: tuple[str, ...]) -> Iterator[iam.PolicyStatement]:
    for grant in build.plan.by_component.grants.get(component_id, ()):
        if grant.principal == "database_role":
            of_feature = [action for action in grant.actions if action in actions]
            yield from statements(of_feature, build.built[grant.arrow.target])


def _bucket_role(build: StackBuild, component_id: str, feature: str, allowed: list[iam.PolicyStatement]) -> iam.Role:
    role = iam.Role(
        build.scope,
        build.id(component_id, f"{feature[0].upper()}{feature[1:]}Role"),
        assumed_by=iam.ServicePrincipal("rds.amazonaws.com"),
    )
    for statement in allowed:
        role.add_to_policy(statement)
    return role


def _associate(instance: object, roles: list[tuple[str, iam.Role]]) -> None:
    cast(rds.CfnDBInstance, instance).add_property_override(
        "AssociatedRoles", [{"FeatureName": feature, "RoleArn": role.role_arn} for feature, role in roles]
    )


def _rotation(build: StackBuild, component_id: str, database: RdsInstance, made: rds.DatabaseInstance) -> None:
    rotation = made.add_rotation_single_user(
        automatically_after=cdk.Duration.days(30),
        exclude_characters=" %+~`#$&*()|[]{}:;<>?!'/@\"\\",
        security_group=build.closed_groups[rotation_function(component_id)],
        vpc_subnets=subnets("private"),
    )
    # The CDK's own name is the same in every environment and architecture.
    name = physical_name((build.stack.name, database.renamed_from or component_id, "rotation"), _LONGEST_FUNCTION_NAME)
    cast(cdk.CfnResource, rotation.node.default_child).add_property_override("Parameters.functionName", name)


def _extensions(
    build: StackBuild,
    component_id: str,
    database: RdsInstance,
    made: rds.DatabaseInstance,
    secret: secretsmanager.ISecret,
) -> tuple[Construct, ...]:
    """Make the function that creates extensions, and return the resource that is there when it has."""
    if not database.extensions:
        return ()
    base = build.id(component_id, "Extensions")
    note(f"Creates {', '.join(database.extensions)} at deployment; only the master user may.")
    role = _function_role(build, base)
    secret.grant_read(role)
    log_group = build.log_group(f"{base}Logs")
    log_group.grant_write(role)
    function = lambda_.Function(
        build.scope,
        f"{base}Function",
        description=f"Creates extensions in {component_id}",
        runtime=lambda_.Runtime.PYTHON_3_14,
        architecture=lambda_.Architecture.ARM_64,
        handler="index.handler",
        code=lambda_.Code.from_asset(asset(ASSET)),
        memory_size=256,
        timeout=cdk.Duration.minutes(_FUNCTION_TIMEOUT_MINUTES),
        role=role,
        log_group=log_group,
        vpc=build.require_vpc(),
        vpc_subnets=subnets("private"),
        security_groups=[build.closed_groups[extensions_function(component_id)]],
    )
    resource = cdk.CustomResource(
        build.scope,
        base,
        service_token=function.function_arn,
        resource_type="Custom::DatabaseExtensions",
        # A function that dies before it answers must not hold the stack for an hour.
        service_timeout=cdk.Duration.minutes(_FUNCTION_TIMEOUT_MINUTES + 1),
        properties={
            "SecretArn": secret.secret_arn,
            "Host": made.db_instance_endpoint_address,
            "Port": database.port,
            "Database": database.database_name,
            "Extensions": list(database.extensions),
        },
    )
    # The function connects while the resource is created, so its rules have to be there.
    function_name = extensions_function(component_id)
    for owner in (function_name, component_id):
        for rule in build.plan.by_component.rules.get(owner, ()):
            if any(getattr(reason, "source", "") == function_name for reason in rule.reasons):
                resource.node.add_dependency(build.rules[rule.id])
    return (resource,)


def _function_role(build: StackBuild, base: str) -> iam.Role:
    """Return a role with what a function in a VPC needs (AWS Lambda Developer Guide, VPC permissions)."""
    role = iam.Role(build.scope, f"{base}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    role.add_to_policy(
        iam.PolicyStatement(
            actions=[
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
            ],
            resources=["*"],
        )
    )
    return role


def _assets(plan: Plan, folder: Path) -> Mapping[str, Path]:
    if not any(database.extensions for database in plan.architecture.of_kind(RdsInstance).values()):
        return {}
    region = plan.architecture.region
    if region not in trusted_regions():
        raise RenderError(
            f"region {region!r}: the certificates of RDS there are not known, so the function that creates database"
            " extensions could trust no database; leave extensions out and create them by hand, or renew the bundle"
            " (renderers/cdk/functions/ca)"
        )
    return {ASSET: database_extensions_asset(folder)}


def _give_secret(main: StackBuild, passed: Passed) -> str:
    return main.built[passed.of].secrets["database"].secret_arn


def _take_secret(build: StackBuild, passed: Passed, arn: str) -> None:
    secret = secretsmanager.Secret.from_secret_complete_arn(build.scope, f"{passed.id}-Secret", arn)
    build.know(passed.of, _signed_in_with(secret))


BUILDER: Final[Builder[RdsInstance]] = Builder(
    phase=Phase.STORES,
    access_logs=AccessLogs.NONE,
    build=_build,
    known=nothing_known,
    use=nothing_known,
    stateful=partial(stateful_types, "archspec.kinds.rds_instance"),
    nesting=Nesting(
        passes={
            "database": handed("database", _measured),
            "database_secret": Handover(_give_secret, _take_secret),
        },
    ),
    assets=_assets,
)
