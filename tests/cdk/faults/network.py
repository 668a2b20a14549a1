"""Faults of the network: who reaches whom."""

import copy
from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, add, find, logical_id, properties


def _open_database_to_everybody(bodies: Bodies) -> None:
    group = {"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]}
    rule = {"GroupId": group, "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "0.0.0.0/0"}
    add(bodies, "Debugging", "EC2::SecurityGroupIngress", **rule)


def _open_every_port_inline(bodies: Bodies) -> None:
    inline = {"IpProtocol": "-1", "CidrIp": "10.0.0.0/16"}
    properties(bodies, "CacheSecurityGroup", "EC2::SecurityGroup")["SecurityGroupIngress"] = [inline]


def _let_everything_out_of_database(bodies: Bodies) -> None:
    del properties(bodies, "DatabaseSecurityGroup", "EC2::SecurityGroup")["SecurityGroupEgress"]


def _remove_rule(bodies: Bodies) -> None:
    del bodies["Main"]["Resources"]["ApiToCache6379Out"]


def _move_database_to_public_subnets(bodies: Bodies) -> None:
    public = properties(bodies, "LoadBalancer", "ElasticLoadBalancingV2::LoadBalancer")["Subnets"]
    properties(bodies, "DatabaseSubnetGroup", "RDS::DBSubnetGroup")["SubnetIds"] = public


def _lead_isolated_subnet_to_internet(bodies: Bodies) -> None:
    table = {"Ref": logical_id(bodies, "VpcisolatedSubnet1", "EC2::RouteTable")}
    gateway = {"Ref": logical_id(bodies, "VpcIGW", "EC2::InternetGateway")}
    add(bodies, "Shortcut", "EC2::Route", RouteTableId=table, GatewayId=gateway, DestinationCidrBlock="0.0.0.0/0")


def _make_database_public(bodies: Bodies) -> None:
    properties(bodies, "Database", "RDS::DBInstance")["PubliclyAccessible"] = True


def _say_nothing_of_public_access(bodies: Bodies) -> None:
    del properties(bodies, "Database", "RDS::DBInstance")["PubliclyAccessible"]


def _share_group(bodies: Bodies) -> None:
    group = [{"Fn::GetAtt": ["ApiSecurityGroup", "GroupId"]}]
    properties(bodies, "Cache", "ElastiCache::ReplicationGroup")["SecurityGroupIds"] = group


def _add_function_to_vpc(bodies: Bodies) -> None:
    function = copy.deepcopy(find(bodies, "DatabaseExtensionsFunction", "Lambda::Function")[1])
    group = find(bodies, "ApiSecurityGroup", "EC2::SecurityGroup")[1]
    bodies["Main"]["Resources"]["StrangeGroup"] = copy.deepcopy(group)
    function["Properties"]["VpcConfig"]["SecurityGroupIds"] = [{"Fn::GetAtt": ["StrangeGroup", "GroupId"]}]
    bodies["Main"]["Resources"]["Strange"] = function


def _give_subnet_public_addresses(bodies: Bodies) -> None:
    properties(bodies, "VpcpublicSubnet1", "EC2::Subnet")["MapPublicIpOnLaunch"] = True


def _share_nat_gateway(bodies: Bodies) -> None:
    del bodies["Main"]["Resources"][logical_id(bodies, "VpcpublicSubnet2NATGateway", "EC2::NatGateway")]


def _keep_default_group(bodies: Bodies) -> None:
    del bodies["Main"]["Resources"]["VpcRestrictDefaultSecurityGroupCustomResourceC73DA2BE"]


FAULTS: Final = (
    Fault(_share_nat_gateway, ("nat_gateways_are_as_specified: there are 1 NAT gateways for 2 private subnets",)),
    Fault(_keep_default_group, ("default_groups_are_empty: Vpc8378EB38 keeps its default security group",)),
    Fault(
        _open_database_to_everybody,
        (
            "rules_are_the_connections: opens database <- 0.0.0.0/0 tcp 5432",
            "data_stores_are_out_of_reach: database has a rule for everybody: database <- 0.0.0.0/0 tcp 5432",
        ),
    ),
    Fault(
        _open_every_port_inline,
        (
            "rules_are_the_connections: opens cache <- 10.0.0.0/16 -1 0-65535",
            "data_stores_answer_on_one_port: cache listens on 6379 and lets in [(0, 65535), (6379, 6379)]",
        ),
    ),
    Fault(
        _let_everything_out_of_database,
        (
            "rules_are_the_connections: opens database -> 0.0.0.0/0 -1 0-65535",
            "data_stores_answer_on_one_port: database lets something out",
            "data_stores_are_out_of_reach: database has a rule for everybody: database -> 0.0.0.0/0 -1 0-65535",
        ),
    ),
    Fault(_remove_rule, ("rules_are_the_connections: lacks api -> cache tcp 6379",)),
    Fault(
        _move_database_to_public_subnets,
        (
            "everything_runs_in_its_tier: database is in subnets that lead to internet",
            "data_stores_are_out_of_reach: database is in VpcpublicSubnet1Subnet2BB74ED7, which leads to internet",
            "data_stores_are_out_of_reach: database is in VpcpublicSubnet2SubnetE34B022A, which leads to internet",
        ),
    ),
    Fault(
        _lead_isolated_subnet_to_internet,
        (
            "everything_runs_in_its_tier: database is in subnets that lead to internet, nowhere",
            "everything_runs_in_its_tier: cache is in subnets that lead to internet, nowhere",
            "data_stores_are_out_of_reach: database is in VpcisolatedSubnet1SubnetE62B1B9B, which leads to internet",
            "data_stores_are_out_of_reach: cache is in VpcisolatedSubnet1SubnetE62B1B9B, which leads to internet",
        ),
    ),
    Fault(
        _make_database_public,
        (
            "public_addresses_are_as_specified: database may get a public address",
            "databases_are_as_specified: database has PubliclyAccessible True, not false",
            "data_stores_are_out_of_reach: database may get a public address",
        ),
    ),
    Fault(
        _say_nothing_of_public_access,
        (
            "public_addresses_are_as_specified: database may get a public address",
            "databases_are_as_specified: database has PubliclyAccessible None, not false",
            "data_stores_are_out_of_reach: database may get a public address",
        ),
    ),
    Fault(
        _share_group,
        (
            "rules_are_the_connections: lacks api -> cache tcp 6379",
            "rules_are_the_connections: lacks cache <- api tcp 6379",
            "rules_are_the_connections: opens CacheSecurityGroup <- api tcp 6379",
            "rules_are_the_connections: opens api -> CacheSecurityGroup tcp 6379",
            "everything_has_a_group_of_its_own: cache is in the group ApiSecurityGroup",
            "everything_has_a_group_of_its_own: api is in the group ApiSecurityGroup",
            "everything_has_a_group_of_its_own: nothing is in the group CacheSecurityGroup",
        ),
    ),
    Fault(_add_function_to_vpc, ("everything_in_the_vpc_is_known: Strange is in the VPC",)),
    Fault(
        _give_subnet_public_addresses,
        ("public_addresses_are_as_specified: VpcpublicSubnet1Subnet2BB74ED7 gives public addresses",),
    ),
)
