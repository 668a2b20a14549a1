"""What components are drawn in: parts, mappings from field names to values as a spec writes them.

Parts do not depend on each other; fields that do (a task's memory on its CPU) share a part. With a day in
`compliant_on`, a part has only values the checks accept on it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.components.base import ComponentBase, Role
from archspec.parts.testing.texts import COMPONENT_IDS, HOST_LABELS, LINES, PROSE, TAGS, maybe

Values: TypeAlias = dict[str, Any]
Part: TypeAlias = SearchStrategy[Values]
Parts: TypeAlias = dict[str, Part]

LEAST_TASKS: Final = 2
LEAST_BACKUP_DAYS: Final = 7
"""What rules ask for by default, and what planted faults set the policy to."""


def together(parts: Parts) -> Part:
    """Draw parts as one mapping."""
    return st.tuples(*parts.values()).map(lambda drawn: {name: value for part in drawn for name, value in part.items()})


def whole(parts: Parts, required: Collection[str]) -> Part:
    """Draw a component: the required parts alone, or all of them.

    The bare ones keep failing examples short, and let whole architectures be drawn in time.
    """
    return together({name: part for name, part in parts.items() if name in required}) | together(parts)


def field(name: str, values: SearchStrategy[Any]) -> Part:
    """Write one field; None leaves it out."""
    return values.map(lambda value: {} if value is None else {name: value})


def choice(
    kind: type[ComponentBase], name: str, compliant_on: date | None, unwise: Collection[object] = ()
) -> SearchStrategy[object]:
    """Draw one of the values a field's type lists, without the unwise ones where checks demand it."""
    annotation = kind.model_fields[name].annotation
    listed = get_args(annotation) if get_origin(annotation) is Literal else (True, False)
    return st.sampled_from([value for value in listed if compliant_on is None or value not in unwise])


def choices(kind: type[ComponentBase], compliant_on: date | None, unwise: Mapping[str, Collection[object]]) -> Parts:
    """Draw fields with closed vocabularies, each without its unwise values where checks demand it."""
    return {name: field(name, choice(kind, name, compliant_on, values)) for name, values in unwise.items()}


def shared(kind: type[ComponentBase], compliant_on: date | None) -> Parts:
    """Draw the fields every component has."""
    reasoned = compliant_on is not None and kind.facts.role not in {Role.ACTOR, Role.DNS}
    return {
        "label": field("label", maybe(LINES)),
        "why": field("why", PROSE if reasoned else maybe(PROSE)),
        "tags": field("tags", TAGS),
        "renamed_from": field("renamed_from", maybe(COMPONENT_IDS)),
    }


def certificates(region: str = "us-east-1") -> Part:
    """Draw the certificate of an entry: one that is there already, in a region, or none."""
    arns = HOST_LABELS.map(f"arn:aws:acm:{region}:111122223333:certificate/{{}}".format)
    return field("certificate", maybe(arns.map(lambda arn: {"existing": {"arn": arn}})))
