"""A reader of CloudFormation templates, which knows nothing of how ours are made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

_TAGS: Final = ("Tags", "HostedZoneTags", "HealthCheckTags")
"""What types call their tags."""


@dataclass(frozen=True)
class Resource:
    """A resource of a template."""

    id: str
    type: str
    properties: Mapping[str, Any]
    deletion_policy: str
    update_replace_policy: str
    waits_for: frozenset[str]
    """What `DependsOn` names."""

    @property
    def tags(self) -> Mapping[str, str]:
        """The tags it is given by name; values that are only known at deployment are left out."""
        tags = next((self.properties[name] for name in _TAGS if name in self.properties), ())
        pairs = tags.items() if isinstance(tags, Mapping) else ((tag["Key"], tag["Value"]) for tag in tags)
        return {key: value for key, value in pairs if isinstance(value, str)}


@dataclass(frozen=True)
class Template:
    """A template, with its resources by logical id."""

    body: Mapping[str, Any] = field(repr=False)

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """Every resource."""
        return {
            name: Resource(
                name,
                item["Type"],
                item.get("Properties", {}),
                # What CloudFormation does where a template is silent.
                item.get("DeletionPolicy", "Delete"),
                item.get("UpdateReplacePolicy", "Delete"),
                frozenset(listed(item.get("DependsOn"))),
            )
            for name, item in self.body["Resources"].items()
        }

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Return the resources of some types."""
        return (resource for resource in self.resources.values() if resource.type in types)

    def referred(self, value: object) -> Resource | None:
        """Return the resource of this template that a value refers to, by itself or by an attribute."""
        name = reference(value)
        return None if name is None else self.resources.get(name)


def reference(value: object) -> str | None:
    """Return the name that a `Ref` or an `Fn::GetAtt` refers to."""
    match value:
        case {"Ref": str(name)}:
            return name
        case {"Fn::GetAtt": [str(name), *_]}:
            return name
        case {"Fn::GetAtt": str(path)}:
            return path.partition(".")[0]
        case _:
            return None


def references(value: object) -> Iterator[str]:
    """Return every name that a value refers to, however deep."""
    name = reference(value)
    if name is not None:
        yield name
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def text(value: object) -> str:
    """Return a value as text, with `${Name}` and `${Name.Attribute}` for what is known at deployment only."""
    match value:
        case {"Ref": str(name)}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": [*parts]}:
            return f"${{{'.'.join(map(str, parts))}}}"
        case {"Fn::Join": [str(between), [*parts]]}:
            return between.join(map(text, parts))
        case {"Fn::Sub": str(pattern)}:
            return pattern
        case Mapping():
            return f"${{{next(iter(value), '')}}}"
        case _:
            return str(value)


def listed(value: object) -> list[Any]:
    """Return a value that may stand alone as a list, as policies have them."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def same(value: object, expected: object) -> bool:
    """Tell whether a property has a value; CloudFormation takes numbers and truth values as text too."""
    return as_text(value) == as_text(expected)


def as_text(value: object) -> str:
    """Return a scalar as CloudFormation would write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def differences(name: str, resource: Resource | None, expected: Mapping[str, object]) -> Iterator[str]:
    """Return the properties of a component's resource that are other than expected; none where there is no resource."""
    if resource is not None:
        for key, value in expected.items():
            if not same(resource.properties.get(key), value):
                yield f"{name} has {key} {resource.properties.get(key)}, not {as_text(value)}"
