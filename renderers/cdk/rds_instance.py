"""RDS database instances."""

from archspec.architecture import extensions_function, rotation_function
from archspec.components import RdsInstance, S3Bucket
from archspec.planning.grants import BUCKET_ACTIONS
from archspec.planning.stacks import physical_name
from renderers.cdk.aws import asset, cast, cdk, ec2, iam, lambda_, note, rds, s3, section
from renderers.cdk.stack_build import StackBuild, bucket_statements, subnets

MASTER_USER = "app_owner"
_LONGEST_IDENTIFIER = 63
"""Characters in the identifier of an instance (RDS API, CreateDBInstance)."""
_LONGEST_FUNCTION_NAME = 64
"""Characters in the name of a function (Lambda API, CreateFunction)."""
_FUNCTION_TIMEOUT_MINUTES = 5
ASSET = "database_extensions"
"""The name of the deployment asset with the function that creates extensions."""


def build_database(build: StackBuild, component_id: str, database: RdsInstance) -> None:
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
    build.handles[component_id] = made
    build.addresses[component_id] = made.db_instance_endpoint_address
    build.database_secrets[component_id] = secret
    build.dimensions[component_id] = {"DBInstanceIdentifier": made.instance_identifier}
    _bucket_roles(build, component_id, made)
    if database.master_credentials == "rotated_secret":
        _rotation(build, component_id, database, made)
    if database.extensions:
        _extensions(build, component_id, database, made)


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
    """Let the database read from or write to the buckets its arrows lead to, under a role for each direction."""
    connections = build.architecture.connections
    arrows = [
        arrow
        for arrow in connections
        if arrow.source == component_id and isinstance(build.architecture.components[arrow.target], S3Bucket)
    ]
    features = {"s3Import": ("read_only", "read_write"), "s3Export": ("write_only", "read_write")}
    roles = []
    for feature, accesses in features.items():
        buckets = [
            build.buckets[arrow.target] for arrow in arrows if (connections[arrow].access or "read_only") in accesses
        ]
        if buckets:
            roles.append((feature, _bucket_role(build, component_id, feature, buckets)))
    if roles:
        instance = made.node.default_child
        _associate(instance, roles)


def _bucket_role(build: StackBuild, component_id: str, feature: str, buckets: list[s3.IBucket]) -> iam.Role:
    role = iam.Role(
        build.scope,
        build.id(component_id, f"{feature[0].upper()}{feature[1:]}Role"),
        assumed_by=iam.ServicePrincipal("rds.amazonaws.com"),
    )
    actions = BUCKET_ACTIONS["read_only" if feature == "s3Import" else "write_only"]
    for statement in bucket_statements(actions, buckets):
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


def _extensions(build: StackBuild, component_id: str, database: RdsInstance, made: rds.DatabaseInstance) -> None:
    secret = build.database_secrets[component_id]
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
    build.ready[component_id] = resource


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
