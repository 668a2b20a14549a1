"""Quotas of AWS that a plan must stay within, since nobody gets them raised."""

from dataclasses import dataclass
from functools import cache

from archspec.components.base import facts_file


@dataclass(frozen=True, slots=True)
class Quotas:
    """What AWS takes at most; the sources are in `data/quotas.json`."""

    resources: int
    """Resources in a template."""
    parameters: int
    """Parameters of a template."""
    outputs: int
    """Outputs of a template."""
    template_bytes: int
    """The length of a template that CloudFormation reads from a bucket."""
    operation_resources: int
    """Resources that one operation on a stack with nested stacks creates, updates or deletes."""
    target_groups: int
    """Target groups of an Application Load Balancer."""
    task_definition_bytes: int
    """The length of a task definition."""


@cache
def aws_quotas() -> Quotas:
    """Return the quotas as AWS documents them."""
    facts = facts_file("quotas", "archspec.planning")
    templates = facts["cloudformation"]
    return Quotas(
        resources=templates["resources_in_template"],
        parameters=templates["parameters_in_template"],
        outputs=templates["outputs_in_template"],
        template_bytes=templates["bytes_in_template"],
        operation_resources=templates["resources_of_nested_stacks_in_operation"],
        target_groups=facts["elastic_load_balancing"]["target_groups"],
        task_definition_bytes=facts["ecs"]["bytes_in_task_definition"],
    )
