"""Infrastructure flows: the closed list of network paths that open without an arrow in the spec."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from archspec.components import FargateService, RdsInstance

if TYPE_CHECKING:
    from archspec.architecture.model import Architecture

AWS_APIS: Final = "aws-apis"
"""The target of a flow to the HTTPS endpoints of AWS services; no component has a hyphen in its id."""
HTTPS: Final = 443
"""The port of HTTPS (RFC 9110, section 4.2.2)."""


class FlowPurpose(StrEnum):
    """Why an infrastructure flow is open."""

    SERVICE_APIS = "service_apis"
    """A service pulls its image, writes its logs and reads its secrets."""
    CREATE_EXTENSIONS = "create_extensions"
    """A function creates the extensions of a database at deployment."""
    ROTATE_SECRET = "rotate_secret"  # noqa: S105  no password
    """A function changes the master password of a database."""
    FUNCTION_APIS = "function_apis"
    """A function of the deployment reads its secret and reports its result."""


@dataclass(frozen=True, slots=True)
class InfrastructureFlow:
    """A path that the deployment itself needs, from one security group to one port."""

    source: str
    """A component's id, or the function that works for one, as in `database-extensions`."""
    target: str
    """A component's id, or `aws-apis`."""
    port: int
    purpose: FlowPurpose


def extensions_function(component_id: str) -> str:
    """Return the name of the function that creates the extensions of a database."""
    return f"{component_id}-extensions"


def rotation_function(component_id: str) -> str:
    """Return the name of the function that rotates the master password of a database."""
    return f"{component_id}-rotation"


def infrastructure_flows(architecture: "Architecture") -> tuple[InfrastructureFlow, ...]:
    """Return every path that opens without an arrow, in the spec's order."""
    return tuple(_flows(architecture))


def _flows(architecture: "Architecture") -> Iterator[InfrastructureFlow]:
    for component_id, component in architecture.components.items():
        if isinstance(component, FargateService):
            yield InfrastructureFlow(component_id, AWS_APIS, HTTPS, FlowPurpose.SERVICE_APIS)
        elif isinstance(component, RdsInstance):
            yield from _database_flows(component_id, component)


def _database_flows(component_id: str, database: RdsInstance) -> Iterator[InfrastructureFlow]:
    functions = []
    if database.extensions:
        functions.append((extensions_function(component_id), FlowPurpose.CREATE_EXTENSIONS))
    if database.master_credentials == "rotated_secret":
        functions.append((rotation_function(component_id), FlowPurpose.ROTATE_SECRET))
    for function, purpose in functions:
        yield InfrastructureFlow(function, component_id, database.port, purpose)
        yield InfrastructureFlow(function, AWS_APIS, HTTPS, FlowPurpose.FUNCTION_APIS)
