"""Nested stacks as CloudFormation makes them: every value where it is used, as if all were one template."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

Body: TypeAlias = Mapping[str, Any]
STACK: Final = "AWS::CloudFormation::Stack"


def with_nested_stacks(stack: str, bodies: Mapping[str, Body]) -> Body:
    """Return the body of a stack with what is in the stacks inside it, each after what its stack waits for."""
    parent = bodies[stack]
    inside = dict(_inside(stack, bodies))
    outputs = {name: body.get("Outputs", {}) for name, body in inside.items()}
    resources = {name: item for name, item in parent["Resources"].items() if item["Type"] != STACK}
    for name, body in inside.items():
        made = parent["Resources"][name]
        given = made["Properties"].get("Parameters", {})
        if given.keys() != body.get("Parameters", {}).keys():
            raise ValueError(f"{name} is given other parameters than it has")
        for resource, item in body["Resources"].items():
            if resource in resources:
                raise ValueError(f"{resource} is there twice")
            resources[resource] = _after(_filled(item, given), made.get("DependsOn", []))
    return {**parent, "Resources": {name: _put_out(item, outputs) for name, item in resources.items()}}


def _inside(stack: str, bodies: Mapping[str, Body]) -> Iterator[tuple[str, Body]]:
    """Yield the logical id of each nested stack, and its body."""
    made = [name for name, item in bodies[stack]["Resources"].items() if item["Type"] == STACK]
    named = {key.removeprefix(f"{stack}/"): body for key, body in bodies.items() if key.startswith(f"{stack}/")}
    if len(made) != len(named):
        raise ValueError(f"{stack} has {len(made)} stacks inside, and {len(named)} templates are there")
    for name in made:
        yield name, named[name.partition("NestedStack")[0]]


def _filled(value: Any, given: Mapping[str, Any]) -> Any:  # noqa: ANN401  any part of a template
    """Return a part of a nested template with what its parameters are given."""
    match value:
        case {"Ref": str(name)} if name in given:
            return given[name]
        case Mapping():
            return {key: _filled(item, given) for key, item in value.items()}
        case list():
            return [_filled(item, given) for item in value]
        case _:
            return value


def _put_out(value: Any, outputs: Mapping[str, Mapping[str, Any]]) -> Any:  # noqa: ANN401  any part of a template
    """Return a part of a template with what nested stacks put out."""
    match value:
        case {"Fn::GetAtt": [str(name), str(attribute)]} if name in outputs:
            return outputs[name][attribute.removeprefix("Outputs.")]["Value"]
        case Mapping():
            return {key: _put_out(item, outputs) for key, item in value.items()}
        case list():
            return [_put_out(item, outputs) for item in value]
        case _:
            return value


def _after(item: Any, waits: list[str] | str) -> Any:  # noqa: ANN401  a resource
    before = item.get("DependsOn", [])
    names = [*([before] if isinstance(before, str) else before), *([waits] if isinstance(waits, str) else waits)]
    return {**item, "DependsOn": sorted(names)} if names else item
