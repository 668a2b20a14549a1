"""Plans in which every service stays where a lock file says it is."""

from typing import TYPE_CHECKING

from archspec.errors import UsageError
from archspec.loading.lock_file import NO_ENVIRONMENT, Environments
from archspec.planning.plan import Plan, plan

if TYPE_CHECKING:
    from archspec.architecture import Architecture


def locked_plan(architecture: "Architecture", environment: str | None, lock: Environments, file: str) -> Plan:
    """Return the plan of an architecture for an environment that a lock file may know.

    Raises:
        PlanError: Something in it cannot be deployed.
        UsageError: Services have to move, and the lock does not say which of them are there.

    """
    known = lock.get(environment or NO_ENVIRONMENT)
    made = plan(architecture, environment, recorded=known.components if known else None)
    if made.nested_stacks and known is not None and known.components is None:
        raise UsageError(
            f"{file}: is of version 1, which does not say where services are, and they no longer fit into one stack;"
            " synthesize the spec once as it was last deployed, then go on with this change"
        )
    return made
