"""A builder's mistakes, each refused while it is recorded, with a message that says what to do."""
# ruff: noqa: ANN401  a stand-in has whatever the CDK says it has

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final, TypeAlias

import pytest

from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.recording.recorder import record

# Without types: a type checker would refuse most of what follows.
aws: Final[Any] = import_module("renderers.cdk.aws")
cdk, cast, ec2, ecs, elasticache, iam, rds, s3 = (
    getattr(aws, name) for name in ("cdk", "cast", "ec2", "ecs", "elasticache", "iam", "rds", "s3")
)

Mistake: TypeAlias = Callable[[Any, Any], object]

_NOT_KNOWN: Final = "it is not known yet; decide on the specification instead"
_EGRESS: Final = "aws_ec2.CfnSecurityGroup(security_group_egress)"


def _raw(scope: Any, value: object) -> object:
    return cdk.CfnResource(scope, "Raw", type="A::B::C", properties={"a": value})


def _number(scope: Any) -> Any:
    return cdk.CfnParameter(scope, "Number", type="Number").value_as_number


class _Aspect:
    def visit(self, node: object) -> None:
        """Do nothing."""


PLANTED: Final[dict[str, tuple[Mistake, str]]] = {
    "a property misspelt": (
        lambda s, v: rds.DatabaseInstance(
            s,
            "A",
            engine=rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.VER_17_6),
            vpc=v,
            multi_azz=1,
        ),
        "aws_rds.DatabaseInstance: no argument 'multi_azz'; did you mean 'multi_az'?",
    ),
    "a member of an enum that is none": (
        lambda _s, _v: ec2.SubnetSelection(subnet_type=ec2.SubnetType.ISOLATED_PRIVATE),
        (
            "aws_ec2.SubnetType has no 'ISOLATED_PRIVATE'; choose from PRIVATE_ISOLATED, PRIVATE_WITH_EGRESS,"
            " PRIVATE_WITH_NAT, PUBLIC"
        ),
    ),
    "a required property missing": (
        lambda s, _v: elasticache.CfnReplicationGroup(s, "C", engine="valkey"),
        "aws_elasticache.CfnReplicationGroup: missing 'replication_group_description'",
    ),
    "text for a number": (
        lambda s, _v: ecs.FargateTaskDefinition(s, "T", cpu="512"),
        "aws_ecs.FargateTaskDefinition(cpu): '512' given, number wanted",
    ),
    "an attribute misspelt": (
        lambda s, v: cdk.CfnOutput(s, "O", value=v.vpc_identifier),
        "aws_ec2.Vpc has no 'vpc_identifier'; did you mean 'vpc_id'?",
    ),
    "a construct of another kind": (
        lambda s, _v: ecs.Cluster(s, "K", vpc=ecs.FargateTaskDefinition(s, "T")),
        "aws_ecs.Cluster(vpc): a value of type aws_ecs.FargateTaskDefinition given, aws_ec2.IVpc wanted",
    ),
    "a version that does not exist": (
        lambda _s, _v: rds.PostgresEngineVersion.VER_17_99,
        "aws_rds.PostgresEngineVersion has no 'VER_17_99'; did you mean 'VER_17_9'?",
    ),
    "a decision on a text": (
        lambda _s, v: v.vpc_id == "vpc-1",
        f"a text made by the CDK cannot be compared: {_NOT_KNOWN}",
    ),
    "a loop over a list": (
        lambda _s, v: [subnet.subnet_id for subnet in v.private_subnets],
        f"a value of type list of aws_ec2.ISubnet cannot be counted or looped over: {_NOT_KNOWN}",
    ),
    "a default child without its class": (
        lambda _s, v: v.node.default_child.add_property_override("X", 1),
        (
            "constructs.IConstruct has no 'add_property_override'; say of which class it is:"
            " cast(rds.CfnDBInstance, database.node.default_child)"
        ),
    ),
    "a callback": (
        lambda _s, _v: cdk.Lazy.string(lambda: "x"),
        "cdk.Lazy.string(producer): a function cannot be recorded: the program also runs where there is no Python",
    ),
    "a property that a nested struct does not have": (
        lambda s, _v: ecs.FargateTaskDefinition(s, "T", runtime_platform=ecs.RuntimePlatform(cpu="x")),
        "aws_ecs.RuntimePlatform: no property 'cpu'; choose from cpu_architecture, operating_system_family",
    ),
    "a property that a nested dictionary does not have": (
        lambda s, _v: ecs.FargateTaskDefinition(s, "T", runtime_platform={"cpu": "x"}),
        (
            "aws_ecs.FargateTaskDefinition(runtime_platform): no property 'cpu'; choose from cpu_architecture,"
            " operating_system_family"
        ),
    ),
    "properties by position": (
        lambda _s, v: v.add_flow_log("F", {"destinations": 1}),
        "aws_ec2.Vpc.add_flow_log: 2 positional arguments given, at most 1 wanted",
    ),
    "a struct by position": (
        lambda _s, _v: ec2.SubnetSelection(ec2.SubnetType.PUBLIC),
        "aws_ec2.SubnetSelection: takes keyword arguments only",
    ),
    "an argument misspelt": (
        lambda s, _v: cdk.Tags.of(s).add("a", val="b"),
        "cdk.Tags.add: no argument 'val'; did you mean 'value'?",
    ),
    "an argument missing": (
        lambda s, v: ec2.SecurityGroup(s, vpc=v),
        "aws_ec2.SecurityGroup: missing argument 'id'",
    ),
    "a class misspelt": (
        lambda s, _v: ec2.Vpcc(s, "V"),
        "the CDK has no aws_ec2.Vpcc; did you mean 'Vpc'?",
    ),
    "a class of the core misspelt": (
        lambda s, _v: cdk.CfnOutptu(s, "O"),
        "the CDK has no cdk.CfnOutptu; did you mean 'CfnOutput'?",
    ),
    "a static method of a class misspelt": (
        lambda s, _v: iam.Rol.from_role_arn(s, "R", "arn"),
        "the CDK has no aws_iam.Rol; did you mean 'Role'?",
    ),
    "a method of instances asked of the class": (
        lambda _s, _v: ec2.Vpc.select_subnets(),
        "aws_ec2.Vpc.select_subnets belongs to an instance, not to the class",
    ),
    "an assignment to a property of a resource": (
        lambda _s, v: setattr(cast(ec2.CfnVPC, v.node.default_child), "enable_dns_support", True),
        (
            "aws_ec2.CfnVPC.enable_dns_support: an assignment is not recorded; use add_property_override,"
            " or pass the property where the object is made"
        ),
    ),
    "an assignment to something else": (
        lambda _s, v: setattr(v, "vpc_id", "x"),
        (
            "aws_ec2.Vpc.vpc_id: an assignment is not recorded; use a method,"
            " or pass the property where the object is made"
        ),
    ),
    "an assignment to a class": (
        lambda _s, _v: setattr(ec2.Vpc, "x", 1),
        "aws_ec2.Vpc.x: an assignment is not recorded",
    ),
    "an abstract class called": (
        lambda _s, _v: ecs.Secret(),
        "aws_ecs.Secret: cannot be called; use a static method of it, or a class based on it",
    ),
    "an interface called": (
        lambda _s, _v: ec2.IVpc(),
        "aws_ec2.IVpc: cannot be called; make an object of a class that implements it",
    ),
    "an enum called": (
        lambda _s, _v: ec2.SubnetType("PUBLIC"),
        "aws_ec2.SubnetType: cannot be called; take a member of it",
    ),
    "an attribute called": (
        lambda _s, v: v.node(),
        "a value of type constructs.Node is no method: leave out the parentheses",
    ),
    "a method not called": (
        lambda s, v: ec2.SecurityGroup(s, "G", vpc=v.select_subnets),
        "aws_ec2.SecurityGroup(vpc): a function cannot be recorded: the program also runs where there is no Python",
    ),
    "a class instead of an object": (
        lambda s, _v: ec2.SecurityGroup(s, "G", vpc=ec2.Vpc),
        "aws_ec2.SecurityGroup(vpc): the class Vpc itself given, aws_ec2.IVpc wanted",
    ),
    "a class of the builder's own": (
        lambda _s, _v: type("Mine", (ec2.Vpc,), {}),
        "Mine: a subclass of aws_ec2.Vpc cannot be recorded; use a function",
    ),
    "an aspect": (
        lambda s, _v: cdk.Aspects.of(s).add(_Aspect()),
        "cdk.Aspects.add(aspect): a Python _Aspect given, cdk.IAspect wanted",
    ),
    "the class of an interface asked for": (
        lambda _s, v: isinstance(v, ec2.IVpc),
        "isinstance: aws_ec2.IVpc is an interface; ask for a class",
    ),
    "a cast to no class of the CDK": (
        lambda _s, v: cast(str, v.node.default_child),
        "cast: <class 'str'> is no class of the CDK",
    ),
    "a text in a condition": (
        lambda _s, v: v.vpc_id or "none",
        f"a text made by the CDK cannot be counted, searched or cut: {_NOT_KNOWN}",
    ),
    "a text searched": (
        lambda _s, v: "vpc" in v.vpc_id,
        f"a text made by the CDK cannot be counted, searched or cut: {_NOT_KNOWN}",
    ),
    "a text changed": (
        lambda _s, v: v.vpc_id.removeprefix("vpc-"),
        f"a text made by the CDK cannot be changed or examined: {_NOT_KNOWN}",
    ),
    "a text padded": (
        lambda _s, v: f"{v.vpc_id:>20}",
        f"a text made by the CDK cannot be formatted: {_NOT_KNOWN}",
    ),
    "a text with a value in capitals": (
        lambda s, v: cdk.CfnOutput(s, "O", value=f"id of {v.vpc_id}".upper()),
        "a text made by the CDK was cut apart or changed: it can only be put into others",
    ),
    "a text with a value cut short": (
        lambda s, v: cdk.CfnOutput(s, "O", value=f"id of {v.vpc_id}"[:-1]),
        "a text made by the CDK was cut apart or changed: it can only be put into others",
    ),
    "a number calculated with": (
        lambda s, _v: _number(s) + 1,
        f"a value of type number cannot be calculated with: {_NOT_KNOWN}",
    ),
    "a number compared": (
        lambda s, _v: _number(s) < 1,
        f"a value of type number cannot be compared: {_NOT_KNOWN}",
    ),
    "a number padded": (
        lambda s, _v: f"{_number(s):>5}",
        f"a value of type number cannot be formatted: {_NOT_KNOWN}",
    ),
    "a truth decided on": (
        lambda _s, v: cdk.Token.is_unresolved(v.vpc_id) and 1,
        f"a value of type boolean cannot be decided on: {_NOT_KNOWN}",
    ),
    "objects compared": (
        lambda _s, v: v == v.node,
        f"a value of type aws_ec2.Vpc cannot be compared: {_NOT_KNOWN}",
    ),
    "an object as text": (
        lambda _s, v: f"{v}",
        "a value of type aws_ec2.Vpc is no text; put an attribute of it into the text",
    ),
    "a slice of a list": (
        lambda _s, v: v.private_subnets[:2],
        "a value of type list of aws_ec2.ISubnet: [slice(None, 2, None)] is not recorded; take one item, such as [0]",
    ),
    "an item of no list": (
        lambda _s, v: v[0],
        "a value of type aws_ec2.Vpc has no items",
    ),
    "an item set": (
        lambda _s, v: v.private_subnets.__setitem__(0, v),
        f"a value of type list of aws_ec2.ISubnet cannot be changed: {_NOT_KNOWN}",
    ),
    "truth for a number": (
        lambda s, _v: ec2.Vpc(s, "W", max_azs=True),
        "aws_ec2.Vpc(max_azs): True given, number wanted",
    ),
    "a property that the struct in a union does not have": (
        lambda s, _v: ec2.CfnSecurityGroup(
            s, "G", group_description="x", security_group_egress=[{"ip_protocol": "-1", "cidr": "0.0.0.0/0"}]
        ),
        f"{_EGRESS}[0]: no property 'cidr'; did you mean 'cidr_ip'?",
    ),
    "nothing that a union allows": (
        lambda s, _v: ec2.CfnSecurityGroup(s, "G", group_description="x", security_group_egress="all"),
        (
            f"{_EGRESS}: 'all' given, cdk.IResolvable or list of cdk.IResolvable or"
            " aws_ec2.CfnSecurityGroup.EgressProperty wanted"
        ),
    ),
    "a tuple": (
        lambda s, _v: elasticache.CfnSubnetGroup(s, "S", description="x", subnet_ids=("a",)),
        "aws_elasticache.CfnSubnetGroup(subnet_ids): a tuple given; jsii takes lists only",
    ),
    "None in data": (
        lambda s, _v: _raw(s, {"b": None}),
        "cdk.CfnResource(properties)['a']['b']: None given; leave it out",
    ),
    "a Python object in data": (
        lambda s, _v: _raw(s, [object()]),
        "cdk.CfnResource(properties)['a'][0]: a Python object given, any wanted",
    ),
    "a key that is no text": (
        lambda s, _v: _raw(s, {1: 2}),
        "cdk.CfnResource(properties)['a']: the key 1 is no text",
    ),
    "a key that the CDK makes": (
        lambda s, v: _raw(s, {v.vpc_id: 2}),
        "cdk.CfnResource(properties)['a'], a key: a value made by the CDK is not known yet, and this text must be",
    ),
    "a key that is special in JavaScript": (
        lambda s, _v: _raw(s, {"__proto__": 2}),
        "cdk.CfnResource(properties)['a']: jsii does not pass the key '__proto__', which is special in JavaScript",
    ),
    "no number": (
        lambda s, _v: _raw(s, float("nan")),
        "cdk.CfnResource(properties)['a']: JavaScript has no number nan",
    ),
    "a number too large": (
        lambda s, _v: _raw(s, 2**53),
        "cdk.CfnResource(properties)['a']: JavaScript has no number 9007199254740992",
    ),
    "a date": (
        lambda _s, _v: s3.LifecycleRule(expiration_date=datetime(2026, 1, 1, tzinfo=UTC)),
        "aws_s3.LifecycleRule(expiration_date): a Python datetime given, date wanted",
    ),
    "a value in the title of a section": (
        lambda _s, v: aws.section("network", f"Network {v.vpc_id}"),
        "section: a value made by the CDK is not known yet, and this text must be",
    ),
    "a value in a note": (
        lambda _s, v: aws.note(v.vpc_id),
        "note: a value made by the CDK is not known yet, and this text must be",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_mistake_is_refused_with_what_to_do(name: str) -> None:
    """Every planted mistake has its message, and nothing of Python's own comes through."""
    mistake, message = PLANTED[name]
    with pytest.raises(RecordError) as refused:
        record(lambda scope: {"result": mistake(scope, ec2.Vpc(scope, "Vpc"))})
    assert str(refused.value) == message


def test_every_operation_on_a_text_is_refused_or_only_puts_it_into_others() -> None:
    """Python may gain a method of text, which must not silently cut a value apart."""
    harmless = {"join"}
    with_effect = {name for name in dir(str) if not name.startswith("_")} - harmless

    def build(scope: Any) -> None:
        text = ec2.Vpc(scope, "Vpc").vpc_id
        for name in with_effect:
            with pytest.raises(RecordError):
                getattr(text, name)()

    record(build)


def test_a_value_cannot_leave_its_recording() -> None:
    """What one stack made means nothing in another, as an object or inside a text."""
    kept: list[Any] = []

    def keep(scope: Any) -> None:
        vpc = ec2.Vpc(scope, "Vpc")
        kept.extend([vpc, f"id {vpc.vpc_id}"])

    record(keep)
    with pytest.raises(RecordError, match=r"a value of type aws_ec2\.Vpc is of another stack"):
        record(lambda scope: ec2.SecurityGroup(scope, "Group", vpc=kept[0]))
    with pytest.raises(RecordError, match="a text holds a value of another stack"):
        record(lambda scope: cdk.CfnOutput(scope, "Output", value=kept[1]))


def test_a_call_outside_a_recording_is_refused() -> None:
    """There is nobody to record it."""
    with pytest.raises(RecordError, match="no recording is in progress"):
        cdk.Duration.days(1)
    with pytest.raises(RecordError, match="no recording is in progress"):
        aws.note("lost")
