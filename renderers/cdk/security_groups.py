"""Security groups, closed but for the rules of the plan."""

from collections.abc import Iterable

from archspec.components.base import Acts
from archspec.planning.plan import is_ipv6
from archspec.planning.security import CidrPeer, CloudFrontPeer, GroupPeer, Rule
from archspec.planning.workloads import rule_home
from renderers.cdk.aws import cdk, ec2, note, section
from renderers.cdk.stack_build import StackBuild

NO_TRAFFIC = "255.255.255.255/32"
"""An address nobody has: a rule for it keeps EC2 from adding its own, which lets everything out."""


def build_security_groups(build: StackBuild) -> None:
    """Make the security groups and rules of the plan, but for those of services in nested stacks."""
    groups = [group for group in build.plan.security_groups if group.owner not in build.groups]
    if not groups:
        return
    section("security_groups", "Who may reach whom: one rule on each side of a connection")
    for group in groups:
        build.groups[group.owner] = closed_group(build, group.owner)
    build_rules(build, build.plan.rules)
    for group in groups:
        close_group(build, group.owner)


def build_rules(build: StackBuild, rules: Iterable[Rule]) -> None:
    """Make those of some rules that belong to this stack."""
    components = build.architecture.components
    services = {name for name, component in components.items() if Acts.RUNS_CODE in component.facts.acts}
    homes = {name: home for name, home in build.plan.homes.items() if name in services}
    for rule in rules:
        if rule_home(rule, homes, services) == build.home:
            _rule(build, rule)


def close_group(build: StackBuild, owner: str) -> None:
    """Keep a group for the CDK's constructs, which must not add rules to it."""
    construct_id = f"{build.id(owner, 'SecurityGroup')}Closed"
    build.closed_groups[owner] = ec2.SecurityGroup.from_security_group_id(
        build.scope, construct_id, build.groups[owner], mutable=False
    )


def closed_group(build: StackBuild, owner: str) -> str:
    """Make a group that lets nothing in or out, and return its id."""
    vpc = build.require_vpc()
    group_id = build.id(owner, "SecurityGroup")
    group = ec2.CfnSecurityGroup(
        build.scope,
        group_id,
        group_description=f"{group_id} of {build.architecture.name}",
        vpc_id=vpc.vpc_id,
        security_group_egress=[
            ec2.CfnSecurityGroup.EgressProperty(
                ip_protocol="icmp", cidr_ip=NO_TRAFFIC, from_port=252, to_port=86, description="No traffic by default"
            )
        ],
    )
    cdk.Tags.of(group).add("Name", f"{build.stack.name}/{owner}")
    return group.attr_group_id


def _rule(build: StackBuild, rule: Rule) -> None:
    note(", ".join(_reasons(rule)))
    match rule.direction:
        case "ingress":
            _ingress(build, rule)
        case "egress":
            _egress(build, rule)


def _reasons(rule: Rule) -> list[str]:
    return [str(getattr(reason, "purpose", reason)) for reason in rule.reasons]


def _description(rule: Rule) -> str:
    """Return the arrows and flows behind a rule, within the 255 characters EC2 takes."""
    return ", ".join(_reasons(rule)).replace("->", "to")[:255]


def _ingress(build: StackBuild, rule: Rule) -> None:
    source_group = cidr = cidr_v6 = prefix_list = None
    match rule.peer:
        case GroupPeer(owner):
            source_group = build.groups[owner]
        case CidrPeer(range_):
            cidr, cidr_v6 = (None, range_) if is_ipv6(range_) else (range_, None)
        case CloudFrontPeer():
            prefix_list = _cloudfront_addresses(build)
    build.rules[rule.id] = ec2.CfnSecurityGroupIngress(
        build.scope,
        rule.id,
        group_id=build.groups[rule.group],
        ip_protocol="tcp",
        from_port=rule.port,
        to_port=rule.port,
        source_security_group_id=source_group,
        cidr_ip=cidr,
        cidr_ipv6=cidr_v6,
        source_prefix_list_id=prefix_list,
        description=_description(rule),
    )


def _egress(build: StackBuild, rule: Rule) -> None:
    target_group = cidr = None
    match rule.peer:
        case GroupPeer(owner):
            target_group = build.groups[owner]
        case CidrPeer(range_):
            cidr = range_
        case CloudFrontPeer():
            raise RuntimeError("nothing connects to CloudFront's origin-facing servers")
    build.rules[rule.id] = ec2.CfnSecurityGroupEgress(
        build.scope,
        rule.id,
        group_id=build.groups[rule.group],
        ip_protocol="tcp",
        from_port=rule.port,
        to_port=rule.port,
        destination_security_group_id=target_group,
        cidr_ip=cidr,
        description=_description(rule),
    )


def _cloudfront_addresses(build: StackBuild) -> str:
    known = build.plan.cloudfront_prefix_list
    if known is not None:
        return known
    name = "CloudFrontPrefixListId"
    if name not in build.parameters:
        build.parameters[name] = cdk.CfnParameter(
            build.scope,
            name,
            type="String",
            description="The id of the prefix list com.amazonaws.global.cloudfront.origin-facing in this region",
        )
    return build.parameters[name].value_as_string
