"""What rules over several kinds ask of a component: what it can do and which fields it has, never which kind it is."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, cast

from archspec.components.base import Acts, ComponentBase, HealthCheck, Location, Placement, Role

AnyOf = ComponentBase | type[ComponentBase]
"""A component, or the model of its kind, which knows as much of what every component of the kind can do."""

PUBLIC_ADDRESS: Final = "@public_address"
"""In a fault, the field that gives the component around it an address on the internet."""


def is_outside(component: AnyOf) -> bool:
    """Tell whether it is somebody or something outside AWS."""
    return Acts.OUTSIDE in component.facts.acts


def is_resolver(component: AnyOf) -> bool:
    """Tell whether it answers for the names of others."""
    return Acts.RESOLVES in component.facts.acts


def is_front(component: AnyOf) -> bool:
    """Tell whether it serves, to anybody, what it fetches from its origins."""
    return Acts.FRONTS in component.facts.acts


def is_data_store(component: AnyOf) -> bool:
    """Tell whether it keeps data inside the VPC."""
    return component.facts.holds_data and component.facts.location is Location.VPC


def is_service(component: AnyOf) -> bool:
    """Tell whether it runs the code of whoever wrote the spec inside the VPC."""
    return Acts.RUNS_CODE in component.facts.acts and component.facts.location is Location.VPC


def is_storage(component: AnyOf) -> bool:
    """Tell whether it keeps objects that AWS serves outside the VPC."""
    return component.facts.role is Role.STORAGE and component.facts.location is Location.REGION


def spans_zones(model: type[ComponentBase]) -> bool:
    """Tell whether components of a kind ask for more than one Availability Zone."""
    return model.least_zones is not ComponentBase.least_zones


CAPABILITIES: Final[Mapping[str, Callable[[type[ComponentBase]], bool]]] = MappingProxyType(
    {
        "outside": is_outside,
        "resolver": is_resolver,
        "front": is_front,
        "data_store": is_data_store,
        "service": is_service,
        "storage": is_storage,
        "zonal": spans_zones,
    }
)
"""The capabilities that a fault may name, which stand for every kind that has them."""


def is_called(model: type[ComponentBase], name: str) -> bool:
    """Tell whether a kind has a name, which is its own or that of a capability."""
    has = CAPABILITIES.get(name)
    return has(model) if has else model.model_fields["kind"].default == name


def has_field(model: type[ComponentBase], name: str) -> bool:
    """Tell whether components of a kind have a field; `@public_address` is the one that their facts name."""
    return model.facts.public_address is not None if name == PUBLIC_ADDRESS else name in model.model_fields


# Fields that several kinds have under one name and with one meaning; a kind without it has nothing to be judged by.
# They are looked for among the values: Pydantic takes ten times as long to say that an attribute is not there.


def placement_of(component: ComponentBase) -> Placement | None:
    """Return the subnet tier a component runs in, where a spec can choose it."""
    return cast("Placement | None", vars(component).get("placement"))


def port_of(component: ComponentBase) -> int | None:
    """Return the port a component listens on."""
    return cast("int | None", vars(component).get("port"))


def web_acl_of(component: ComponentBase) -> bool | None:
    """Tell whether a web firewall stands before a component, where there can be one."""
    return cast("bool | None", vars(component).get("web_acl"))


def hostnames_of(component: ComponentBase) -> tuple[str, ...]:
    """Return the host names that a component answers for."""
    return cast("tuple[str, ...]", vars(component).get("hostnames", ()))


def health_check_of(component: ComponentBase) -> HealthCheck | None:
    """Return the health check of a component's first host name."""
    found: object = vars(component).get("health_check")
    return found if isinstance(found, HealthCheck) else None
