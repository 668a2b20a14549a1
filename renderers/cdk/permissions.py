"""Statements of policies: what the plan grants, on what the builder of the target says its actions are on."""

from collections.abc import Iterable

from renderers.cdk.aws import iam
from renderers.cdk.built import ANY_ACTION, Built


def statements(actions: Iterable[str], target: Built) -> list[iam.PolicyStatement]:
    """Return what allows actions on a component: a statement for each part of it that some of them are on."""
    by_part: dict[str, list[str]] = {}
    for action in actions:
        by_part.setdefault(action if action in target.arns else ANY_ACTION, []).append(action)
    conditions = {operator: dict(values) for operator, values in target.conditions.items()}
    return [
        iam.PolicyStatement(actions=on_part, resources=list(target.arns[part]), conditions=conditions or None)
        for part, on_part in by_part.items()
    ]
