"""Infrastructure flows: the closed list of network paths that open without an arrow in the spec."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from archspec.architecture.kind import connections_of
from archspec.bilingual import Text

if TYPE_CHECKING:
    from archspec.architecture.model import Architecture

AWS_APIS: Final = "aws-apis"
"""The target of a flow to the HTTPS endpoints of AWS services; no component has a hyphen in its id."""
HTTPS: Final = 443
"""The port of HTTPS (RFC 9110, section 4.2.2)."""


@dataclass(frozen=True, slots=True)
class FlowPurpose:
    """Why an infrastructure flow is open."""

    name: str
    summary: str
    """The reason as a plan gives it."""
    text: Text
    """What the source does, as pages say it."""
    label: Text
    """The words on the arrow of a picture."""
    function: Text | None
    """The name of the function that works for this purpose alone; None where the source is no such function."""

    def __str__(self) -> str:
        """Return the name alone."""
        return self.name


FUNCTION_APIS: Final = FlowPurpose(
    "function_apis",
    summary="the function reads its secret and reports its result",
    text=Text(en="reads its secret and reports its result", pt="lê o segredo e informa o resultado"),
    label=Text(en="secrets, logs", pt="segredos, logs"),
    function=None,
)
"""A function of the deployment calls AWS, whatever it works for."""


@dataclass(frozen=True, slots=True)
class InfrastructureFlow:
    """A path that the deployment itself needs, from one security group to one port."""

    source: str
    """A component's id, or the function that works for one, as in `database-extensions`."""
    target: str
    """A component's id, or `aws-apis`."""
    port: int
    purpose: FlowPurpose


def infrastructure_flows(architecture: "Architecture") -> tuple[InfrastructureFlow, ...]:
    """Return every path that opens without an arrow, in the spec's order."""
    return tuple(
        flow
        for name, component in architecture.components.items()
        for flow in connections_of(component).flows(name, component)
    )
