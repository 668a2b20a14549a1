"""The stacks of an architecture as a construct, for people with a CDK app of their own."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from archspec.architecture import Architecture
from archspec.plan import plan
from renderers.cdk.program.jsii_player import play_on_jsii, prepare_jsii
from renderers.cdk.synth import assets, context, stack_programs

prepare_jsii()  # jsii starts Node when aws_cdk is imported.

import aws_cdk as cdk  # noqa: E402
from constructs import Construct  # noqa: E402


class ArchitectureStacks(Construct):
    """The stacks of an architecture under an `App` or a `Stage`, with the same resources as `archspec synth` gives.

    The feature flags the templates depend on are set on this construct, so the flags of the app do not reach it.
    """

    def __init__(
        self, scope: Construct, construct_id: str, architecture: Architecture, *, environment: str | None = None
    ) -> None:
        """Make the stacks of an architecture that already has the changes of its environment.

        Raises:
            PlanError: Something in the architecture cannot be deployed.

        """
        super().__init__(scope, construct_id)
        made = plan(architecture, environment)
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
