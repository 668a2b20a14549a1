"""Promises about who reaches whom."""

from collections import Counter
from collections.abc import Iterator, Mapping

from archspec.architecture import Architecture
from archspec.components.base import Location, Placement
from tests.cdk.deployment import Deployment
from tests.cdk.expected import expected_rules
from tests.cdk.network import EVERYBODY, Interface, Reach, Rule, reaches
from tests.cdk.oracle import oracle_of
from tests.cdk.template import reference

_LEADS: Mapping[Placement, Reach] = {
    "public": Reach.INTERNET,
    "private": Reach.OUTBOUND,
    "isolated": Reach.NOWHERE,
}


def rules_are_the_connections(deployment: Deployment) -> Iterator[str]:
    """Security groups let through what the arrows and the infrastructure flows open, and nothing else."""
    expected = expected_rules(deployment.architecture)
    yield from (f"lacks {rule}" for rule in sorted(expected - deployment.rules))
    yield from (f"opens {rule}" for rule in sorted(deployment.rules - expected))


def everything_has_a_group_of_its_own(deployment: Deployment) -> Iterator[str]:
    """Each interface has one security group, which nothing else has and which is in the template."""
    shared = Counter(group for interface in deployment.interfaces.values() for group in interface.groups)
    for owner, interface in deployment.interfaces.items():
        match interface.groups:
            case [str(group)]:
                if shared[group] > 1 or group not in deployment.main.resources:
                    yield f"{owner} is in the group {group}"
            case groups:
                yield f"{owner} is in {len(groups)} groups"
    declared = [group.id for group in deployment.main.of_type("AWS::EC2::SecurityGroup")]
    yield from (f"nothing is in the group {group}" for group in declared if group not in shared)


def everything_runs_in_its_tier(deployment: Deployment) -> Iterator[str]:
    """Each interface is in one subnet of its tier for each zone, and those lead where the tier says."""
    leads = reaches(deployment.main)
    for owner, interface in deployment.interfaces.items():
        placement = _placement(deployment.architecture, owner)
        existing = deployment.architecture.network.existing
        if existing is not None:
            if set(interface.subnets) != set(getattr(existing, f"{placement}_subnets")):
                yield f"{owner} is in {', '.join(interface.subnets)}"
            continue
        found = {leads.get(subnet, Reach.UNKNOWN) for subnet in interface.subnets}
        if found != {_LEADS[placement]}:
            yield f"{owner} is in subnets that lead to {', '.join(sorted(found))}"
        if len(set(interface.subnets)) != deployment.architecture.network.availability_zones:
            yield f"{owner} is in {len(set(interface.subnets))} subnets"


def _placement(architecture: Architecture, owner: str) -> Placement:
    component = architecture.components.get(owner)
    # The functions of the deployment reach AWS, and nothing reaches them.
    tier: Placement | None = (
        "private" if component is None else oracle_of(component.kind).tier(architecture, owner, component)
    )
    if tier is None:
        raise LookupError(f"{owner} is in the VPC, and its oracle knows no tier")
    return tier


def public_addresses_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Nothing may get a public address but what the spec gives one, and load balancers that face the internet."""
    for owner, interface in deployment.interfaces.items():
        if interface.public != _is_public(deployment.architecture, owner):
            yield f"{owner} {'may get' if interface.public else 'lacks'} a public address"
    for subnet in deployment.main.of_type("AWS::EC2::Subnet"):
        if subnet.properties.get("MapPublicIpOnLaunch", False) is not False:
            yield f"{subnet.id} gives public addresses"


def _is_public(architecture: Architecture, owner: str) -> bool:
    component = architecture.components.get(owner)
    return component is not None and oracle_of(component.kind).public(architecture, owner, component)


def data_stores_answer_on_one_port(deployment: Deployment) -> Iterator[str]:
    """Into a data store leads one port, the one it listens on, and out of it leads none."""
    for owner, interface in _data_stores(deployment):
        ports = {(rule.from_port, rule.to_port) for rule in _rules_of(deployment, owner, "ingress")}
        listening = int(interface.owner.properties["Port"])
        if ports - {(listening, listening)}:
            yield f"{owner} listens on {listening} and lets in {sorted(ports)}"
        if any(_rules_of(deployment, owner, "egress")):
            yield f"{owner} lets something out"


def _data_stores(deployment: Deployment) -> Iterator[tuple[str, Interface]]:
    for owner, interface in deployment.interfaces.items():
        component = deployment.architecture.components.get(owner)
        if component is not None and component.facts.holds_data:
            yield owner, interface


def _rules_of(deployment: Deployment, owner: str, direction: str) -> Iterator[Rule]:
    return (rule for rule in deployment.rules if rule.group == owner and rule.direction == direction)


def data_stores_are_out_of_reach(deployment: Deployment) -> Iterator[str]:
    """No data store has a public address, a subnet that leads anywhere, or a rule for everybody."""
    leads = reaches(deployment.main)
    for owner, interface in _data_stores(deployment):
        if interface.public:
            yield f"{owner} may get a public address"
        yield from (
            f"{owner} is in {subnet}, which leads to {leads.get(subnet, Reach.UNKNOWN)}"
            for subnet in interface.subnets
            if leads.get(subnet) is not Reach.NOWHERE
        )
        for rule in sorted(rule for rule in deployment.rules if rule.group == owner and rule.peer in EVERYBODY):
            yield f"{owner} has a rule for everybody: {rule}"


def everything_in_the_vpc_is_known(deployment: Deployment) -> Iterator[str]:
    """In the VPC is what the spec puts there, and the functions of its deployment."""
    components = deployment.architecture.components
    inside = {name for name, component in components.items() if component.facts.location is Location.VPC}
    functions = {rule.group for rule in expected_rules(deployment.architecture)} - components.keys()
    yield from (f"{owner} is not in the VPC" for owner in sorted((inside | functions) - deployment.interfaces.keys()))
    yield from (f"{owner} is in the VPC" for owner in sorted(deployment.interfaces.keys() - inside - functions))


def nat_gateways_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Private subnets lead out through a NAT gateway of their own zone, or all through one, as the spec says."""
    network = deployment.architecture.network
    found = len(list(deployment.main.of_type("AWS::EC2::NatGateway")))
    private = [subnet for subnet, reach in reaches(deployment.main).items() if reach is Reach.OUTBOUND]
    expected = min(len(private), 1) if network.nat_gateways == "single" else len(private)
    if found != expected:
        yield f"there are {found} NAT gateways for {len(private)} private subnets"


def default_groups_are_empty(deployment: Deployment) -> Iterator[str]:
    """Nobody reaches anybody through the security group that a VPC comes with."""
    emptied = {
        reference(made.properties["DefaultSecurityGroupId"])
        for made in deployment.main.of_type("Custom::VpcRestrictDefaultSG")
    }
    for vpc in deployment.main.of_type("AWS::EC2::VPC"):
        if vpc.id not in emptied:
            yield f"{vpc.id} keeps its default security group"
