"""Logical ids: the names components have in CloudFormation."""

from archspec.components.base import ComponentBase


def logical_id(component_id: str) -> str:
    """Return a component id in PascalCase, since CloudFormation takes letters and digits only."""
    return "".join(part[:1].upper() + part[1:] for part in component_id.split("_"))


def deployed_id(component_id: str, component: ComponentBase) -> str:
    """Return what the logical ids of a component begin with: its id, or the one it was first deployed under."""
    return logical_id(component.renamed_from or component_id)
