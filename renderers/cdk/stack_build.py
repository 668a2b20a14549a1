"""A stack while it is built: the plan it follows, and what its builders have made so far."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, assert_never

from archspec.architecture import Architecture
from archspec.components.base import Placement
from archspec.planning import Plan
from archspec.planning.nested_stacks import NestedStack
from archspec.planning.stacks import Stack
from renderers.cdk.aws import Construct, cdk, ec2, logs, s3, sns
from renderers.cdk.built import Built

SharedT = TypeVar("SharedT")

_RETENTION = {
    1: "ONE_DAY",
    3: "THREE_DAYS",
    5: "FIVE_DAYS",
    7: "ONE_WEEK",
    14: "TWO_WEEKS",
    30: "ONE_MONTH",
    60: "TWO_MONTHS",
    90: "THREE_MONTHS",
    120: "FOUR_MONTHS",
    150: "FIVE_MONTHS",
    180: "SIX_MONTHS",
    365: "ONE_YEAR",
    400: "THIRTEEN_MONTHS",
    545: "EIGHTEEN_MONTHS",
    731: "TWO_YEARS",
    1827: "FIVE_YEARS",
    3653: "TEN_YEARS",
}
"""The CDK's names for the retentions CloudWatch Logs offers, in days."""


@dataclass
class StackBuild:
    """What builders of one stack share."""

    scope: Construct
    plan: Plan
    stack: Stack
    nested: NestedStack | None = None
    """The stack inside Main that this is, where it is one."""
    vpc: ec2.IVpc | None = None
    groups: dict[str, str] = field(default_factory=dict)
    """The id of the security group of each owner."""
    closed_groups: dict[str, ec2.ISecurityGroup] = field(default_factory=dict)
    """The same groups, as the CDK's constructs take them when they must not add rules."""
    rules: dict[str, Construct] = field(default_factory=dict)
    access_logs: s3.IBucket | None = None
    alarm_topic: sns.ITopic | None = None
    parameters: dict[str, cdk.CfnParameter] = field(default_factory=dict)
    built: dict[str, Built] = field(default_factory=dict)
    """What is known of each component so far, whichever stack it is created in."""
    _shared: dict[type, object] = field(default_factory=dict)

    @property
    def architecture(self) -> Architecture:
        """The architecture the plan is of."""
        return self.plan.architecture

    @property
    def keeps_data(self) -> bool:
        """Whether what holds logs outlives the stack."""
        return self.stack.termination_protection

    @cached_property
    def created(self) -> frozenset[str]:
        """The components that are created here."""
        return frozenset(self.stack.components)

    @property
    def home(self) -> str | None:
        """What the plan calls this place in Main: the id of a nested stack, or None for Main itself."""
        return None if self.nested is None else self.nested.id

    def is_here(self, component_id: str) -> bool:
        """Tell whether a component has its service, or else its guards, in this stack."""
        return self.plan.homes.get(component_id) == self.home

    def know(self, component_id: str, built: Built) -> None:
        """Add to what is known of a component."""
        self.built[component_id] = self.built[component_id] | built if component_id in self.built else built

    def shared(self, made: type[SharedT]) -> SharedT:
        """Return what the components of one kind share in this stack: an object of a class of the kind's own."""
        if made not in self._shared:
            self._shared[made] = made()
        found = self._shared[made]
        assert isinstance(found, made)  # noqa: S101  narrows the type
        return found

    def id(self, owner: str, part: str = "") -> str:
        """Return the construct id of a component or of a part of it."""
        return self.plan.names.part(owner, part)

    def require_vpc(self) -> ec2.IVpc:
        """Return the VPC, which a plan with anything in it has."""
        if self.vpc is None:
            raise RuntimeError("a component in the VPC is built before the VPC")
        return self.vpc

    def log_removal(self) -> cdk.RemovalPolicy:
        """Return what becomes of logs when the stack is deleted."""
        return cdk.RemovalPolicy.RETAIN if self.keeps_data else cdk.RemovalPolicy.DESTROY

    def log_group(self, construct_id: str, name: str | None = None) -> logs.LogGroup:
        """Make a log group that keeps events as long as the spec says."""
        days = self.architecture.logs.retention_days
        return logs.LogGroup(
            self.scope,
            construct_id,
            log_group_name=name,
            retention=getattr(logs.RetentionDays, _RETENTION[days]),
            removal_policy=self.log_removal(),
        )

    def tag(self, construct: Construct, component_id: str) -> None:
        """Tag what a component is made of: with its id, and with the tags of the spec."""
        tags = cdk.Tags.of(construct)
        tags.add("archspec:component", component_id)
        for key, value in self.architecture.components[component_id].tags.items():
            tags.add(key, value)


def subnets(placement: Placement) -> ec2.SubnetSelection:
    """Return the subnets of a tier."""
    return ec2.SubnetSelection(subnet_type=subnet_type(placement))


def subnet_type(placement: Placement) -> ec2.SubnetType:
    """Return the CDK's name of a tier."""
    match placement:
        case "public":
            return ec2.SubnetType.PUBLIC
        case "private":
            return ec2.SubnetType.PRIVATE_WITH_EGRESS
        case "isolated":
            return ec2.SubnetType.PRIVATE_ISOLATED
        case _ as unreachable:
            assert_never(unreachable)
