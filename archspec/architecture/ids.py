"""Logical ids: the names components have in CloudFormation."""


def logical_id(component_id: str) -> str:
    """Return a component id in PascalCase, since CloudFormation takes letters and digits only."""
    return "".join(part[:1].upper() + part[1:] for part in component_id.split("_"))
