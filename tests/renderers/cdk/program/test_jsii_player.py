"""Playing in process: live constructs, and what is said when there can be none."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import pytest

from renderers.cdk.aws import Construct, asset, cdk, ec2, lambda_, s3, section
from renderers.cdk.program.errors import SynthError
from renderers.cdk.program.playing.jsii_player import PlayedStacks, play_on_jsii, prepare_jsii
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record

if TYPE_CHECKING:
    from aws_cdk.assertions import Template

pytestmark = pytest.mark.slow

_PROPS: Final = StackProps(
    stack_name="shop-Main", description="The shop", region="eu-west-1", termination_protection=True, tags={"a": "b"}
)


@pytest.fixture(autouse=True)
def _prepared() -> None:
    """Settle which Node runs before a test imports aws_cdk."""
    prepare_jsii()


def _play(
    build: Callable[[Construct], Mapping[str, object] | None], context: Mapping[str, object] | None = None
) -> PlayedStacks:
    import aws_cdk  # noqa: PLC0415  importing it starts Node
    import constructs  # noqa: PLC0415

    parent = constructs.Construct(aws_cdk.App(), "Mine")
    return play_on_jsii(parent, [StackProgram("Main", _PROPS, record(build))], context=context or {}, assets={})


def _template(played: PlayedStacks) -> "Template":
    from aws_cdk.assertions import Template  # noqa: PLC0415  importing it starts Node

    return Template.from_stack(played.stacks["Main"])


def test_handles_are_the_constructs_themselves() -> None:
    """Whoever has the stacks can go on with what is in them."""
    import aws_cdk  # noqa: PLC0415  importing it starts Node
    from aws_cdk import aws_ec2, aws_s3  # noqa: PLC0415

    def build(scope: Construct) -> dict[str, object]:
        vpc = ec2.Vpc(scope, "Vpc", max_azs=1)
        return {"network": vpc, "subnet": vpc.public_subnets[0], "files": s3.Bucket(scope, "Files")}

    played = _play(build)
    handles = played.handles["Main"]
    assert isinstance(handles["network"], aws_ec2.Vpc)
    assert handles["subnet"].node.path == "Mine/Main/Vpc/PublicSubnet1"
    assert isinstance(handles["files"], aws_s3.Bucket)
    handles["files"].add_lifecycle_rule(prefix="later", expiration=aws_cdk.Duration.days(1))
    rules = [{"Prefix": "later", "ExpirationInDays": 1, "Status": "Enabled"}]
    expected = {"LifecycleConfiguration": {"Rules": rules}}
    _template(played).has_resource_properties("AWS::S3::Bucket", expected)


def test_a_stack_has_its_properties_and_the_flags_above_it() -> None:
    """The flags are set on the construct that holds the stacks, so those of an app do not matter."""

    def build(scope: Construct) -> None:
        ec2.Vpc(scope, "Vpc", max_azs=1)

    played = _play(build, {"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": True})
    stack = played.stacks["Main"]
    assert (stack.stack_name, stack.region, stack.termination_protection) == ("shop-Main", "eu-west-1", True)
    template = _template(played)
    template.resource_count_is("Custom::VpcRestrictDefaultSG", 1)
    assert template.to_json()["Description"] == "The shop"
    _template(_play(build)).resource_count_is("Custom::VpcRestrictDefaultSG", 0)


def test_a_refusal_reads_as_it_does_in_node() -> None:
    """The CDK's message, and the component."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        ec2.Vpc(scope, "Vpc", max_azs=2, availability_zones=["eu-west-1a"])

    with pytest.raises(SynthError) as refused:
        _play(build)
    message = "the CDK refuses network (The network): Vpc supports 'availabilityZones' or 'maxAzs', but not both."
    assert str(refused.value) == message


def test_a_value_that_the_cdk_left_out_is_named() -> None:
    """As in Node."""

    def build(scope: Construct) -> None:
        policy = s3.Bucket.from_bucket_name(scope, "Imported", "name").policy
        assert policy is not None
        cdk.CfnOutput(scope, "Output", value=policy.node.path)

    with pytest.raises(SynthError, match="there is nothing to take 'node' of"):
        _play(build)


def test_an_item_that_is_not_there_is_named() -> None:
    """A list of the CDK's has as many items as it turns out to have."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        vpc = ec2.Vpc(scope, "Vpc", max_azs=1)
        cdk.CfnOutput(scope, "Output", value=vpc.public_subnets[7].subnet_id)

    with pytest.raises(SynthError, match=r"refuses network \(The network\): there is no item '7'"):
        _play(build)


def test_an_asset_that_nobody_placed_is_named() -> None:
    """As in Node."""

    def build(_scope: Construct) -> None:
        section("db", "PostgreSQL")
        lambda_.Code.from_asset(asset("postgis"))

    with pytest.raises(SynthError, match=r"refuses db \(PostgreSQL\): nobody says where the asset 'postgis' is"):
        _play(build)


def test_an_error_that_is_not_the_cdks_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault of ours, and its traceback is wanted."""

    def fail(_name: str) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("renderers.cdk.program.playing.jsii_player._class", fail)
    with pytest.raises(RuntimeError, match="ours"):
        _play(lambda scope: {"vpc": ec2.Vpc(scope, "Vpc")})
