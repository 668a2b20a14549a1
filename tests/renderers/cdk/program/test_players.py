"""The same template three ways: a builder straight on aws_cdk, its program through jsii, and its program in Node."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from renderers.cdk.program.playing.jsii_player import PlayedStacks, play_on_jsii, prepare_jsii
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record
from tests.renderers.cdk.program.playing import play_in_node
from tests.renderers.cdk.program.programs import PROGRAMS

pytestmark = pytest.mark.slow

ASSETS: Final = {"handler": Path(__file__).with_name("assets") / "handler"}
FLAGS: Final = {
    "@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": True,
    "@aws-cdk/aws-iam:minimizePolicies": True,
    "@aws-cdk/aws-lambda:useCdkManagedLogGroup": True,
    "@aws-cdk/core:checkSecretUsage": True,
}
ROOT: Final = Path(__file__).parents[4]

Templates = Mapping[str, Any]


@pytest.fixture(scope="module")
def stacks() -> list[StackProgram]:
    """Return every builder as a program."""
    return [StackProgram(name, StackProps(region="eu-west-1"), record(build)) for name, build in PROGRAMS.items()]


@pytest.fixture(scope="module")
def in_node(stacks: list[StackProgram], tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Return the templates as Node makes them."""
    out = tmp_path_factory.mktemp("node")
    play_in_node(stacks, context=FLAGS, assets=ASSETS, outdir=out)
    return _templates(out)


@pytest.fixture(scope="module")
def directly(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Return the templates as aws_cdk makes them without a program."""
    out = tmp_path_factory.mktemp("direct")
    job = json.dumps({"context": FLAGS, "assets": {name: str(path) for name, path in ASSETS.items()}})
    command = [sys.executable, "-m", "tests.renderers.cdk.program.play_directly", str(out), job]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ)  # noqa: S603  this Python, our own module
    return _templates(out)


@pytest.fixture(scope="module")
def on_jsii(stacks: list[StackProgram], tmp_path_factory: pytest.TempPathFactory) -> tuple[PlayedStacks, Templates]:
    """Return the live stacks and the templates as jsii makes them."""
    prepare_jsii()
    import aws_cdk as cdk  # noqa: PLC0415  importing it starts Node
    from constructs import Construct  # noqa: PLC0415

    out = tmp_path_factory.mktemp("jsii")
    app = cdk.App(outdir=str(out), tree_metadata=False, analytics_reporting=False)
    played = play_on_jsii(Construct(app, "Architecture"), stacks, context=FLAGS, assets=ASSETS)
    app.synth()
    return played, _templates(out)


def _templates(out: Path) -> Templates:
    """Return the templates of an assembly by the id of their stack, without what jsii cannot know."""
    artifacts = json.loads((out / "manifest.json").read_bytes())["artifacts"]
    found = [artifact for artifact in artifacts.values() if artifact["type"] == "aws:cloudformation:stack"]
    return {
        artifact["displayName"].removeprefix("Architecture/"): json.loads(
            (out / artifact["properties"]["templateFile"]).read_bytes()
        )
        for artifact in found
    }


@pytest.mark.parametrize("name", PROGRAMS)
def test_node_makes_what_the_builder_makes_directly(name: str, in_node: Templates, directly: Templates) -> None:
    """Neither recording nor playing in Node changes a template."""
    assert in_node[name] == directly[name]


@pytest.mark.parametrize("name", PROGRAMS)
def test_jsii_makes_what_node_makes(name: str, in_node: Templates, on_jsii: tuple[PlayedStacks, Templates]) -> None:
    """Both players make the same template."""
    assert on_jsii[1][name] == in_node[name]
