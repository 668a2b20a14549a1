"""The network a template makes: rules of security groups, interfaces and where subnets lead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

from tests.cdk.template import Resource, Template, listed, reference, text

NOBODY: Final = "255.255.255.255/32"
"""The broadcast address, which nothing in a VPC sends to: a rule for it opens nothing."""
EVERYBODY: Final = frozenset({"0.0.0.0/0", "::/0"})
CLOUDFRONT: Final = "CloudFront"
"""Stands for the prefix list of CloudFront's servers, whose id differs from region to region."""
DEFAULT_GROUP: Final = "default"
"""The group of the VPC that an interface gets which names none."""


Properties: TypeAlias = Mapping[str, Any]
Connected: TypeAlias = tuple[object, object, bool]
"""Groups and subnets as a template has them, and whether there may be a public address."""


@dataclass(frozen=True, order=True)
class Rule:
    """A rule of a security group; `peer` is the logical id of a group, an address range or a prefix list."""

    group: str
    direction: Literal["ingress", "egress"]
    protocol: str
    from_port: int
    to_port: int
    peer: str

    def __str__(self) -> str:
        """Write the rule as an arrow."""
        arrow = "->" if self.direction == "egress" else "<-"
        ports = str(self.from_port) if self.from_port == self.to_port else f"{self.from_port}-{self.to_port}"
        return f"{self.group} {arrow} {self.peer} {self.protocol} {ports}"


@dataclass(frozen=True)
class Interface:
    """What something has in the VPC: its groups, and its subnets."""

    owner: Resource
    groups: tuple[str, ...]
    subnets: tuple[str, ...]
    public: bool
    """Whether it may get a public address."""


class Reach(StrEnum):
    """Where a subnet leads, besides the VPC."""

    INTERNET = "internet"
    """To an internet gateway, in both directions."""
    OUTBOUND = "outbound"
    """To a NAT gateway, which lets nothing in."""
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"
    """The subnet or its route table is not in the template."""


def rules(template: Template) -> frozenset[Rule]:
    """Return every rule that opens something, inline or standing alone."""
    return frozenset(rule for rule in _all_rules(template) if rule.peer != NOBODY)


def _all_rules(template: Template) -> Iterator[Rule]:
    for group in template.of_type("AWS::EC2::SecurityGroup"):
        for inline in group.properties.get("SecurityGroupIngress", ()):
            yield from _rules(group.id, "ingress", inline)
        # EC2 adds a rule that lets everything out to a group that is created without one.
        for inline in group.properties.get("SecurityGroupEgress", ({"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"},)):
            yield from _rules(group.id, "egress", inline)
    for rule in template.of_type("AWS::EC2::SecurityGroupIngress"):
        yield from _rules(_group(rule.properties["GroupId"]), "ingress", rule.properties)
    for rule in template.of_type("AWS::EC2::SecurityGroupEgress"):
        yield from _rules(_group(rule.properties["GroupId"]), "egress", rule.properties)


def _rules(group: str, direction: Literal["ingress", "egress"], written: Mapping[str, Any]) -> Iterator[Rule]:
    protocol = str(written["IpProtocol"])
    everything = protocol == "-1"
    ports = (0, 65535) if everything else (int(written["FromPort"]), int(written["ToPort"]))
    peers = ("SourceSecurityGroupId", "DestinationSecurityGroupId")
    for key in ("CidrIp", "CidrIpv6", "SourcePrefixListId", "DestinationPrefixListId", *peers):
        if key in written:
            peer = _group(written[key]) if key in peers else text(written[key])
            yield Rule(group, direction, protocol, *ports, peer)


def _group(value: object) -> str:
    return reference(value) or text(value)


def interfaces(template: Template) -> Iterator[Interface]:
    """Return what is in the VPC."""
    for resource in template.resources.values():
        made = _interface(template, resource)
        if made is not None:
            yield made


def _interface(template: Template, resource: Resource) -> Interface | None:
    connect = _CONNECT.get(resource.type)
    connected = None if connect is None else connect(template, resource.properties)
    if connected is None:
        return None
    groups, subnets, public = connected
    return Interface(
        resource,
        tuple(map(_group, listed(groups))) or (DEFAULT_GROUP,),
        tuple(reference(subnet) or text(subnet) for subnet in listed(subnets)),
        public,
    )


def _database(template: Template, properties: Properties) -> Connected:
    # Left out, an instance is public where the VPC has an internet gateway.
    public = properties.get("PubliclyAccessible", True) is not False
    subnets = _subnet_group(template, properties.get("DBSubnetGroupName"))
    return properties.get("VPCSecurityGroups"), subnets, public


def _cache(template: Template, properties: Properties) -> Connected:
    return properties.get("SecurityGroupIds"), _subnet_group(template, properties.get("CacheSubnetGroupName")), False


def _service(_template: Template, properties: Properties) -> Connected:
    network = properties["NetworkConfiguration"]["AwsvpcConfiguration"]
    return network.get("SecurityGroups"), network.get("Subnets"), network.get("AssignPublicIp") == "ENABLED"


def _load_balancer(_template: Template, properties: Properties) -> Connected:
    # Left out, a load balancer faces the internet.
    return properties.get("SecurityGroups"), properties.get("Subnets"), properties.get("Scheme") != "internal"


def _function(_template: Template, properties: Properties) -> Connected | None:
    network = properties.get("VpcConfig")
    return None if network is None else (network.get("SecurityGroupIds"), network.get("SubnetIds"), False)


def _application(_template: Template, properties: Properties) -> Connected | None:
    network = properties["Parameters"]
    return network.get("vpcSecurityGroupIds"), _joined(network.get("vpcSubnetIds", "")), False


_CONNECT: Final[Mapping[str, Callable[[Template, Properties], Connected | None]]] = {
    "AWS::RDS::DBInstance": _database,
    "AWS::ElastiCache::ReplicationGroup": _cache,
    "AWS::ECS::Service": _service,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _load_balancer,
    "AWS::Lambda::Function": _function,
    # The function that rotates a secret is in an application of its own.
    "AWS::Serverless::Application": _application,
}


def _joined(value: object) -> list[Any]:
    """Return the items of a list that is passed as one text."""
    match value:
        case {"Fn::Join": [_, [*parts]]}:
            return [part for part in parts if part != ","]
        case _:
            return str(value).split(",")


def _subnet_group(template: Template, name: object) -> list[Any]:
    group = template.referred(name)
    return [] if group is None else listed(group.properties["SubnetIds"])


def reaches(template: Template) -> Mapping[str, Reach]:
    """Return where each subnet of the template leads."""
    tables = route_tables(template)
    subnets = template.of_type("AWS::EC2::Subnet")
    return {subnet.id: _reach(template, tables.get(subnet.id)) for subnet in subnets}


def _reach(template: Template, table: str | None) -> Reach:
    if table is None:
        return Reach.UNKNOWN
    found = set(map(_route, routes(template, table)))
    return next((reach for reach in Reach if reach in found), Reach.NOWHERE)


def route_tables(template: Template) -> Mapping[str | None, str | None]:
    """Return the route table of each subnet that has one of its own."""
    return {
        reference(item.properties["SubnetId"]): reference(item.properties["RouteTableId"])
        for item in template.of_type("AWS::EC2::SubnetRouteTableAssociation")
    }


def routes(template: Template, table: str) -> Iterator[Resource]:
    """Return the routes of a table."""
    return (
        route for route in template.of_type("AWS::EC2::Route") if reference(route.properties["RouteTableId"]) == table
    )


def _route(route: Resource) -> Reach:
    if "GatewayId" in route.properties:
        return Reach.INTERNET
    outbound = {"NatGatewayId", "EgressOnlyInternetGatewayId"} & route.properties.keys()
    return Reach.OUTBOUND if outbound else Reach.UNKNOWN
