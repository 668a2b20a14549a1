"""What a recording keeps of a builder's calls."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.cdk.aws import Construct, asset, cast, cdk, ec2, ecs, note, s3, section
from renderers.cdk.program.playing.json_form import stack_json
from renderers.cdk.program.programs import (
    Argument,
    Array,
    Asset,
    Attribute,
    Call,
    Cast,
    Constant,
    Expression,
    Field,
    JoinedText,
    Let,
    Map,
    Member,
    New,
    Note,
    Program,
    Reference,
    SectionStart,
    StackProgram,
    StackProps,
    Struct,
    Subscript,
)
from renderers.cdk.program.recording.recorder import record

_SCOPE: Final = Argument("scope", Reference(0))
_VPC: Final = Let(1, New("aws_ec2.Vpc", (_SCOPE, Argument("id", Constant("Vpc"))), ()))


def _output(name: str, value: Expression) -> New:
    return New("CfnOutput", (_SCOPE, Argument("id", Constant(name))), (Field("value", "value", value),))


def test_a_call_is_a_statement_with_both_spellings() -> None:
    """Names are those of Python and of JavaScript, whatever rule connects them."""

    def build(scope: Construct) -> None:
        ecs.FargateTaskDefinition(scope, "Task", memory_limit_mib=512)

    program = record(build)
    memory = Field("memory_limit_mib", "memoryLimitMiB", Constant(512))
    task = New("aws_ecs.FargateTaskDefinition", (_SCOPE, Argument("id", Constant("Task"))), (memory,))
    assert program.statements == (Let(1, task),)
    assert [given.type for given in program.inputs] == ["Stack"]


def test_statements_are_in_the_order_of_the_calls() -> None:
    """Sections and notes stand where the builder put them."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        vpc = ec2.Vpc(scope, "Vpc")
        note("Nothing leaves it.")
        vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)

    service = Member("aws_ec2.GatewayVpcEndpointAwsService", "S3", "S3")
    call = Call(
        Reference(1),
        "add_gateway_endpoint",
        "addGatewayEndpoint",
        (Argument("id", Constant("S3")),),
        (Field("service", "service", service),),
        maybe=False,
    )
    assert record(build).statements == (
        SectionStart("network", "The network"),
        _VPC,
        Note("Nothing leaves it."),
        Let(2, call),
    )


def test_keys_that_are_data_are_kept_apart_from_properties() -> None:
    """The declared type decides, not how the Python value looks."""

    def build(scope: Construct) -> None:
        task = ecs.FargateTaskDefinition(
            scope, "Task", runtime_platform={"cpu_architecture": ecs.CpuArchitecture.ARM64}
        )
        image = ecs.ContainerImage.from_registry("nginx")
        task.add_container("main", image=image, environment={"cpu_architecture": "x"})

    made, _image, added = record(build).statements
    assert isinstance(made, Let)
    assert isinstance(made.expression, New)
    assert made.expression.properties is not None
    arm = Member("aws_ecs.CpuArchitecture", "ARM64", "ARM64")
    platform = Struct("aws_ecs.RuntimePlatform", (Field("cpu_architecture", "cpuArchitecture", arm),))
    assert made.expression.properties[0].value == platform
    assert isinstance(added, Let)
    assert isinstance(added.expression, Call)
    assert added.expression.properties is not None
    assert added.expression.properties[1].value == Map((("cpu_architecture", Constant("x")),))


def test_a_dictionary_deep_inside_is_the_struct_that_the_cdk_declares() -> None:
    """The union in which a struct stands says which one is meant; jsii would pass on keys that nobody knows."""

    def build(scope: Construct) -> None:
        rule = {"ip_protocol": "tcp", "cidr_ip": "10.0.0.0/8", "from_port": 443}
        ec2.CfnSecurityGroup(scope, "Group", group_description="x", security_group_egress=[rule])

    (made,) = record(build).statements
    assert isinstance(made, Let)
    assert isinstance(made.expression, New)
    fields = (
        Field("ip_protocol", "ipProtocol", Constant("tcp")),
        Field("cidr_ip", "cidrIp", Constant("10.0.0.0/8")),
        Field("from_port", "fromPort", Constant(443)),
    )
    rules = Array((Struct("aws_ec2.CfnSecurityGroup.EgressProperty", fields),))
    assert made.expression.properties is not None
    assert made.expression.properties[1] == Field("security_group_egress", "securityGroupEgress", rules)


def test_a_text_attribute_is_an_expression_and_an_object_a_statement() -> None:
    """The CDK makes some objects when they are first asked for, so their place matters."""

    def build(scope: Construct) -> None:
        vpc = ec2.Vpc(scope, "Vpc")
        vpc.node.add_metadata("id", f"<{vpc.vpc_id}>")

    text = JoinedText(("<", Attribute(Reference(1), "vpc_id", "vpcId", maybe=False), ">"))
    arguments = (Argument("type", Constant("id")), Argument("data", text))
    assert record(build).statements == (
        _VPC,
        Let(2, Attribute(Reference(1), "node", "node", maybe=False)),
        Let(3, Call(Reference(2), "add_metadata", "addMetadata", arguments, (), maybe=False)),
    )


def test_what_the_cdk_may_leave_out_is_marked() -> None:
    """A printed program has to assert that it is there."""

    def build(scope: Construct) -> None:
        vpc = ec2.Vpc(scope, "Vpc")
        cast(ec2.CfnVPC, vpc.node.default_child).add_property_override("Tags", ["x"])

    _vpc, _node, child, narrowed, _override = record(build).statements
    assert child == Let(3, Attribute(Reference(2), "default_child", "defaultChild", maybe=True))
    assert narrowed == Let(4, Cast(Reference(3), "aws_ec2.CfnVPC"))


def test_items_assets_and_static_texts_are_expressions() -> None:
    """None of them does anything when it is evaluated."""

    def build(scope: Construct) -> None:
        vpc = ec2.Vpc(scope, "Vpc")
        cdk.CfnOutput(scope, "Last", value=vpc.private_subnets[-1].subnet_id)
        cdk.CfnOutput(scope, "Account", value=cdk.Aws.ACCOUNT_ID)
        cdk.CfnOutput(scope, "Asset", value=asset("handler"))

    subnets = Attribute(Reference(1), "private_subnets", "privateSubnets", maybe=False)
    last = Attribute(Subscript(subnets, -1), "subnet_id", "subnetId", maybe=False)
    assert record(build).statements == (
        _VPC,
        Let(2, _output("Last", last)),
        Let(3, _output("Account", Member("Aws", "ACCOUNT_ID", "ACCOUNT_ID"))),
        Let(4, _output("Asset", Asset("handler"))),
    )


def test_a_number_in_a_text_becomes_a_token() -> None:
    """JavaScript would print the number that stands for it."""

    def build(scope: Construct) -> None:
        number = cdk.CfnParameter(scope, "Port", type="Number").value_as_number
        cdk.CfnOutput(scope, "Output", value=f":{number}")

    _parameter, token, output = record(build).statements
    number = Attribute(Reference(1), "value_as_number", "valueAsNumber", maybe=False)
    assert token == Let(2, Call("Token", "as_string", "asString", (Argument("value", number),), None, maybe=False))
    assert output == Let(3, _output("Output", JoinedText((":", Reference(2)))))


def test_an_argument_may_have_any_name() -> None:
    """The recorder's own parameters do not get in the way."""

    def build(_scope: Construct) -> None:
        ec2.InitFile.symlink("/link", target="/file")

    arguments = (Argument("file_name", Constant("/link")), Argument("target", Constant("/file")))
    symlink = Call("aws_ec2.InitFile", "symlink", "symlink", arguments, (), maybe=False)
    assert record(build).statements == (Let(1, symlink),)


def test_members_of_enums_can_be_compared() -> None:
    """They are known, so a builder may decide on them."""
    one, other = ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_ISOLATED
    assert one == ec2.SubnetType.PUBLIC
    assert one != other
    assert {one: 1}[ec2.SubnetType.PUBLIC] == 1
    assert one is not None


def test_classes_can_be_named_in_annotations() -> None:
    """Python evaluates some annotations, so a stand-in has to be a class."""

    def build(vpc: ec2.Vpc | None, subnets: list[ec2.ISubnet]) -> type[ec2.Vpc]:
        del vpc, subnets
        return ec2.Vpc

    assert build.__annotations__["subnets"] == list[ec2.ISubnet]
    assert repr(ec2.Vpc) == "aws_ec2.Vpc"


def test_handles_are_kept_by_name() -> None:
    """A player gives them back as live constructs."""

    def build(scope: Construct) -> dict[str, object]:
        vpc = ec2.Vpc(scope, "Vpc")
        return {"network": vpc, "first": vpc.private_subnets[0]}

    handles = record(build).handles
    assert handles["network"] == Reference(1)
    assert isinstance(handles["first"], Subscript)


def test_recording_twice_gives_equal_programs() -> None:
    """The number that marks texts is another in each recording, and not in the program."""

    def build(scope: Construct) -> None:
        bucket = s3.Bucket(scope, "Bucket")
        cdk.CfnOutput(scope, "Name", value=f"{bucket.bucket_name}-{bucket.bucket_arn}")

    assert record(build) == record(build)


_SCALARS: Final = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
_DATA: Final = st.recursive(
    _SCALARS.filter(lambda value: value is not None),
    lambda inner: st.lists(inner) | st.dictionaries(st.text().filter(lambda key: key != "__proto__"), inner),
)


@given(_DATA)
def test_data_comes_back_as_it_was(data: object) -> None:
    """Whatever is in a property without a declared shape, the player gets just that."""

    def build(scope: Construct) -> None:
        cdk.CfnResource(scope, "Raw", type="A::B::C", properties={"Data": data})

    properties = _statements(record(build))[0][2][3][1]
    assert properties[0] == "properties"
    assert _evaluated(properties[1], {}) == {"Data": data}


@given(st.lists(st.text() | st.sampled_from([0, 1, 2])))
def test_texts_with_values_come_back_as_they_were(parts: list[str | int]) -> None:
    """Values in a text are found again, whatever stands around them."""

    def build(scope: Construct) -> None:
        buckets = [s3.Bucket(scope, f"Bucket{index}") for index in range(3)]
        text = "".join(part if isinstance(part, str) else buckets[part].bucket_name for part in parts)
        cdk.CfnOutput(scope, "Output", value=text)

    names = {index + 1: {"bucketName": f"<{index}>"} for index in range(3)}
    *_buckets, output = _statements(record(build))
    expected = "".join(part if isinstance(part, str) else f"<{part}>" for part in parts)
    assert _evaluated(output[2][3][0][1], names) == expected


def _statements(program: Program) -> Any:  # noqa: ANN401  JSON
    """Return the statements as the JavaScript player reads them."""
    return json.loads(json.dumps(stack_json(StackProgram("Main", StackProps(), program))))["statements"]


def _evaluated(node: Any, results: dict[int, Any]) -> Any:  # noqa: ANN401  JSON
    """Evaluate the nodes that data and texts are made of."""
    match node:
        case ["array", items]:
            return [_evaluated(item, results) for item in items]
        case ["map", items]:
            return {key: _evaluated(item, results) for key, item in items}
        case ["text", parts]:
            return "".join(_evaluated(part, results) for part in parts)
        case ["attribute", ["reference", variable], name]:
            return results[variable][name]
        case _:
            return node


@pytest.mark.slow
def test_importing_the_modules_starts_nothing() -> None:
    """Neither the CDK nor jsii is imported by a builder, nor by recording it."""
    code = """
import sys
from renderers.cdk.aws import ec2
from renderers.cdk.program.playing.jsii_player import play_on_jsii
from tests.renderers.cdk.program.playing import play_in_node
from renderers.cdk.program.recording.recorder import record
record(lambda scope: {"vpc": ec2.Vpc(scope, "Vpc")})
print(sorted({"aws_cdk", "constructs", "jsii"} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  this Python
    assert run.stdout == "[]\n"
