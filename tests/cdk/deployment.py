"""A deployment to judge: an architecture, and the templates that were made of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from archspec.architecture import Architecture
from tests.cdk.nested import with_nested_stacks
from tests.cdk.network import CLOUDFRONT, Interface, Rule, interfaces, rules
from tests.cdk.oracle import oracle_of
from tests.cdk.template import Resource, Template

COMPONENT_TAG: Final = "archspec:component"
_ORIGIN_FACING: Final = "com.amazonaws.global.cloudfront.origin-facing"
"""The name of the list of CloudFront's servers."""
_PREFIX_LIST: Final = re.compile("pl-[0-9a-f]{8,17}")
NOTHING: Final = Template({"Resources": {}})


@dataclass(frozen=True)
class Deployment:
    """An architecture as one environment has it, with the template of each stack by the stack's id."""

    architecture: Architecture
    templates: Mapping[str, Template] = field(repr=False)

    @property
    def main(self) -> Template:
        """The template with the VPC and everything in it."""
        return self.templates.get("Main", NOTHING)

    def resources(self, *types: str) -> Iterator[Resource]:
        """Return the resources of every stack; where types are named, those of these types."""
        for template in self.templates.values():
            yield from template.of_type(*types) if types else template.resources.values()

    def component(self, name: str, resource_type: str) -> Resource | None:
        """Return the resource of a type that a component is, by its tag."""
        found = (item for item in self.resources(resource_type) if item.tags.get(COMPONENT_TAG) == name)
        return next(found, None)

    def refers(self, value: object, resource_type: str) -> bool:
        """Tell whether a value refers to a resource of a type, in whichever stack."""
        found = (template.referred(value) for template in self.templates.values())
        return any(resource is not None and resource.type == resource_type for resource in found)

    @cached_property
    def interfaces(self) -> Mapping[str, Interface]:
        """What is in the VPC by its owner: a component, or a function that works for one."""
        return {self._owner(interface.owner): interface for interface in interfaces(self.main)}

    def _owner(self, resource: Resource) -> str:
        for name, component in self.architecture.components.items():
            helper = oracle_of(component.kind).helper(name, component, resource)
            if helper is not None:
                return helper
        return resource.tags.get(COMPONENT_TAG, resource.id)

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The owner of each security group, by its logical id."""
        return {group: owner for owner, interface in self.interfaces.items() for group in interface.groups}

    @cached_property
    def rules(self) -> frozenset[Rule]:
        """Every rule, with owners in place of groups."""
        return frozenset(
            replace(rule, group=self.groups.get(rule.group, rule.group), peer=self._peer(rule.peer))
            for rule in rules(self.main)
        )

    def _peer(self, peer: str) -> str:
        """Return the owner of a group, or that a prefix list is of CloudFront's servers; an address stays as it is."""
        parameter = self.main.body.get("Parameters", {}).get(peer.strip("${}"), {})
        if _PREFIX_LIST.fullmatch(peer) or _ORIGIN_FACING in parameter.get("Description", ""):
            return CLOUDFRONT
        return self.groups.get(peer, peer)


def deployment_of(architecture: Architecture, bodies: Mapping[str, Any]) -> Deployment:
    """Return the deployment that the bodies of templates make, by the id of each stack; nested ones as `Main/Id`."""
    whole = {stack: with_nested_stacks(stack, bodies) for stack in bodies if "/" not in stack}
    return Deployment(architecture, {stack: Template(body) for stack, body in whole.items()})
