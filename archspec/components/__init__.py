"""What every kind of component has, and the way to each kind by its name."""

from typing import Annotated, TypeAlias

from archspec.components.base import Acts, ComponentBase, Facts, HealthCheck, Location, Placement, Role, Shape
from archspec.components.certificate import Certificate, ExistingCertificate
from archspec.components.component import OfItsKind
from archspec.components.kind import Kind, kind_of
from archspec.components.registry import (
    KIND_NAMES,
    all_kinds,
    facet_of,
    installed_kinds,
    is_kind,
    kind_named,
    known_names,
)

Component: TypeAlias = Annotated[ComponentBase, OfItsKind()]

__all__ = [
    "KIND_NAMES",
    "Acts",
    "Certificate",
    "Component",
    "ComponentBase",
    "ExistingCertificate",
    "Facts",
    "HealthCheck",
    "Kind",
    "Location",
    "Placement",
    "Role",
    "Shape",
    "all_kinds",
    "facet_of",
    "installed_kinds",
    "is_kind",
    "kind_named",
    "kind_of",
    "known_names",
]
