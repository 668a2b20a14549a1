"""Builders whose templates must be equal however they are run: directly on aws_cdk, through jsii, and in Node.

Between them they use every kind of node, and everything that once went wrong or could.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from renderers.cdk.aws import (
    Construct,
    acm,
    asset,
    cast,
    cdk,
    cloudfront,
    cloudwatch,
    cw_actions,
    ec2,
    ecr,
    ecs,
    elasticache,
    elbv2,
    iam,
    kms,
    lambda_,
    logs,
    note,
    origins,
    rds,
    route53,
    s3,
    secretsmanager,
    section,
    servicediscovery,
    sns,
    ssm,
    targets,
    wafv2,
)

Build: TypeAlias = Callable[[Construct], Mapping[str, object] | None]

HOSTILE: Final = (
    "${x} `y` {z} {{w}}",
    'it\'s "quoted" \\ back\\nslash',
    "line\u2028separator\u2029 and\nnewline\ttab",
    "<script>&amp; ünïcödé 漢字 😀",
    "${Recorded[000000000000.0]} %s {0}",
    "__proto__",
    "",
)
"""Texts that a language or a placeholder could take for something else."""

_CERTIFICATE: Final = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
# A member of an enum belongs to no recording: a module may keep it.
_RETENTION: Final = logs.RetentionDays.ONE_MONTH


def _vpc(scope: Construct, name: str = "Vpc") -> ec2.Vpc:
    return ec2.Vpc(scope, name, max_azs=2, nat_gateways=0)


def acronyms(scope: Construct) -> None:
    """Names that no rule turns back into JavaScript's."""
    s3.Bucket(scope, "Bucket", enforce_ssl=True, block_public_access=s3.BlockPublicAccess.BLOCK_ALL)
    ecs.FargateTaskDefinition(scope, "Task", cpu=512, memory_limit_mib=1024)
    elasticache.CfnReplicationGroup(
        scope,
        "Cache",
        replication_group_description="cache",
        engine="valkey",
        preferred_cache_cluster_a_zs=["eu-west-1a", "eu-west-1b"],
        snapshotting_cluster_id="x",
    )


def keywords(scope: Construct) -> None:
    """Names that Python keeps for itself."""
    acl = ec2.NetworkAcl(scope, "Acl", vpc=_vpc(scope))
    acl.add_entry(
        "Entry",
        cidr=ec2.AclCidr.any_ipv4(),
        rule_number=100,
        traffic=ec2.AclTraffic.tcp_port_range(1024, 65535),
        direction=ec2.TrafficDirection.EGRESS,
    )
    logs.CfnTransformer(
        scope,
        "Transformer",
        log_group_identifier="group",
        transformer_config=[
            logs.CfnTransformer.ProcessorProperty(parse_json=logs.CfnTransformer.ParseJSONProperty()),
            logs.CfnTransformer.ProcessorProperty(
                substitute_string=logs.CfnTransformer.SubstituteStringProperty(
                    entries=[logs.CfnTransformer.SubstituteStringEntryProperty(from_="a", source="b", to="c")]
                )
            ),
        ],
    )
    vpc = _vpc(scope, "Endpoints")
    vpc.add_interface_endpoint("Lambda", service=ec2.InterfaceVpcEndpointAwsService.LAMBDA_)


def data_keys(scope: Construct) -> None:
    """Keys that are data, and must not be respelled."""
    task = ecs.FargateTaskDefinition(scope, "Task")
    task.add_container(
        "main",
        image=ecs.ContainerImage.from_registry("nginx"),
        environment={"my_snake_key": "1", "camelKey": "2", "dash-key": "3", "1x": "4", "from": "5"},
        docker_labels={"com.example/a_b": "x"},
    )
    bucket = s3.Bucket(scope, "Bucket")
    bucket.add_to_resource_policy(
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            principals=[iam.AnyPrincipal()],
            actions=["s3:*"],
            resources=[bucket.bucket_arn, bucket.arn_for_objects("*")],
            conditions={
                "StringNotEquals": {"aws:sourceVpc": ["vpc-1", "vpc-2"]},
                "Bool": {"aws:SecureTransport": False},
            },
        )
    )
    cdk.Tags.of(bucket).add("my_tag:Key", "value")


def free_data(scope: Construct) -> None:
    """Properties of no declared shape."""
    cdk.CfnResource(
        scope,
        "Raw",
        type="AWS::CloudFormation::WaitConditionHandle",
        properties={
            "snake_key": [1, 2.5, -3, 1e21, 0.1, True, False, "x", [["deep"]]],
            "Nested": {"camelCase": {"UPPER": [{"list": 1}, "y"]}},
            "Reference": {"Ref": "AWS::Region"},
        },
    )


def hostile_texts(scope: Construct) -> None:
    """Texts that somebody could take for code, or for a placeholder."""
    for index, text in enumerate(HOSTILE):
        cdk.CfnResource(scope, f"Text{index}", type="A::B::C", properties={"Text": text, "Around": f"<{text}>"})
    ssm.StringParameter(scope, "Parameter", string_value="a ${b} `c` 'd'", description='"e" \\ f')


def texts_with_values(scope: Construct) -> None:
    """Values of the CDK inside texts."""
    bucket = s3.Bucket(scope, "Bucket")
    vpc = _vpc(scope)
    url = f"https://{bucket.bucket_name}.s3.{cdk.Aws.REGION}.{cdk.Aws.URL_SUFFIX}/{{x}}"
    cdk.CfnOutput(scope, "FString", value=url)
    cdk.CfnOutput(scope, "Sum", value="arn:" + bucket.bucket_arn + "/" + vpc.vpc_id)
    cdk.CfnOutput(scope, "Joined", value=", ".join(["b", *(vpc.vpc_id for _ in range(2))]))
    cdk.CfnOutput(scope, "Percent", value="%s!" % bucket.bucket_name)  # noqa: UP031  builders may
    cdk.CfnOutput(scope, "Format", value="{}{}".format(bucket.bucket_name, bucket.bucket_name))  # noqa: UP032
    cdk.CfnOutput(scope, "Json", value=json.dumps({"Resource": [bucket.bucket_arn, "ü"]}))
    cdk.CfnOutput(scope, "Nested", value=cdk.Fn.sub("${A}-${AWS::Region}", {"A": bucket.bucket_name}))


def numbers_and_lists(scope: Construct) -> None:
    """Numbers and lists that are not known yet."""
    vpc = _vpc(scope)
    database = _database(scope, vpc)
    port = database.instance_endpoint.port
    ec2.CfnSecurityGroupIngress(scope, "Rule", ip_protocol="tcp", from_port=port, to_port=port, cidr_ip="10.0.0.0/8")
    cdk.CfnOutput(scope, "Port", value=cdk.Token.as_string(port))
    cdk.CfnOutput(scope, "First", value=vpc.isolated_subnets[0].subnet_id)
    cdk.CfnOutput(scope, "Last", value=vpc.isolated_subnets[-1].availability_zone)
    subnets = vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    elasticache.CfnSubnetGroup(scope, "Subnets", description="subnets", subnet_ids=subnets.subnet_ids)
    parts = cdk.Fn.split(":", database.instance_arn)
    cdk.CfnOutput(scope, "Part", value=cdk.Fn.select(3, parts))
    seconds = cdk.CfnParameter(scope, "Seconds", type="Number", default=3)
    cdk.CfnResource(scope, "Counted", type="A::B::C", properties={"Seconds": seconds.value_as_number})


def _database(scope: Construct, vpc: ec2.Vpc) -> rds.DatabaseInstance:
    version = rds.PostgresEngineVersion.of("17.9", "17")
    return rds.DatabaseInstance(
        scope,
        "Database",
        engine=rds.DatabaseInstanceEngine.postgres(version=version),
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        instance_type=ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM),
        credentials=rds.Credentials.from_generated_secret("app"),
        backup_retention=cdk.Duration.days(7),
    )


def optional_values(scope: Construct) -> Mapping[str, object]:
    """Values that the CDK may leave out, casts, and overrides."""
    vpc = _vpc(scope)
    database = _database(scope, vpc)
    secret = database.secret
    assert secret is not None
    task = ecs.FargateTaskDefinition(scope, "Task")
    container = task.add_container(
        "main",
        image=ecs.ContainerImage.from_registry("nginx"),
        secrets={"DB_PASSWORD": ecs.Secret.from_secrets_manager(secret, "password")},
    )
    container.add_port_mappings(ecs.PortMapping(container_port=80), ecs.PortMapping(container_port=443))
    cast(rds.CfnDBInstance, database.node.default_child).add_property_override("MonitoringInterval", 60)
    cast(rds.CfnDBInstance, database.node.default_child).override_logical_id("TheDatabase")
    database.apply_removal_policy(cdk.RemovalPolicy.SNAPSHOT)
    return {"database": database, "secret": secret, "vpc": vpc}


def gaps(scope: Construct) -> None:
    """Arguments that are left out before others that are given, and by name where a position is usual."""
    repository = ecr.Repository(scope, "Images")
    task = ecs.FargateTaskDefinition(scope, "Task")
    task.add_container("a", image=ecs.ContainerImage.from_ecr_repository(repository))
    task.add_container(
        "b", image=ecs.ContainerImage.from_ecr_repository(repository=repository, tag="v1"), essential=False
    )
    zone = route53.HostedZone.from_hosted_zone_attributes(scope, "Zone", hosted_zone_id="Z123", zone_name="example.com")
    route53.ARecord(scope, "Record", zone=zone, target=route53.RecordTarget.from_ip_addresses("1.2.3.4", "5.6.7.8"))
    logs.CfnAccountPolicy(
        scope, "Policy", policy_document="{}", policy_name="p", policy_type="DATA_PROTECTION_POLICY", scope="ALL"
    )
    logs.CfnAccountPolicy(
        scope_=scope,
        id="Named",
        policy_document="{}",
        policy_name="q",
        policy_type="DATA_PROTECTION_POLICY",
        scope="ALL",
    )
    left_out = None
    s3.Bucket(scope, "Bucket", bucket_name=left_out, versioned=True)
    cdk.CfnOutput(scope, "Split", value=cdk.Fn.select(0, cdk.Fn.split(",", "a,b")))
    s3.Bucket(scope, "Lifecycle").add_lifecycle_rule(expiration=cdk.Duration.days(1), prefix=None)


def structural_interfaces(scope: Construct) -> None:
    """Pass what has all members of an interface, whatever it is called."""
    vpc = _vpc(scope)
    certificate = acm.Certificate.from_certificate_arn(scope, "Certificate", _CERTIFICATE)
    balancer = elbv2.ApplicationLoadBalancer(scope, "Balancer", vpc=vpc, internet_facing=True)
    listener = balancer.add_listener("Https", port=443, certificates=[certificate], open=False)
    listener.add_action(
        "Default", action=elbv2.ListenerAction.fixed_response(404, content_type="text/plain", message_body="none")
    )
    zone = route53.HostedZone(scope, "Zone", zone_name="example.com")
    target = route53.RecordTarget.from_alias(targets.LoadBalancerTarget(balancer))
    route53.ARecord(scope, "Alias", zone=zone, record_name="api", target=target)


def nested_types(scope: Construct) -> None:
    """Structs within classes, and unions of what may stand in one place."""
    visible = wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name="acl", sampled_requests_enabled=True
    )
    common = wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(name="AWSManagedRulesCommonRuleSet", vendor_name="AWS")
    wafv2.CfnWebACL(
        scope,
        "Acl",
        scope="REGIONAL",
        default_action=wafv2.CfnWebACL.DefaultActionProperty(allow=wafv2.CfnWebACL.AllowActionProperty()),
        visibility_config=visible,
        rules=[
            wafv2.CfnWebACL.RuleProperty(
                name="common",
                priority=1,
                statement=wafv2.CfnWebACL.StatementProperty(managed_rule_group_statement=common),
                override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
                visibility_config=visible,
            )
        ],
    )
    ec2.CfnSecurityGroup(
        scope,
        "Group",
        group_description="closed",
        security_group_egress=[ec2.CfnSecurityGroup.EgressProperty(ip_protocol="icmp", cidr_ip="255.255.255.255/32")],
        tags=[cdk.CfnTag(key="Name", value="group")],
    )


def structs_as_dictionaries(scope: Construct) -> None:
    """Pass a dictionary where the CDK declares a struct."""
    ecs.FargateTaskDefinition(
        scope, "Task", runtime_platform={"cpu_architecture": ecs.CpuArchitecture.ARM64}, family="family"
    )
    bucket = s3.Bucket(scope, "Bucket")
    _vpc(scope).add_flow_log("Flow", destination=ec2.FlowLogDestination.to_s3(bucket, "flow"))
    s3.CfnBucket(scope, "Plain", versioning_configuration={"status": "Enabled"})


def conditions(scope: Construct) -> None:
    """Parameters, conditions, functions and values to be resolved."""
    parameter = cdk.CfnParameter(scope, "Tag", type="String", default="latest", allowed_values=["latest", "v1"])
    is_latest = cdk.CfnCondition(
        scope, "IsLatest", expression=cdk.Fn.condition_equals(parameter.value_as_string, "latest")
    )
    bucket = s3.CfnBucket(
        scope,
        "Bucket",
        bucket_name=cdk.Fn.condition_if("IsLatest", "a", cdk.Aws.NO_VALUE).to_string(),
        versioning_configuration=s3.CfnBucket.VersioningConfigurationProperty(status="Enabled"),
    )
    bucket.cfn_options.condition  # noqa: B018  reading is no assignment
    bucket.add_deletion_override("Properties.Tags")
    bucket.add_metadata("checkov", {"skip": [{"id": "CKV_AWS_18", "comment": "logs"}]})
    bucket.add_dependency(sns.CfnTopic(scope, "Topic"))
    cdk.CfnOutput(scope, "Arn", value=bucket.attr_arn, condition=is_latest, export_name=f"{cdk.Aws.STACK_NAME}-arn")
    cdk.CfnResource(scope, "Any", type="A::B::C", properties={"Value": cdk.Fn.get_att("Bucket", "Arn")})
    cdk.CfnOutput(scope, "Text", value=cdk.Fn.get_att("Bucket", "DomainName").to_string())


def secrets(scope: Construct) -> None:
    """Secrets, in the ways in which a template refers to them."""
    token = secretsmanager.Secret(
        scope,
        "Token",
        generate_secret_string=secretsmanager.SecretStringGenerator(exclude_punctuation=True, password_length=48),
    )
    elasticache.CfnReplicationGroup(
        scope, "Cache", replication_group_description="x", auth_token=token.secret_value.unsafe_unwrap()
    )
    password = token.secret_value_from_json("password").unsafe_unwrap()
    cdk.CfnResource(scope, "Any", type="A::B::C", properties={"Password": password})
    role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
    grant = token.grant_read(role)
    grant.apply_before(sns.CfnTopic(scope, "After"))
    kms.Key(scope, "Key", enable_key_rotation=True, pending_window=cdk.Duration.days(30)).grant_decrypt(role)


def made_on_first_use(scope: Construct) -> None:
    """Attributes that the CDK makes when they are first asked for, and assets."""
    function = lambda_.Function(
        scope,
        "Function",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_asset(asset("handler"), exclude=["**/__pycache__"]),
        timeout=cdk.Duration.minutes(5),
    )
    version = function.current_version
    sns.Topic(scope, "Between")
    group = function.log_group
    cdk.CfnOutput(scope, "Version", value=version.version)
    cdk.CfnOutput(scope, "Group", value=group.log_group_name)
    cdk.CustomResource(
        scope, "Custom", service_token=function.function_arn, properties={"snake_case": "x", "List": [1]}
    )


def services(scope: Construct) -> None:
    """Make a service with scaling, discovery and alarms."""
    section("api", "Service api")
    vpc = _vpc(scope)
    cluster = ecs.Cluster(scope, "Cluster", vpc=vpc, container_insights_v2=ecs.ContainerInsights.ENABLED)
    note("The group lets nothing out by itself.")
    group = ec2.SecurityGroup(scope, "Group", vpc=vpc, allow_all_outbound=False)
    guard = ec2.SecurityGroup.from_security_group_id(scope, "Guard", group.security_group_id, mutable=False)
    task = ecs.FargateTaskDefinition(
        scope,
        "Task",
        runtime_platform=ecs.RuntimePlatform(cpu_architecture=ecs.CpuArchitecture.ARM64),
    )
    log_group = logs.LogGroup(scope, "Logs", retention=_RETENTION)
    task.add_container(
        "api",
        image=ecs.ContainerImage.from_registry("nginx"),
        logging=ecs.LogDrivers.aws_logs(stream_prefix="api", log_group=log_group),
        port_mappings=[ecs.PortMapping(container_port=3000)],
        health_check=ecs.HealthCheck(command=["CMD-SHELL", "curl -f http://localhost:3000 || exit 1"]),
    )
    service = ecs.FargateService(
        scope,
        "Service",
        cluster=cluster,
        task_definition=task,
        security_groups=[guard],
        circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
    )
    scaling = service.auto_scale_task_count(min_capacity=2, max_capacity=10)
    scaling.scale_on_cpu_utilization("Cpu", target_utilization_percent=60, scale_in_cooldown=cdk.Duration.minutes(5))
    namespace = servicediscovery.PrivateDnsNamespace(scope, "Names", name="internal", vpc=vpc)
    service.enable_cloud_map(
        cloud_map_namespace=namespace, name="api", dns_record_type=servicediscovery.DnsRecordType.A
    )
    section("alarms", "Alarms")
    topic = sns.Topic(scope, "Alarms")
    alarm = cloudwatch.Alarm(
        scope,
        "Busy",
        metric=service.metric_cpu_utilization(period=cdk.Duration.minutes(1), statistic="Average"),
        threshold=87.5,
        evaluation_periods=3,
        comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
    )
    alarm.add_alarm_action(cw_actions.SnsAction(topic))
    service.node.add_dependency(topic, alarm)


def website(scope: Construct) -> None:
    """Use static properties that are objects, and a map of structs."""
    bucket = s3.Bucket(scope, "Files", removal_policy=cdk.RemovalPolicy.RETAIN)
    control = cloudfront.S3OriginAccessControl(scope, "Control")
    distribution = cloudfront.Distribution(
        scope,
        "Site",
        domain_names=["example.com"],
        certificate=acm.Certificate.from_certificate_arn(scope, "Certificate", _CERTIFICATE),
        minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        default_behavior=cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(bucket, origin_access_control=control),
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
        ),
        additional_behaviors={
            "/api/*": cloudfront.BehaviorOptions(
                origin=origins.HttpOrigin("api.example.com", custom_headers={"X-Origin_Verify": "s3cret"}),
                origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
                allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                edge_lambdas=[],
            )
        },
    )
    cfn = cast(cloudfront.CfnDistribution, distribution.node.default_child)
    cfn.add_property_override("DistributionConfig.Origins.0.Id", "files")
    target = route53.RecordTarget.from_alias(targets.CloudFrontTarget(distribution))
    zone = route53.HostedZone.from_hosted_zone_attributes(scope, "Zone", hosted_zone_id="Z1", zone_name="example.com")
    route53.AaaaRecord(scope, "Alias", zone=zone, target=target)


def decisions(scope: Construct) -> None:
    """Ask of values what they are declared to be, and which member of an enum."""
    made = [_vpc(scope), s3.Bucket(scope, "Bucket"), ec2.SubnetType.PUBLIC]
    for index, value in enumerate(made):
        match value:
            case s3.Bucket():
                kind = "bucket"
            case _ if isinstance(value, ec2.Vpc):
                kind = "network"
            case _:
                kind = "public" if value == ec2.SubnetType.PUBLIC else "?"
        cdk.CfnOutput(scope, f"Kind{index}", value=kind)


PROGRAMS: Final[Mapping[str, Build]] = {
    "Acronyms": acronyms,
    "Keywords": keywords,
    "DataKeys": data_keys,
    "FreeData": free_data,
    "HostileTexts": hostile_texts,
    "TextsWithValues": texts_with_values,
    "NumbersAndLists": numbers_and_lists,
    "OptionalValues": optional_values,
    "Gaps": gaps,
    "StructuralInterfaces": structural_interfaces,
    "NestedTypes": nested_types,
    "StructsAsDictionaries": structs_as_dictionaries,
    "Conditions": conditions,
    "Secrets": secrets,
    "MadeOnFirstUse": made_on_first_use,
    "Services": services,
    "Website": website,
    "Decisions": decisions,
}
"""Each builder, by the id of the stack that it fills."""
