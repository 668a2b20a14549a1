"""The lock file beside a spec: what holds data and where services are, so that no synthesis moves either unnoticed."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from archspec.build.atomic import replace_file
from archspec.errors import UsageError
from archspec.loading import display_path
from archspec.loading.lock_file import (
    NO_ENVIRONMENT,
    Environments,
    LockedEnvironment,
    lock_beside,
    lock_text,
    read_lock,
    read_lock_text,
)

if TYPE_CHECKING:
    from archspec.architecture import Architecture
    from archspec.loading.lock_file import Resources
    from archspec.planning import Plan
    from renderers.cdk.stateful import Replacement


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock file holds."""

    path: Path
    environments: Environments

    @classmethod
    def beside(cls, spec: Path) -> Self:
        """Read the lock file of a spec, which has its name; where there is none, nothing is locked.

        Raises:
            SpecError: The file cannot be read, or is no lock.

        """
        path = lock_beside(spec)
        text = read_lock_text(path)
        return cls(path, {} if text is None else read_lock(text, display_path(path)))

    def plan(self, architecture: "Architecture", environment: str | None) -> "Plan":
        """Return the plan of an architecture for an environment, in which every service stays in its stack.

        Raises:
            PlanError: Something in it cannot be deployed.
            UsageError: Services have to move, and the lock does not say which of them are there.

        """
        from archspec.planning.locked import locked_plan

        return locked_plan(architecture, environment, self.environments, display_path(self.path))

    def records(self, plan: "Plan") -> bool:
        """Tell whether the environment of a plan was synthesized before, with its components where they are now."""
        known = self.environments.get(plan.environment or NO_ENVIRONMENT)
        return known is not None and known.components == plan.placement

    def lost(self, environment: str | None, after: "Resources") -> "list[Replacement]":
        """Return what deploying these resources would delete or replace."""
        from renderers.cdk.stateful import replacements

        known = self.environments.get(environment or NO_ENVIRONMENT)
        return list(replacements(known.resources, after)) if known else []

    def require_kept(self, environment: str | None, after: "Resources", accepted: Collection[str]) -> None:
        """Make sure that deploying these resources loses nothing but what is accepted by name.

        Raises:
            UsageError: It would delete or replace something, or would not touch something that is accepted.

        """
        lost = self.lost(environment, after)
        if unknown := [name for name in accepted if name not in {loss.name for loss in lost}]:
            raise UsageError(
                f"--accept-replacement {unknown[0]}: this change does not replace it; leave the option out"
            )
        refused = [loss for loss in lost if loss.name not in accepted]
        if refused:
            lines = "\n".join(f"  {loss}" for loss in refused)
            options = " ".join(f"--accept-replacement {loss.name}" for loss in refused)
            raise UsageError(
                f"deploying this would delete or replace what holds data:\n{lines}\n"
                "A renamed component keeps its resources with renamed_from: OLD_ID; a change of settings can be undone"
                f" in the spec.\nTo lose them on purpose: {options}"
            )

    def record(self, plan: "Plan", resources: "Resources") -> bool:
        """Write down the resources of a plan and where its components are, and tell whether that changed the file.

        Raises:
            SpecError: The file cannot be read.
            UsageError: The file cannot be written.

        """
        now = LockedEnvironment(resources, plan.placement)
        text = lock_text({**self.environments, plan.environment or NO_ENVIRONMENT: now})
        if read_lock_text(self.path) == text:
            return False
        replace_file(self.path, text.encode())
        return True
