"""A CloudFormation template of the reference architecture's size, for timing template linters beside `archspec check`.

It stands in for the synthesised one: the same services, 81 resources, hand-written properties.
"""

from typing import Any

Resource = dict[str, Any]
ZONES = ("sa-east-1a", "sa-east-1b")


def reference_template() -> dict[str, Any]:
    """Return the template."""
    parts = (_network(), _security_groups(), _edge(), _load_balancer(), _service(), _data(), _alarms())
    resources = {name: resource for part in parts for name, resource in part.items()}
    parameters = {"ImageTag": {"Type": "String"}}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": parameters, "Resources": resources}


def _resource(kind: str, **properties: Any) -> Resource:  # noqa: ANN401  CloudFormation properties are free-form
    return {"Type": f"AWS::{kind}", "Properties": properties}


def _ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def _get(name: str, attribute: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, attribute]}


def _network() -> dict[str, Resource]:
    resources = {
        "Vpc": _resource("EC2::VPC", CidrBlock="10.0.0.0/16", EnableDnsHostnames=True, EnableDnsSupport=True),
        "Gateway": _resource("EC2::InternetGateway"),
        "GatewayAttachment": _resource(
            "EC2::VPCGatewayAttachment", VpcId=_ref("Vpc"), InternetGatewayId=_ref("Gateway")
        ),
        "FlowLogGroup": _resource("Logs::LogGroup", RetentionInDays=90),
        "FlowLogRole": _role("vpc-flow-logs.amazonaws.com"),
        "FlowLog": _resource(
            "EC2::FlowLog",
            ResourceId=_ref("Vpc"),
            ResourceType="VPC",
            TrafficType="ALL",
            LogGroupName=_ref("FlowLogGroup"),
            DeliverLogsPermissionArn=_get("FlowLogRole", "Arn"),
        ),
    }
    for index, zone in enumerate(ZONES, start=1):
        resources.update(_zone(index, zone))
    return resources


def _zone(index: int, zone: str) -> dict[str, Resource]:
    resources = {}
    for offset, tier in enumerate(("Public", "Private", "Isolated")):
        subnet, table = f"{tier}Subnet{index}", f"{tier}RouteTable{index}"
        cidr = f"10.0.{offset * 64 + index * 16}.0/20"
        resources[subnet] = _resource("EC2::Subnet", VpcId=_ref("Vpc"), CidrBlock=cidr, AvailabilityZone=zone)
        resources[table] = _resource("EC2::RouteTable", VpcId=_ref("Vpc"))
        resources[f"{tier}Association{index}"] = _resource(
            "EC2::SubnetRouteTableAssociation", SubnetId=_ref(subnet), RouteTableId=_ref(table)
        )
    resources[f"Address{index}"] = _resource("EC2::EIP", Domain="vpc")
    resources[f"Nat{index}"] = _resource(
        "EC2::NatGateway", SubnetId=_ref(f"PublicSubnet{index}"), AllocationId=_get(f"Address{index}", "AllocationId")
    )
    anywhere = "0.0.0.0/0"
    resources[f"PublicRoute{index}"] = _resource(
        "EC2::Route",
        RouteTableId=_ref(f"PublicRouteTable{index}"),
        DestinationCidrBlock=anywhere,
        GatewayId=_ref("Gateway"),
    )
    resources[f"PrivateRoute{index}"] = _resource(
        "EC2::Route",
        RouteTableId=_ref(f"PrivateRouteTable{index}"),
        DestinationCidrBlock=anywhere,
        NatGatewayId=_ref(f"Nat{index}"),
    )
    return resources


def _security_groups() -> dict[str, Resource]:
    resources = {
        f"{name}Group": _resource("EC2::SecurityGroup", GroupDescription=f"{name} of the platform", VpcId=_ref("Vpc"))
        for name in ("LoadBalancer", "Api", "Database", "Cache")
    }
    for source, target, port in (("LoadBalancer", "Api", 3000), ("Api", "Database", 5432), ("Api", "Cache", 6379)):
        common = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
        resources[f"{source}To{target}In"] = _resource(
            "EC2::SecurityGroupIngress",
            GroupId=_ref(f"{target}Group"),
            SourceSecurityGroupId=_ref(f"{source}Group"),
            **common,
        )
        resources[f"{source}To{target}Out"] = _resource(
            "EC2::SecurityGroupEgress",
            GroupId=_ref(f"{source}Group"),
            DestinationSecurityGroupId=_ref(f"{target}Group"),
            **common,
        )
    return resources


def _role(service: str) -> Resource:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return _resource("IAM::Role", AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": [statement]})


def _policy(role: str, action: str, resource: object) -> Resource:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}
    return _resource("IAM::Policy", PolicyName=f"{role}Policy", PolicyDocument=document, Roles=[_ref(role)])


def _bucket() -> Resource:
    block = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    return _resource(
        "S3::Bucket",
        PublicAccessBlockConfiguration=dict.fromkeys(block, True),
        VersioningConfiguration={"Status": "Enabled"},
    )


def _edge() -> dict[str, Resource]:
    origin = {
        "Id": "site",
        "DomainName": _get("Site", "RegionalDomainName"),
        "OriginAccessControlId": _get("OriginAccess", "Id"),
        "S3OriginConfig": {},
    }
    behaviour = {
        "TargetOriginId": "site",
        "ViewerProtocolPolicy": "redirect-to-https",
        "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    }
    return {
        "Site": _bucket(),
        "SiteLogs": _bucket(),
        "OriginAccess": _resource(
            "CloudFront::OriginAccessControl",
            OriginAccessControlConfig={
                "Name": "site",
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            },
        ),
        "Distribution": _resource(
            "CloudFront::Distribution",
            DistributionConfig={
                "Enabled": True,
                "DefaultRootObject": "index.html",
                "Origins": [origin],
                "DefaultCacheBehavior": behaviour,
            },
        ),
        "Zone": _resource("Route53::HostedZone", Name="example.com"),
        "Certificate": _resource(
            "CertificateManager::Certificate", DomainName="api.example.com", ValidationMethod="DNS"
        ),
        "HealthCheck": _resource(
            "Route53::HealthCheck",
            HealthCheckConfig={"Type": "HTTPS", "FullyQualifiedDomainName": "api.example.com", "ResourcePath": "/up"},
        ),
        **{
            f"Record{name.capitalize()}": _resource(
                "Route53::RecordSet",
                HostedZoneId=_ref("Zone"),
                Name=f"{name}.example.com",
                Type="A",
                AliasTarget={
                    "DNSName": _get("LoadBalancer", "DNSName"),
                    "HostedZoneId": _get("LoadBalancer", "CanonicalHostedZoneID"),
                },
            )
            for name in ("www", "api", "admin")
        },
    }


def _load_balancer() -> dict[str, Resource]:
    forward = {"Type": "forward", "TargetGroupArn": _ref("Targets")}
    redirect = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
    subnets = [_ref("PublicSubnet1"), _ref("PublicSubnet2")]
    return {
        "LoadBalancer": _resource(
            "ElasticLoadBalancingV2::LoadBalancer",
            Type="application",
            Scheme="internet-facing",
            Subnets=subnets,
            SecurityGroups=[_ref("LoadBalancerGroup")],
        ),
        "Targets": _resource(
            "ElasticLoadBalancingV2::TargetGroup",
            VpcId=_ref("Vpc"),
            Port=3000,
            Protocol="HTTP",
            TargetType="ip",
            HealthCheckPath="/healthz",
        ),
        "Https": _resource(
            "ElasticLoadBalancingV2::Listener",
            LoadBalancerArn=_ref("LoadBalancer"),
            Port=443,
            Protocol="HTTPS",
            SslPolicy="ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            Certificates=[{"CertificateArn": _ref("Certificate")}],
            DefaultActions=[forward],
        ),
        "Http": _resource(
            "ElasticLoadBalancingV2::Listener",
            LoadBalancerArn=_ref("LoadBalancer"),
            Port=80,
            Protocol="HTTP",
            DefaultActions=[redirect],
        ),
    }


def _service() -> dict[str, Resource]:
    image = {"Fn::Join": ["", [_get("Repository", "RepositoryUri"), ":", _ref("ImageTag")]]}
    container = {
        "Name": "api",
        "Image": image,
        "PortMappings": [{"ContainerPort": 3000}],
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": _ref("ApiLogs"),
                "awslogs-region": "sa-east-1",
                "awslogs-stream-prefix": "api",
            },
        },
        "Secrets": [{"Name": "AUTH_SECRET", "ValueFrom": _ref("AuthSecret")}],
    }
    network = {"Subnets": [_ref("PrivateSubnet1"), _ref("PrivateSubnet2")], "SecurityGroups": [_ref("ApiGroup")]}
    target = {"Fn::Join": ["/", ["service", _ref("Cluster"), _get("Service", "Name")]]}
    return {
        "Cluster": _resource("ECS::Cluster"),
        "Repository": _resource("ECR::Repository", ImageTagMutability="IMMUTABLE"),
        "ApiLogs": _resource("Logs::LogGroup", RetentionInDays=90),
        "AuthSecret": _resource("SecretsManager::Secret", GenerateSecretString={"PasswordLength": 48}),
        "TaskRole": _role("ecs-tasks.amazonaws.com"),
        "ExecutionRole": _role("ecs-tasks.amazonaws.com"),
        "ExecutionPolicy": _policy("ExecutionRole", "secretsmanager:GetSecretValue", _ref("AuthSecret")),
        "TaskPolicy": _policy("TaskRole", "s3:GetObject", _get("Site", "Arn")),
        "Task": _resource(
            "ECS::TaskDefinition",
            Cpu="512",
            Memory="1024",
            NetworkMode="awsvpc",
            RequiresCompatibilities=["FARGATE"],
            ExecutionRoleArn=_get("ExecutionRole", "Arn"),
            TaskRoleArn=_get("TaskRole", "Arn"),
            ContainerDefinitions=[container],
        ),
        "Service": _resource(
            "ECS::Service",
            Cluster=_ref("Cluster"),
            LaunchType="FARGATE",
            TaskDefinition=_ref("Task"),
            NetworkConfiguration={"AwsvpcConfiguration": network},
            LoadBalancers=[{"ContainerName": "api", "ContainerPort": 3000, "TargetGroupArn": _ref("Targets")}],
        ),
        "Scaling": _resource(
            "ApplicationAutoScaling::ScalableTarget",
            MinCapacity=2,
            MaxCapacity=10,
            ServiceNamespace="ecs",
            ScalableDimension="ecs:service:DesiredCount",
            ResourceId=target,
        ),
        **{
            f"Scale{metric}": _resource(
                "ApplicationAutoScaling::ScalingPolicy",
                PolicyName=metric,
                PolicyType="TargetTrackingScaling",
                ScalingTargetId=_ref("Scaling"),
                TargetTrackingScalingPolicyConfiguration={
                    "TargetValue": 60,
                    "PredefinedMetricSpecification": {"PredefinedMetricType": f"ECSServiceAverage{metric}Utilization"},
                },
            )
            for metric in ("CPU", "Memory")
        },
    }


def _data() -> dict[str, Resource]:
    subnets = [_ref("IsolatedSubnet1"), _ref("IsolatedSubnet2")]
    return {
        "DatabaseSubnets": _resource("RDS::DBSubnetGroup", DBSubnetGroupDescription="isolated", SubnetIds=subnets),
        "DatabaseParameters": _resource(
            "RDS::DBParameterGroup", Description="TLS", Family="postgres17", Parameters={"rds.force_ssl": "1"}
        ),
        "Database": {
            **_resource(
                "RDS::DBInstance",
                Engine="postgres",
                EngineVersion="17.9",
                DBInstanceClass="db.m7g.large",
                AllocatedStorage="100",
                MultiAZ=True,
                StorageEncrypted=True,
                PubliclyAccessible=False,
                ManageMasterUserPassword=True,
                MasterUsername="app",
                DBSubnetGroupName=_ref("DatabaseSubnets"),
                DBParameterGroupName=_ref("DatabaseParameters"),
                VPCSecurityGroups=[_ref("DatabaseGroup")],
                BackupRetentionPeriod=14,
            ),
            "DeletionPolicy": "Snapshot",
            "UpdateReplacePolicy": "Snapshot",
        },
        "CacheSubnets": _resource("ElastiCache::SubnetGroup", Description="isolated", SubnetIds=subnets),
        "Cache": _resource(
            "ElastiCache::ReplicationGroup",
            ReplicationGroupDescription="sessions",
            Engine="redis",
            EngineVersion="7.1",
            CacheNodeType="cache.m7g.large",
            NumCacheClusters=2,
            MultiAZEnabled=True,
            AutomaticFailoverEnabled=True,
            AtRestEncryptionEnabled=True,
            TransitEncryptionEnabled=True,
            CacheSubnetGroupName=_ref("CacheSubnets"),
            SecurityGroupIds=[_ref("CacheGroup")],
        ),
    }


def _alarms() -> dict[str, Resource]:
    metrics = {
        "ApiCpu": ("AWS/ECS", "CPUUtilization"),
        "ApiMemory": ("AWS/ECS", "MemoryUtilization"),
        "DatabaseCpu": ("AWS/RDS", "CPUUtilization"),
        "DatabaseStorage": ("AWS/RDS", "FreeStorageSpace"),
        "CacheCpu": ("AWS/ElastiCache", "EngineCPUUtilization"),
        "Errors": ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"),
    }
    alarms = {
        f"{name}Alarm": _resource(
            "CloudWatch::Alarm",
            Namespace=namespace,
            MetricName=metric,
            Statistic="Average",
            Period=60,
            EvaluationPeriods=5,
            Threshold=80,
            ComparisonOperator="GreaterThanThreshold",
            AlarmActions=[_ref("Topic")],
        )
        for name, (namespace, metric) in metrics.items()
    }
    return {"Topic": _resource("SNS::Topic"), **alarms}
