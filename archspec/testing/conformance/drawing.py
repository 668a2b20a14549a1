"""What the strategies and the smallest example of a kind have to be."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hypothesis import given, settings
from pydantic import ValidationError

from archspec.architecture import Architecture
from archspec.checks import Inspection, Result, all_rules
from archspec.parts.testing import drawing_of
from archspec.testing.architectures import REFERENCE_DAY, compliant_architectures
from archspec.testing.components import components_of, parts_of, smallest
from archspec.testing.conformance.variety import REACH, unseen
from archspec.testing.pairs import targets_of
from archspec.testing.specs import in_environment
from archspec.testing.topology import MOST

_NEEDS_A_REASON: Final = "AAC-GOV-001"
"""The one rule that a component without a `why` breaks."""


def smallest_example_has_nothing_to_spare(kind: str) -> Iterator[str]:
    """Require that a spec can leave out no field of the smallest example."""
    drawing = drawing_of(kind)
    for name in drawing.smallest:
        rest = {key: value for key, value in drawing.smallest.items() if key != name}
        try:
            drawing.model.model_validate(rest)
        except ValidationError:
            continue
        yield f"the smallest example is valid without {name}"


def smallest_example_breaks_no_rule(kind: str) -> Iterator[str]:
    """Require safe defaults: a component with its required fields alone lacks a reason, and nothing else."""
    subject = Inspection(_alone(kind), REFERENCE_DAY)
    for check in all_rules():
        for seen in check.observe(subject) if check.id != _NEEDS_A_REASON else ():
            if seen.result is not Result.PASS and seen.component in {"it", None}:
                yield f"the smallest example breaks {check.id} ({check.slug})"


def _alone(kind: str) -> Architecture:
    """Return an architecture with the smallest example, and the one it leads to where it needs one."""
    components = {"it": smallest(kind)}
    connections: dict[str, object] = {}
    if drawing_of(kind).needs.target:
        components["other"] = smallest(targets_of(kind)[0])
        connections["it -> other"] = {}
    head = {"name": "example", "title": "Example", "language": "en", "region": "sa-east-1", "domain": "example.com"}
    return Architecture.model_validate({**head, "components": components, "connections": connections})


def parts_are_named(kind: str) -> Iterator[str]:
    """Require that what is required, held or removable is there."""
    drawing = drawing_of(kind)
    parts = {*parts_of(kind), *parts_of(kind, REFERENCE_DAY)}
    yield from (f"required names the part {name}, which there is not" for name in sorted(drawing.required - parts))
    yield from (f"held names the part {name}, which there is not" for name in sorted(drawing.held - parts))
    for name in sorted(drawing.removable):
        field = drawing.model.model_fields.get(name)
        if field is None or field.is_required():
            yield f"removable names {name}, which no component can do without"


def every_field_varies(kind: str) -> Iterator[str]:
    """Require that each field is seen away from its default, and a closed vocabulary whole."""
    model = drawing_of(kind).model
    return unseen(model, components_of(model))


def kind_is_drawn_where_it_is_needed(kind: str) -> Iterator[str]:
    """Require compliant architectures that have the kind where it is needed, and lack it where it is not wanted."""
    shortcomings: list[str] = []

    @given(compliant_architectures(needs=frozenset({kind})))
    @settings(REACH, max_examples=10)
    def needed(found: Architecture) -> None:
        count = sum(component.kind == kind for component in found.components.values())
        if not 1 <= count <= MOST:
            shortcomings.append(f"an architecture that needs a {kind} has {count}")
        shortcomings.extend(_findings(found, REFERENCE_DAY))

    @given(compliant_architectures(lacks=frozenset({kind})))
    @settings(REACH, max_examples=10)
    def lacking(found: Architecture) -> None:
        if any(component.kind == kind for component in found.components.values()):
            shortcomings.append(f"an architecture that lacks any {kind} has one")

    needed()
    lacking()
    return iter(dict.fromkeys(shortcomings))


def _findings(architecture: Architecture, day: date) -> Iterator[str]:
    variants = [architecture, *(in_environment(architecture, name) for name in architecture.environments)]
    for variant in variants:
        for check in all_rules():
            for seen in check.observe(Inspection(variant, day)):
                if seen.result is not Result.PASS:
                    yield f"a compliant architecture breaks {check.id} at {seen.component or 'the network'}"
