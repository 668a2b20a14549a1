"""The stacks of an architecture as a construct, for people with a CDK app of their own."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from archspec.architecture import Architecture
from archspec.loading import display_path
from archspec.loading.lock_file import read_lock, read_lock_text
from archspec.planning import Plan
from archspec.planning.locked import locked_plan
from renderers.cdk.program.playing.jsii_player import play_on_jsii, prepare_jsii
from renderers.cdk.synth import assets, context, stack_programs

prepare_jsii()  # jsii starts Node when aws_cdk is imported.

import aws_cdk as cdk  # noqa: E402
from constructs import Construct  # noqa: E402


class ArchitectureStacks(Construct):
    """The stacks of an architecture under an `App` or a `Stage`, with the same resources as `archspec synth` gives.

    The feature flags the templates depend on are set on this construct, so the flags of the app do not reach it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        architecture: Architecture,
        *,
        environment: str | None = None,
        lock: str | Path | None = None,
    ) -> None:
        """Make the stacks of an architecture that already has the changes of its environment.

        `lock` is the lock file that `archspec synth` writes beside a spec. Services that it knows stay in their stacks,
        which matters once there are too many for one.

        Raises:
            PlanError: Something in the architecture cannot be deployed.
            SpecError: The lock file cannot be read, or is no lock.
            UsageError: Services have to move, and the lock file does not say where they are.

        """
        super().__init__(scope, construct_id)
        made = _plan(architecture, environment, lock)
        # The CDK copies an asset when its construct is made.
        with tempfile.TemporaryDirectory(prefix="archspec-") as folder:
            files = assets(made, Path(folder))
            played = play_on_jsii(self, stack_programs(made), context=context(), assets=files)
        self._stacks = MappingProxyType(dict(played.stacks))
        self._components = MappingProxyType(
            {name: part for parts in played.handles.values() for name, part in parts.items()}
        )

    @property
    def stacks(self) -> Mapping[str, cdk.Stack]:
        """The stacks by id: `Zone`, `Registry`, `Edge`, `Main`, as far as the architecture has them."""
        return self._stacks

    @property
    def components(self) -> Mapping[str, object]:
        """The main construct of each component by its id; where two stacks know one, the stack that creates it wins."""
        return self._components


def _plan(architecture: Architecture, environment: str | None, lock: str | Path | None) -> Plan:
    path = None if lock is None else Path(lock)
    file = "" if path is None else display_path(path)
    text = None if path is None else read_lock_text(path)
    return locked_plan(architecture, environment, {} if text is None else read_lock(text, file), file)
