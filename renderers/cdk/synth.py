"""Synthesis: from a plan to the files of a cloud assembly, through the programs of its stacks."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from archspec.components.base import facts_file
from archspec.errors import RenderError, UsageError
from archspec.planning import Plan
from archspec.planning.quotas import aws_quotas
from archspec.planning.stacks import Stack
from renderers.cdk.builder import builders_of
from renderers.cdk.program.errors import SynthError
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.program.playing.scratch import scratch_folder
from renderers.cdk.program.programs import StackProgram, StackProps
from renderers.cdk.program.recording.recorder import record
from renderers.cdk.stacks import build_stack

_NO_ROOM: Final = "ENOSPC"
"""What Node calls a disk that is full, without its name."""

_SETTINGS: Final = {
    # Both would write where the program was run into the template.
    "aws:cdk:enable-path-metadata": False,
    "aws:cdk:enable-asset-metadata": False,
}


@dataclass(frozen=True, slots=True)
class Assembly:
    """A cloud assembly, as `cdk deploy --app` takes it."""

    files: Mapping[str, bytes]
    """Every file by its path below the folder."""

    def templates(self, plan: Plan) -> dict[str, Any]:
        """Return the template of each stack by the stack's id, and of each stack inside Main as in `Main/Services1`."""
        artifacts = json.loads(self.files["manifest.json"])["artifacts"]
        files = {
            artifact["properties"]["stackName"]: artifact["properties"]["templateFile"]
            for artifact in artifacts.values()
            if artifact["type"] == "aws:cloudformation:stack"
        }
        found: dict[str, Any] = {}
        for stack in plan.stacks:
            found[stack.id] = json.loads(self.files[files[stack.name]])
            for nested, file in _nested_files(found[stack.id]):
                found[f"{stack.id}/{nested}"] = json.loads(self.files[file])
        return found


def _nested_files(template: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the id and the file of each stack inside one."""
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::CloudFormation::Stack":
            # The CDK's id is the construct's, NestedStack, it again, NestedStackResource and a hash.
            yield name.partition("NestedStack")[0], resource["Metadata"]["aws:asset:path"]


def context() -> dict[str, object]:
    """Return the frozen feature flags and settings, which templates depend on."""
    return {**facts_file("feature_flags", "renderers.cdk")["flags"], **_SETTINGS}


def stack_programs(plan: Plan) -> tuple[StackProgram, ...]:
    """Return the program of each stack, in the order they are deployed."""
    return tuple(
        StackProgram(stack.id, _props(plan, stack), record(partial(build_stack, plan=plan, stack=stack)))
        for stack in plan.stacks
    )


def _props(plan: Plan, stack: Stack) -> StackProps:
    return StackProps(
        stack_name=stack.name,
        description=f"{plan.architecture.title} ({stack.id})",
        account=stack.account,
        region=stack.region,
        termination_protection=stack.termination_protection,
        tags=plan.tags,
        # Every value for a nested stack is in this template, which would otherwise be half blanks.
        compact=stack.id == "Main" and bool(plan.nested_stacks),
    )


def assets(plan: Plan, folder: Path) -> dict[str, Path]:
    """Make each deployment asset that the plan needs below a folder, and return where it is."""
    builders = builders_of(plan.architecture.components.values())
    return {name: path for builder in builders for name, path in builder.assets(plan, folder).items()}


def synthesize(plan: Plan, player: NodePlayer) -> Assembly:
    """Return the cloud assembly of a plan, played in plain Node.

    Raises:
        UsageError: The `cdk` extra is not installed, Node does not start, or there is no room for what it writes.
        RenderError: The CDK refuses something, or its validator finds an error where the player has it look.

    """
    # Node loads the CDK while the programs are recorded.
    player.start()
    with scratch_folder() as folder:
        out = Path(folder) / "cdk.out"
        try:
            player.play(stack_programs(plan), context=context(), assets=assets(plan, Path(folder)), outdir=out)
        except SynthError as error:
            if _NO_ROOM not in str(error):
                raise
            place = Path(folder).parent
            raise UsageError(f"{place}: there is no room left; set TMPDIR to a folder with more") from None
        files = {
            path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
        }
    assembly = Assembly(files)
    _require_size(plan, assembly)
    return assembly


def _require_size(plan: Plan, assembly: Assembly) -> None:
    most = aws_quotas().template_bytes
    for name, content in assembly.files.items():
        if name.endswith(".template.json") and len(content) > most:
            raise RenderError(
                f"{name}: has {len(content):,} bytes, and CloudFormation takes {most:,}; give services fewer settings,"
                f" or divide {plan.architecture.name!r} into several specs"
            )
