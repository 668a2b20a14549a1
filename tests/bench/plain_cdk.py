"""plain_node.js in Python: the same resources, the CDK's own constructs, no archspec.

python plain_cdk.py OUTDIR COUNT EXTENSIONS [TIMES]
"""

import json
import sys

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cw_actions
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from tests.bench.measure import timed

ACCOUNT = "111122223333"
REGION = "sa-east-1"
DOMAIN = "example.com"
ZONE_ID = "Z0123456789ABCDEFGHIJ"
SINGLE_PAGE = (
    "function handler(event) { var request = event.request; if (!request.uri.split('/').pop().includes('.')) "
    "{ request.uri = '/index.html'; } return request; }"
)
ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
PUBLIC = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC)
EGRESS = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS)
MINUTE = cdk.Duration.minutes(1)


def log_group(scope: Construct, construct_id: str, name: str | None = None) -> logs.LogGroup:
    """Make a log group that forgets after three months."""
    return logs.LogGroup(scope, construct_id, log_group_name=name, retention=logs.RetentionDays.THREE_MONTHS)


def hosted_zone(scope: Construct) -> route53.IHostedZone:
    """Refer to the zone that is there already."""
    return route53.HostedZone.from_hosted_zone_attributes(scope, "Zone", hosted_zone_id=ZONE_ID, zone_name=DOMAIN)


def access_logs(scope: Construct, ownership: s3.ObjectOwnership) -> s3.Bucket:
    """Make a bucket for access logs."""
    return s3.Bucket(
        scope,
        "AccessLogs",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        object_ownership=ownership,
        versioned=True,
        lifecycle_rules=[
            s3.LifecycleRule(expiration=cdk.Duration.days(90), noncurrent_version_expiration=cdk.Duration.days(1))
        ],
    )


class Alarms:
    """A topic with an alarm for each metric that is added to it."""

    def __init__(self, scope: Construct) -> None:
        """Make the topic."""
        self.scope = scope
        cloud_watch = iam.ServicePrincipal("cloudwatch.amazonaws.com")
        key = kms.Key(scope, "AlarmTopicKey", enable_key_rotation=True)
        key.grant_encrypt_decrypt(cloud_watch)
        self.topic = sns.Topic(scope, "AlarmTopic", master_key=key, enforce_ssl=True)
        self.topic.grant_publish(cloud_watch)

    def above(self, construct_id: str, metric: cloudwatch.IMetric, threshold: float) -> None:
        """Alarm on what exceeds a threshold for five minutes."""
        self._add(construct_id, metric, threshold, 5, cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD)

    def below(self, construct_id: str, metric: cloudwatch.IMetric, threshold: float, periods: int = 5) -> None:
        """Alarm on what falls below a threshold."""
        self._add(construct_id, metric, threshold, periods, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD)

    def _add(
        self,
        construct_id: str,
        metric: cloudwatch.IMetric,
        threshold: float,
        periods: int,
        operator: cloudwatch.ComparisonOperator,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self.scope,
            construct_id,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=operator,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(cw_actions.SnsAction(self.topic))
        alarm.add_ok_action(cw_actions.SnsAction(self.topic))


class RegistryStack(cdk.Stack):
    """The container images."""

    def __init__(self, scope: Construct, name: str) -> None:
        """Make the repository."""
        super().__init__(scope, f"{name}-Registry", env=cdk.Environment(account=ACCOUNT, region=REGION))
        repository = ecr.Repository(
            self,
            "Repository",
            repository_name=f"{name}/api",
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            encryption=ecr.RepositoryEncryption.KMS,
        )
        repository.add_lifecycle_rule(max_image_count=50)
        cdk.CfnOutput(self, "RepositoryUri", value=repository.repository_uri)


class EdgeStack(cdk.Stack):
    """The site, and what Route 53 reports of every endpoint."""

    def __init__(self, scope: Construct, name: str) -> None:
        """Make the site with its bucket, distribution, names and alarms."""
        super().__init__(scope, f"{name}-Edge", env=cdk.Environment(account=ACCOUNT, region="us-east-1"))
        self.zone = hosted_zone(self)
        self.alarms = Alarms(self)
        log_bucket = access_logs(self, s3.ObjectOwnership.OBJECT_WRITER)
        distribution = self._distribution(name, self._site(name, log_bucket), log_bucket)
        self._records(distribution)
        self._health_check("Site", f"www.{DOMAIN}", "/")
        self._health_check("Api", f"api.{DOMAIN}", "/healthz")
        self.alarms.above("SiteErrorRate", distribution.metric5xx_error_rate(period=MINUTE), 1)
        cdk.CfnOutput(self, "SiteDomainName", value=distribution.distribution_domain_name)

    def _site(self, name: str, log_bucket: s3.Bucket) -> s3.Bucket:
        return s3.Bucket(
            self,
            "Site",
            bucket_name=f"{name}-site-{ACCOUNT}",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            server_access_logs_bucket=log_bucket,
            server_access_logs_prefix="s3/site/",
            lifecycle_rules=[s3.LifecycleRule(abort_incomplete_multipart_upload_after=cdk.Duration.days(7))],
        )

    def _distribution(self, name: str, bucket: s3.Bucket, log_bucket: s3.Bucket) -> cloudfront.Distribution:
        pages = cloudfront.Function(
            self,
            "Pages",
            code=cloudfront.FunctionCode.from_inline(SINGLE_PAGE),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        certificate = acm.Certificate(
            self,
            "Certificate",
            domain_name=f"www.{DOMAIN}",
            subject_alternative_names=[DOMAIN],
            validation=acm.CertificateValidation.from_dns(self.zone),
        )
        return cloudfront.Distribution(
            self,
            "Distribution",
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(bucket),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
                response_headers_policy=cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
                function_associations=[
                    cloudfront.FunctionAssociation(
                        function=pages, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST
                    )
                ],
            ),
            default_root_object="index.html",
            domain_names=[f"www.{DOMAIN}", DOMAIN],
            certificate=certificate,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            web_acl_id=self._web_acl(name).attr_arn,
            enable_logging=True,
            log_bucket=log_bucket,
            log_file_prefix="cloudfront/site/",
        )

    def _web_acl(self, name: str) -> wafv2.CfnWebACL:
        rules = ("AmazonIpReputationList", "CommonRuleSet", "KnownBadInputsRuleSet")
        acl = wafv2.CfnWebACL(
            self,
            "WebAcl",
            scope="CLOUDFRONT",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("WebAcl"),
            rules=[_managed_rule(rule, priority) for priority, rule in enumerate(rules)],
        )
        group = log_group(self, "WebAclLogs", f"aws-waf-logs-{name}")
        wafv2.CfnLoggingConfiguration(
            self,
            "WebAclLogging",
            resource_arn=acl.attr_arn,
            log_destination_configs=[
                self.format_arn(
                    service="logs",
                    resource="log-group",
                    arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
                    resource_name=group.log_group_name,
                )
            ],
            redacted_fields=[
                wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": header})
                for header in ("authorization", "cookie")
            ],
        )
        return acl

    def _records(self, distribution: cloudfront.Distribution) -> None:
        target = route53.RecordTarget.from_alias(targets.CloudFrontTarget(distribution))
        for construct_id, name in (("Www", "www"), ("Apex", None)):
            route53.ARecord(self, f"{construct_id}Record", zone=self.zone, record_name=name, target=target)
            route53.AaaaRecord(self, f"{construct_id}Ipv6Record", zone=self.zone, record_name=name, target=target)

    def _health_check(self, construct_id: str, fqdn: str, path: str) -> None:
        check = route53.HealthCheck(
            self,
            f"{construct_id}HealthCheck",
            type=route53.HealthCheckType.HTTPS,
            fqdn=fqdn,
            resource_path=path,
            port=443,
            enable_sni=True,
            measure_latency=True,
        )
        metric = cloudwatch.Metric(
            namespace="AWS/Route53",
            metric_name="HealthCheckStatus",
            dimensions_map={"HealthCheckId": check.health_check_id},
            statistic="Minimum",
            period=MINUTE,
        )
        self.alarms.below(f"{construct_id}Health", metric, 1, periods=1)


def _visible(name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )


def _managed_rule(name: str, priority: int) -> wafv2.CfnWebACL.RuleProperty:
    group = wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(vendor_name="AWS", name=f"AWSManagedRules{name}")
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        visibility_config=_visible(name),
    )


class MainStack(cdk.Stack):
    """The network, and the API with its database and cache."""

    def __init__(self, scope: Construct, name: str, extensions: str) -> None:
        """Make everything in the region."""
        environment = cdk.Environment(account=ACCOUNT, region=REGION)
        super().__init__(scope, f"{name}-Main", env=environment, termination_protection=True)
        self.name = name
        self.vpc = self._network()
        self.alarms = Alarms(self)
        self._groups()
        self._allow()
        self.database = self._database()
        self.secret = self.database.secret
        assert self.secret is not None
        self.extensions = self._extensions(self.secret, extensions)
        self.cache_secret = self._cache_secret()
        self.cache = self._cache()
        self.balancer = self._load_balancer()
        self.service = self._service(self._task(self.secret))
        self.target_group = self._listeners()
        self._watch()
        cdk.CfnOutput(self, "LoadBalancerDnsName", value=self.balancer.load_balancer_dns_name)

    def _network(self) -> ec2.Vpc:
        vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.0.0.0/16"),
            availability_zones=[f"{REGION}{zone}" for zone in "ab"],
            nat_gateways=2,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=19),
                ec2.SubnetConfiguration(
                    name="public", subnet_type=ec2.SubnetType.PUBLIC, cidr_mask=20, map_public_ip_on_launch=False
                ),
                ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20),
            ],
        )
        destination = ec2.FlowLogDestination.to_cloud_watch_logs(log_group(self, "FlowLogs"))
        vpc.add_flow_log("FlowLog", destination=destination, traffic_type=ec2.FlowLogTrafficType.ALL)
        return vpc

    def _groups(self) -> None:
        self.balancer_group = self._group("Balancer")
        self.api_group = self._group("Api")
        self.database_group = self._group("Database")
        self.cache_group = self._group("Cache")
        self.extensions_group = self._group("Extensions")

    def _group(self, name: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(self, f"{name}Group", vpc=self.vpc, allow_all_outbound=False)

    def _allow(self) -> None:
        anybody, https, postgres = ec2.Peer.any_ipv4(), ec2.Port.HTTPS, ec2.Port.POSTGRES
        self.balancer_group.add_ingress_rule(anybody, https, "customers")
        self.balancer_group.add_ingress_rule(anybody, ec2.Port.HTTP, "customers")
        self.balancer_group.connections.allow_to(self.api_group, ec2.Port.tcp(3000), "load balancer to API")
        self.api_group.connections.allow_to(self.database_group, postgres, "API to database")
        self.api_group.connections.allow_to(self.cache_group, ec2.Port.tcp(6379), "API to cache")
        self.api_group.add_egress_rule(anybody, https, "APIs of AWS")
        self.extensions_group.connections.allow_to(self.database_group, postgres, "extensions to database")
        self.extensions_group.add_egress_rule(anybody, https, "APIs of AWS")

    def _database(self) -> rds.DatabaseInstance:
        engine = rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.of("17.9", "17"))
        identifier = f"{self.name}-database"
        logged = log_group(self, "DatabaseLogs", f"/aws/rds/instance/{identifier}/postgresql")
        parameters = {"rds.force_ssl": "1", "log_connections": "1", "log_disconnections": "1", "log_statement": "ddl"}
        database = rds.DatabaseInstance(
            self,
            "Database",
            instance_identifier=identifier,
            engine=engine,
            instance_type=ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
            vpc=self.vpc,
            vpc_subnets=ISOLATED,
            security_groups=[self.database_group],
            multi_az=True,
            allocated_storage=100,
            storage_type=rds.StorageType.GP3,
            storage_encrypted=True,
            database_name="app",
            credentials=rds.Credentials.from_username("app_owner"),
            manage_master_user_password=True,
            parameter_group=rds.ParameterGroup(self, "DatabaseParameters", engine=engine, parameters=parameters),
            backup_retention=cdk.Duration.days(14),
            delete_automated_backups=False,
            iam_authentication=True,
            monitoring_interval=cdk.Duration.seconds(60),
            enable_performance_insights=True,
            cloudwatch_logs_exports=["postgresql"],
            deletion_protection=True,
        )
        database.node.add_dependency(logged)
        return database

    def _extensions(self, secret: secretsmanager.ISecret, folder: str) -> cdk.CustomResource:
        handler = lambda_.Function(
            self,
            "Extensions",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            handler="index.handler",
            code=lambda_.Code.from_asset(folder),
            memory_size=256,
            timeout=cdk.Duration.minutes(5),
            log_group=log_group(self, "ExtensionsLogs"),
            vpc=self.vpc,
            vpc_subnets=EGRESS,
            security_groups=[self.extensions_group],
        )
        secret.grant_read(handler)
        resource = cdk.CustomResource(
            self,
            "DatabaseExtensions",
            service_token=handler.function_arn,
            resource_type="Custom::DatabaseExtensions",
            properties={
                "SecretArn": secret.secret_arn,
                "Host": self.database.db_instance_endpoint_address,
                "Port": 5432,
                "Database": "app",
                "Extensions": ["postgis"],
            },
        )
        resource.node.add_dependency(self.extensions_group)
        return resource

    def _cache_secret(self) -> secretsmanager.Secret:
        return secretsmanager.Secret(
            self,
            "CacheSecret",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"username": f"{self.name}-api"}, separators=(",", ":")),
                generate_string_key="password",
                password_length=64,
                exclude_punctuation=True,
            ),
        )

    def _cache(self) -> elasticache.CfnReplicationGroup:
        subnets = elasticache.CfnSubnetGroup(
            self,
            "CacheSubnets",
            description="Subnets of the cache",
            subnet_ids=self.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnet_ids,
        )
        group = elasticache.CfnReplicationGroup(
            self,
            "Cache",
            replication_group_id=f"{self.name}-cache",
            replication_group_description="Sessions and permissions",
            engine="redis",
            engine_version="7.1",
            cache_node_type="cache.m7g.large",
            num_cache_clusters=2,
            automatic_failover_enabled=True,
            multi_az_enabled=True,
            cache_subnet_group_name=subnets.ref,
            security_group_ids=[self.cache_group.security_group_id],
            at_rest_encryption_enabled=True,
            transit_encryption_enabled=True,
            transit_encryption_mode="required",
            user_group_ids=[self._cache_users()],
            snapshot_retention_limit=1,
            log_delivery_configurations=[_slow_log(log_group(self, "CacheSlowLog"))],
        )
        group.apply_removal_policy(cdk.RemovalPolicy.SNAPSHOT)
        return group

    def _cache_users(self) -> str:
        nobody = elasticache.CfnUser(
            self,
            "CacheDefaultUser",
            engine="redis",
            user_id=f"{self.name}-default",
            user_name="default",
            access_string="off -@all",
            authentication_mode={"Type": "no-password-required"},
        )
        password = self.cache_secret.secret_value_from_json("password").unsafe_unwrap()
        api = elasticache.CfnUser(
            self,
            "CacheApiUser",
            engine="redis",
            user_id=f"{self.name}-api",
            user_name=f"{self.name}-api",
            access_string="on ~* &* -@all +@read +@write +@connection +@transaction +@pubsub +@scripting +info",
            authentication_mode={"Type": "password", "Passwords": [password]},
        )
        group = elasticache.CfnUserGroup(
            self, "CacheUsers", engine="redis", user_group_id=f"{self.name}-users", user_ids=[nobody.ref, api.ref]
        )
        return group.ref

    def _load_balancer(self) -> elbv2.ApplicationLoadBalancer:
        balancer = elbv2.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=self.vpc,
            vpc_subnets=PUBLIC,
            internet_facing=True,
            security_group=self.balancer_group,
            drop_invalid_header_fields=True,
            deletion_protection=True,
        )
        balancer.log_access_logs(access_logs(self, s3.ObjectOwnership.BUCKET_OWNER_ENFORCED), "load_balancer")
        return balancer

    def _task(self, database_secret: secretsmanager.ISecret) -> ecs.FargateTaskDefinition:
        task = ecs.FargateTaskDefinition(self, "ApiTask", cpu=512, memory_limit_mib=1024)
        tag = cdk.CfnParameter(self, "ImageTag", type="String")
        repository = ecr.Repository.from_repository_name(self, "Repository", f"{self.name}/api")
        container = task.add_container(
            "api",
            image=ecs.ContainerImage.from_ecr_repository(repository, tag.value_as_string),
            logging=ecs.LogDrivers.aws_logs(
                stream_prefix="api", log_group=log_group(self, "ApiLogs"), mode=ecs.AwsLogDriverMode.NON_BLOCKING
            ),
            port_mappings=[ecs.PortMapping(container_port=3000)],
            environment=self._settings(database_secret),
            secrets=self._secrets(database_secret),
            readonly_root_filesystem=True,
        )
        task.add_volume(name="tmp")
        container.add_mount_points(
            ecs.MountPoint(container_path="/tmp", source_volume="tmp", read_only=False)  # noqa: S108  of the container
        )
        database_secret.grant_read(task.task_role)
        return task

    def _settings(self, database_secret: secretsmanager.ISecret) -> dict[str, str]:
        return {
            "PORT": "3000",
            "LOG_LEVEL": "info",
            "DATABASE_HOST": self.database.db_instance_endpoint_address,
            "DATABASE_PORT": "5432",
            "DATABASE_NAME": "app",
            "DATABASE_SECRET_ARN": database_secret.secret_arn,
            "CACHE_HOST": self.cache.attr_primary_end_point_address,
            "CACHE_PORT": "6379",
            "CACHE_TLS": "true",
        }

    def _secrets(self, database_secret: secretsmanager.ISecret) -> dict[str, ecs.Secret]:
        generated = secretsmanager.SecretStringGenerator(password_length=64, exclude_punctuation=True)
        auth = secretsmanager.Secret(self, "AuthSecret", generate_secret_string=generated)
        return {
            "BETTER_AUTH_SECRET": ecs.Secret.from_secrets_manager(auth),
            "DATABASE_USERNAME": ecs.Secret.from_secrets_manager(database_secret, "username"),
            "DATABASE_PASSWORD": ecs.Secret.from_secrets_manager(database_secret, "password"),
            "CACHE_USERNAME": ecs.Secret.from_secrets_manager(self.cache_secret, "username"),
            "CACHE_PASSWORD": ecs.Secret.from_secrets_manager(self.cache_secret, "password"),
        }

    def _service(self, task: ecs.FargateTaskDefinition) -> ecs.FargateService:
        service = ecs.FargateService(
            self,
            "Api",
            cluster=ecs.Cluster(self, "Cluster", vpc=self.vpc, container_insights_v2=ecs.ContainerInsights.ENHANCED),
            task_definition=task,
            security_groups=[self.api_group],
            vpc_subnets=EGRESS,
            min_healthy_percent=100,
            max_healthy_percent=200,
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            health_check_grace_period=cdk.Duration.seconds(60),
            enable_ecs_managed_tags=True,
            propagate_tags=ecs.PropagatedTagSource.SERVICE,
        )
        service.node.add_dependency(self.extensions)
        scaling = service.auto_scale_task_count(min_capacity=2, max_capacity=10)
        slow, fast = cdk.Duration.minutes(5), MINUTE
        scaling.scale_on_cpu_utilization(
            "Cpu", target_utilization_percent=60, scale_in_cooldown=slow, scale_out_cooldown=fast
        )
        scaling.scale_on_memory_utilization(
            "Memory", target_utilization_percent=70, scale_in_cooldown=slow, scale_out_cooldown=fast
        )
        return service

    def _listeners(self) -> elbv2.ApplicationTargetGroup:
        zone = hosted_zone(self)
        certificate = acm.Certificate(
            self, "Certificate", domain_name=f"api.{DOMAIN}", validation=acm.CertificateValidation.from_dns(zone)
        )
        https = self.balancer.add_listener(
            "Https",
            port=443,
            open=False,
            certificates=[elbv2.ListenerCertificate.from_certificate_manager(certificate)],
            ssl_policy=elbv2.SslPolicy.RECOMMENDED_TLS,
        )
        group = https.add_targets(
            "Api",
            port=3000,
            protocol=elbv2.ApplicationProtocol.HTTP,
            targets=[self.service],
            deregistration_delay=cdk.Duration.seconds(30),
            health_check=elbv2.HealthCheck(
                path="/healthz", interval=cdk.Duration.seconds(15), healthy_http_codes="200-299"
            ),
        )
        redirect = elbv2.ListenerAction.redirect(protocol="HTTPS", port="443", permanent=True)
        self.balancer.add_listener("Http", port=80, open=False, default_action=redirect)
        target = route53.RecordTarget.from_alias(targets.LoadBalancerTarget(self.balancer))
        route53.ARecord(self, "ApiRecord", zone=zone, record_name="api", target=target)
        return group

    def _watch(self) -> None:
        self._watch_balancer()
        self._watch_service()
        self._watch_database()
        for node in ("001", "002"):
            self._watch_cache_node(node)

    def _watch_balancer(self) -> None:
        alarms, metrics = self.alarms, self.balancer.metrics
        alarms.above("BalancerLatency", metrics.target_response_time(period=MINUTE, statistic="p95"), 1)
        errors = metrics.http_code_target(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, period=MINUTE)
        alarms.above("BalancerTargetErrors", errors, 10)
        refusals = metrics.http_code_elb(elbv2.HttpCodeElb.ELB_5XX_COUNT, period=MINUTE)
        alarms.above("BalancerErrors", refusals, 10)
        unhealthy = self.target_group.metrics.unhealthy_host_count(period=MINUTE, statistic="Maximum")
        alarms.above("Unhealthy", unhealthy, 0)

    def _watch_service(self) -> None:
        self.alarms.above("ApiCpu", self.service.metric_cpu_utilization(period=MINUTE), 90)
        self.alarms.above("ApiMemory", self.service.metric_memory_utilization(period=MINUTE), 90)
        running = cloudwatch.Metric(
            namespace="ECS/ContainerInsights",
            metric_name="RunningTaskCount",
            dimensions_map={
                "ClusterName": self.service.cluster.cluster_name,
                "ServiceName": self.service.service_name,
            },
            statistic="Minimum",
            period=MINUTE,
        )
        self.alarms.below("ApiRunningTasks", running, 2)

    def _watch_database(self) -> None:
        alarms, database = self.alarms, self.database
        alarms.above("DatabaseCpu", database.metric_cpu_utilization(period=MINUTE), 80)
        storage = database.metric_free_storage_space(period=MINUTE, statistic="Minimum")
        alarms.below("DatabaseStorage", storage, 10 * 2**30)
        for name in ("ReadLatency", "WriteLatency"):
            alarms.above(f"Database{name}", database.metric(name, period=MINUTE, statistic="p95"), 0.05)

    def _watch_cache_node(self, node: str) -> None:
        watched = {
            "Cpu": ("EngineCPUUtilization", 80),
            "Memory": ("DatabaseMemoryUsagePercentage", 80),
            "Latency": ("SuccessfulReadRequestLatency", 1000),
        }
        for construct_id, (name, threshold) in watched.items():
            metric = cloudwatch.Metric(
                namespace="AWS/ElastiCache",
                metric_name=name,
                dimensions_map={"CacheClusterId": f"{self.name}-cache-{node}"},
                period=MINUTE,
            )
            self.alarms.above(f"Cache{node}{construct_id}", metric, threshold)


def _slow_log(group: logs.LogGroup) -> elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty:
    destination = elasticache.CfnReplicationGroup.CloudWatchLogsDestinationDetailsProperty(
        log_group=group.log_group_name
    )
    return elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty(
        log_type="slow-log",
        log_format="json",
        destination_type="cloudwatch-logs",
        destination_details=elasticache.CfnReplicationGroup.DestinationDetailsProperty(
            cloud_watch_logs_details=destination
        ),
    )


def synthesize(outdir: str, count: int, extensions: str) -> None:
    """Synthesize some architectures in one app."""
    app = cdk.App(outdir=outdir, analytics_reporting=False, tree_metadata=False)
    for number in range(1, count + 1):
        name = f"saas-{number}"
        RegistryStack(app, name)
        EdgeStack(app, name)
        MainStack(app, name, extensions)
    app.synth()


def main(outdir: str, count: str, extensions: str, times: str = "1") -> None:
    """Synthesize again and again, and print how long each time took, as `plain_node.js` does."""
    sys.stdout.write(json.dumps(timed(lambda: synthesize(outdir, int(count), extensions), int(times))))


if __name__ == "__main__":
    main(*sys.argv[1:])
