"""The reference deploys: into an account of moto, from which everything is read back through the API of AWS.

This shows that references, order, names and types fit together, not what AWS itself refuses. What moto cannot show:
egress rules written inline (it lets everything out, whatever they say), `MapPublicIpOnLaunch` of subnets, versioning
and blocked public access of buckets, members and user groups of a cache, and that functions of custom resources do
their work, which has tests of its own.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from archspec.kinds.elasticache_replication_group import ElasticacheReplicationGroup
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance import RdsInstance
from archspec.kinds.route53_zone import Route53Zone
from tests.cdk.account import Account, deployed, incomplete
from tests.cdk.expected import expected_rules
from tests.cdk.network import Rule
from tests.cdk.synthesis import REFERENCE, environments, shipped_deployment

pytestmark = pytest.mark.slow

TAG: Final = "2026.11.24-1"


@pytest.fixture(scope="module", params=list(environments(REFERENCE)))
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """Deploy the reference in each environment."""
    with deployed(shipped_deployment(REFERENCE, request.param), {"ImageTag": TAG}) as account:
        yield account


def test_stacks_are_complete(account: Account) -> None:
    """Every stack is created, with every resource of its template."""
    assert list(incomplete(account)) == []


# --- The network ------------------------------------------------------------------------------------------------------


def _id(account: Account, resource_type: str, beginning: str = "", stack: str = "Main") -> str:
    """Return the physical id of the one resource of a type whose logical id begins in some way."""
    [found] = [
        resource.id
        for resource in account.deployment.templates[stack].of_type(f"AWS::{resource_type}")
        if resource.id.startswith(beginning)
    ]
    return account.physical_id(found, stack)


def _subnets(account: Account) -> Mapping[str, Mapping[str, Any]]:
    """Return every subnet by its name after the stack's, as in `public-sa-east-1a`."""
    vpc = _id(account, "EC2::VPC")
    found = account.client("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    return {_tags(subnet)["Name"].rpartition("/")[2]: subnet for subnet in found}


def _tags(resource: Mapping[str, Any]) -> Mapping[str, str]:
    return {tag["Key"]: tag["Value"] for tag in resource["Tags"]}


def test_subnets_have_the_addresses_of_the_plan(account: Account) -> None:
    """Three tiers in two zones, with room kept for a third."""
    assert {name: (subnet["CidrBlock"], subnet["AvailabilityZone"]) for name, subnet in _subnets(account).items()} == {
        "private-sa-east-1a": ("10.0.0.0/19", "sa-east-1a"),
        "private-sa-east-1b": ("10.0.32.0/19", "sa-east-1b"),
        "public-sa-east-1a": ("10.0.96.0/20", "sa-east-1a"),
        "public-sa-east-1b": ("10.0.112.0/20", "sa-east-1b"),
        "isolated-sa-east-1a": ("10.0.144.0/20", "sa-east-1a"),
        "isolated-sa-east-1b": ("10.0.160.0/20", "sa-east-1b"),
    }


def test_routes_lead_where_the_tier_says(account: Account) -> None:
    """Public subnets lead to the internet, private ones to the NAT gateway of their zone, isolated ones nowhere."""
    ec2 = account.client("ec2")
    nats = {nat["SubnetId"]: nat["NatGatewayId"] for nat in ec2.describe_nat_gateways()["NatGateways"]}
    subnets = _subnets(account)
    for name, subnet in subnets.items():
        tier, _, zone = name.partition("-")
        expected = {
            "public": {_id(account, "EC2::InternetGateway")},
            "private": {nats[subnets[f"public-{zone}"]["SubnetId"]]},
            "isolated": set(),
        }[tier]
        assert _ways_out(account, subnet["SubnetId"]) == expected


def _ways_out(account: Account, subnet: str) -> set[str]:
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    [table] = account.client("ec2").describe_route_tables(Filters=filters)["RouteTables"]
    gateways = [route.get("NatGatewayId") or route.get("GatewayId") for route in table["Routes"]]
    return {gateway for gateway in gateways if gateway != "local"}


def test_security_groups_let_through_what_the_arrows_say(account: Account) -> None:
    """The rules that EC2 has are those of the connections and infrastructure flows, in both directions."""
    deployment = account.deployment
    owners = {account.physical_id(group): owner for group, owner in deployment.groups.items()}
    groups = account.client("ec2").describe_security_groups(GroupIds=list(owners))["SecurityGroups"]
    assert frozenset(rule for group in groups for rule in _rules(group, owners)) == expected_rules(
        deployment.architecture
    )


def _rules(group: Mapping[str, Any], owners: Mapping[str, str]) -> Iterator[Rule]:
    owner = owners[group["GroupId"]]
    for direction, key in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
        for permission in group[key]:
            # moto's own rule for everything, which it keeps beside the ones that are written inline.
            if permission["IpProtocol"] == "-1" and direction == "egress":
                continue
            ports = permission["FromPort"], permission["ToPort"]
            for peer in _peers(permission, owners):
                yield Rule(
                    owner, "ingress" if key == "IpPermissions" else "egress", permission["IpProtocol"], *ports, peer
                )


def _peers(permission: Mapping[str, Any], owners: Mapping[str, str]) -> Iterator[str]:
    yield from (owners[pair["GroupId"]] for pair in permission["UserIdGroupPairs"])
    yield from (item["CidrIp"] for item in permission["IpRanges"])
    yield from (item["CidrIpv6"] for item in permission["Ipv6Ranges"])


# --- Data -------------------------------------------------------------------------------------------------------------


def _database(account: Account) -> RdsInstance:
    return account.deployment.architecture.of_kind(RdsInstance)["database"]


def test_database_is_as_specified(account: Account) -> None:
    """RDS has the database that the spec describes, where nobody but its clients reaches it."""
    spec = _database(account)
    [found] = account.client("rds").describe_db_instances()["DBInstances"]
    assert {
        "Engine": "postgres",
        "EngineVersion": spec.engine_version,
        "DBInstanceClass": spec.instance_class,
        "AllocatedStorage": spec.storage_gib,
        "DBName": spec.database_name,
        "MultiAZ": True,
        "PubliclyAccessible": False,
        "StorageEncrypted": True,
        "DeletionProtection": True,
        "BackupRetentionPeriod": spec.backup_retention_days,
        "IAMDatabaseAuthenticationEnabled": True,
    }.items() <= found.items()
    assert found["Endpoint"]["Port"] == spec.port
    assert [group["VpcSecurityGroupId"] for group in found["VpcSecurityGroups"]] == [
        _id(account, "EC2::SecurityGroup", "DatabaseSecurityGroup")
    ]


def test_database_stands_in_isolated_subnets(account: Account) -> None:
    """The subnet group of the database has the isolated subnets, and no others."""
    [found] = account.client("rds").describe_db_instances()["DBInstances"]
    group = {subnet["SubnetIdentifier"] for subnet in found["DBSubnetGroup"]["Subnets"]}
    assert group == {subnet["SubnetId"] for name, subnet in _subnets(account).items() if name.startswith("isolated")}


def test_database_refuses_plain_text(account: Account) -> None:
    """The parameter group that the database has forces TLS."""
    rds = account.client("rds")
    [found] = rds.describe_db_instances()["DBInstances"]
    [group] = [item["DBParameterGroupName"] for item in found["DBParameterGroups"]]
    parameters = rds.describe_db_parameters(DBParameterGroupName=group)["Parameters"]
    assert {"rds.force_ssl": "1"}.items() <= {
        item["ParameterName"]: item["ParameterValue"] for item in parameters
    }.items()


def test_cache_is_as_specified(account: Account) -> None:
    """ElastiCache has the replication group that the spec describes."""
    spec = account.deployment.architecture.of_kind(ElasticacheReplicationGroup)["cache"]
    [found] = account.client("elasticache").describe_replication_groups()["ReplicationGroups"]
    assert {
        "Engine": spec.engine,
        "CacheNodeType": spec.node_type,
        "MultiAZ": "enabled",
        "AutomaticFailover": "enabled",
        "AtRestEncryptionEnabled": True,
        "TransitEncryptionEnabled": True,
        "SnapshotRetentionLimit": spec.snapshot_retention_days,
    }.items() <= found.items()


def test_cache_tells_its_clients_apart(account: Account) -> None:
    """The user that every client starts as can do nothing; the service has a user of its own."""
    users = {user["UserName"]: user for user in account.client("elasticache").describe_users()["Users"]}
    mine = {name: user for name, user in users.items() if name.endswith("-api-cache")}
    assert users["default"]["AccessString"] == "off -@all"
    assert [user["AccessString"].split()[0] for user in mine.values()] == ["on"]


def test_secrets_are_random(account: Account) -> None:
    """The application's secret and the password of its cache user are long, and not the same."""
    client = account.client("secretsmanager")
    generated = client.get_secret_value(SecretId=_id(account, "SecretsManager::Secret", "ApiBetterAuth"))[
        "SecretString"
    ]
    user = json.loads(
        client.get_secret_value(SecretId=_id(account, "SecretsManager::Secret", "ApiToCache"))["SecretString"]
    )
    assert len(generated) == len(user["password"]) == 64
    assert generated != user["password"]
    assert user["username"].endswith("-api-cache")


def test_buckets_are_closed(account: Account) -> None:
    """The site's bucket is encrypted, and read by nobody but the distribution."""
    s3 = account.client("s3", "Edge")
    bucket = _id(account, "S3::Bucket", "Frontend", "Edge")
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    statements = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    [reader] = [statement for statement in statements if statement["Effect"] == "Allow"]
    distribution = _id(account, "CloudFront::Distribution", stack="Edge")
    assert reader["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert reader["Condition"]["StringEquals"]["AWS:SourceArn"].endswith(f":distribution/{distribution}")


# --- Services ---------------------------------------------------------------------------------------------------------


def _service(account: Account) -> Mapping[str, Any]:
    ecs = account.client("ecs")
    [cluster] = ecs.list_clusters()["clusterArns"]
    [arn] = ecs.list_services(cluster=cluster)["serviceArns"]
    [found] = ecs.describe_services(cluster=cluster, services=[arn])["services"]
    service: Mapping[str, Any] = found
    return service


def _container(account: Account) -> Mapping[str, Any]:
    task = _service(account)["taskDefinition"]
    described = account.client("ecs").describe_task_definition(taskDefinition=task)["taskDefinition"]
    [container] = described["containerDefinitions"]
    found: Mapping[str, Any] = container
    return found


def test_service_runs_in_private_subnets(account: Account) -> None:
    """The service has the private subnets, its own group and no public address, and is behind the load balancer."""
    found = _service(account)
    network = found["networkConfiguration"]["awsvpcConfiguration"]
    private = {subnet["SubnetId"] for name, subnet in _subnets(account).items() if name.startswith("private")}
    assert set(network["subnets"]) == private
    assert network["securityGroups"] == [_id(account, "EC2::SecurityGroup", "ApiSecurityGroup")]
    assert network["assignPublicIp"] == "DISABLED"
    assert [entry["targetGroupArn"] for entry in found["loadBalancers"]] == [
        _id(account, "ElasticLoadBalancingV2::TargetGroup")
    ]


def test_container_runs_the_image_of_this_deployment(account: Account) -> None:
    """The image is the one of the repository, with the tag that the deployment was given."""
    image = _container(account)["image"]
    assert image.endswith(f".dkr.ecr.sa-east-1.amazonaws.com/api:{TAG}")


def test_container_is_told_where_its_data_is(account: Account) -> None:
    """The settings name the addresses of database and cache."""
    told = {item["name"]: item["value"] for item in _container(account)["environment"]}
    [database] = account.client("rds").describe_db_instances()["DBInstances"]
    assert told["DATABASE_HOST"].startswith(database["DBInstanceIdentifier"])
    assert told["DATABASE_PORT"] == "5432"
    assert told["DATABASE_SECRET_ARN"] == database["MasterUserSecret"]["SecretArn"]
    assert told["CACHE_TLS"] == "true"


def test_container_reads_its_secrets(account: Account) -> None:
    """Each secret of the container is one that is there."""
    known = {item["ARN"] for item in account.client("secretsmanager").list_secrets()["SecretList"]}
    [database] = account.client("rds").describe_db_instances()["DBInstances"]
    known.add(database["MasterUserSecret"]["SecretArn"])
    read = {item["name"]: item["valueFrom"] for item in _container(account)["secrets"]}
    assert read.keys() == {
        "BETTER_AUTH_SECRET",
        "CACHE_PASSWORD",
        "CACHE_USERNAME",
        "DATABASE_PASSWORD",
        "DATABASE_USERNAME",
    }
    assert {":".join(arn.split(":")[:7]) for arn in read.values()} <= known


def test_service_scales_between_the_tasks_of_the_spec(account: Account) -> None:
    """Scaling holds processor and memory, from the floor to the ceiling of the environment."""
    spec = account.deployment.architecture.of_kind(FargateService)["api"]
    client = account.client("application-autoscaling")
    [target] = client.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    assert (target["MinCapacity"], target["MaxCapacity"]) == (spec.tasks.min, spec.tasks.max)
    assert target["ResourceId"].rpartition("/")[2] == _service(account)["serviceName"]
    policies = client.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    goals = [policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] for policy in policies]
    assert sorted(goals) == [spec.scaling.cpu_percent, spec.scaling.memory_percent]


def test_images_cannot_be_replaced(account: Account) -> None:
    """The repository takes a tag once, and looks at what is pushed."""
    [found] = account.client("ecr", "Registry").describe_repositories()["repositories"]
    assert found["repositoryName"] == "api"
    assert found["imageTagMutability"] == "IMMUTABLE"


# --- Where it answers -------------------------------------------------------------------------------------------------


def test_load_balancer_faces_the_internet(account: Account) -> None:
    """The load balancer stands in the public subnets, with its own group."""
    [found] = account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    public = {subnet["SubnetId"] for name, subnet in _subnets(account).items() if name.startswith("public")}
    assert found["Scheme"] == "internet-facing"
    assert {zone["SubnetId"] for zone in found["AvailabilityZones"]} == public
    assert found["SecurityGroups"] == [_id(account, "EC2::SecurityGroup", "LoadBalancerSecurityGroup")]


def test_listeners_serve_https(account: Account) -> None:
    """HTTPS leads to the service, with the policy of the spec; HTTP leads to HTTPS."""
    elbv2 = account.client("elbv2")
    [balancer] = elbv2.describe_load_balancers()["LoadBalancers"]
    found = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    listeners = {listener["Port"]: listener for listener in found}
    assert listeners.keys() == {80, 443}
    assert listeners[443]["SslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    assert listeners[443]["Certificates"]
    assert [action["Type"] for action in listeners[443]["DefaultActions"]] == ["forward"]
    [redirect] = listeners[80]["DefaultActions"]
    assert redirect["RedirectConfig"]["Protocol"] == "HTTPS"


def test_names_lead_to_the_entries(account: Account) -> None:
    """The zone has an alias for each host name: of the site over both protocols, of the API over IPv4."""
    domain = f"{account.deployment.architecture.domain}."
    existing = account.deployment.architecture.of_kind(Route53Zone)["dns"].existing
    assert existing is not None
    records = account.client("route53").list_resource_record_sets(HostedZoneId=existing.zone_id)
    aliases = {(record["Name"], record["Type"]) for record in records["ResourceRecordSets"] if "AliasTarget" in record}
    assert aliases == {
        (domain, "A"),
        (domain, "AAAA"),
        (f"www.{domain}", "A"),
        (f"www.{domain}", "AAAA"),
        (f"api.{domain}", "A"),
    }


def test_entries_are_probed(account: Account) -> None:
    """Route 53 asks the site and the API whether they are well."""
    domain = account.deployment.architecture.domain
    checks = [check["HealthCheckConfig"] for check in account.client("route53").list_health_checks()["HealthChecks"]]
    probes = {(check["FullyQualifiedDomainName"], check["ResourcePath"], check["Type"]) for check in checks}
    assert probes == {(f"www.{domain}", "/", "HTTPS"), (f"api.{domain}", "/healthz", "HTTPS")}


def test_distribution_serves_the_site(account: Account) -> None:
    """CloudFront answers for the host names over HTTPS, with a certificate and a firewall, from the bucket."""
    domain = account.deployment.architecture.domain
    identifier = _id(account, "CloudFront::Distribution", stack="Edge")
    found = account.client("cloudfront", "Edge").get_distribution(Id=identifier)["Distribution"]["DistributionConfig"]
    assert set(found["Aliases"]["Items"]) == {f"www.{domain}", domain}
    assert found["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert found["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert found["WebACLId"]
    [origin] = found["Origins"]["Items"]
    assert origin["DomainName"].startswith(_id(account, "S3::Bucket", "Frontend", "Edge"))


def test_alarms_tell_the_topic(account: Account) -> None:
    """Every alarm of both stacks publishes to the topic of its stack."""
    for stack in ("Edge", "Main"):
        found = account.client("cloudwatch", stack).describe_alarms()["MetricAlarms"]
        # Target tracking has alarms of its own.
        alarms = [alarm for alarm in found if not alarm["AlarmName"].startswith("TargetTracking-")]
        template = account.deployment.templates[stack]
        assert len(alarms) == len(list(template.of_type("AWS::CloudWatch::Alarm")))
        assert {action for alarm in alarms for action in alarm["AlarmActions"]} == {
            _id(account, "SNS::Topic", stack=stack)
        }
