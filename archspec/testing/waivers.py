"""Waivers of what the checks find in an architecture."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Architecture
from archspec.checks import Inspection, Result, all_rules
from archspec.checks.waivers import LONGEST
from archspec.parts.testing.texts import LINES, PROSE
from archspec.testing.specs import in_environment

Values: TypeAlias = dict[str, Any]


def sound_waivers(architecture: Architecture, as_of: date) -> SearchStrategy[list[Values]]:
    """Draw waivers, each of another rule, that excuse findings on a day."""
    return st.booleans().flatmap(lambda wanted: _drawn(architecture, as_of) if wanted else st.just([]))


def _drawn(architecture: Architecture, as_of: date) -> SearchStrategy[list[Values]]:
    subjects = list(_subjects(architecture, as_of))
    if not subjects:
        return st.just([])
    # Few rules are about connections or the network: without a word for them they are hardly ever drawn.
    about = [[subject for subject in subjects if field in subject] for field in ("component", "connection")]
    about.append([subject for subject in subjects if not subject.keys() & {"component", "connection"}])
    chosen = st.one_of(*(st.sampled_from(alike) for alike in about if alike))
    waiver = chosen.flatmap(lambda subject: _waiver(subject, as_of))
    return st.lists(waiver, unique_by=lambda waiver: waiver["rule"], max_size=2)


def _waiver(subject: Values, as_of: date) -> SearchStrategy[Values]:
    days = st.integers(0, LONGEST.days).map(lambda days: (as_of + timedelta(days)).isoformat())
    words = st.fixed_dictionaries({"reason": PROSE, "owner": LINES, "expires": days}, optional={"ticket": LINES})
    return words.map(lambda values: {**subject, **values})


def _subjects(architecture: Architecture, as_of: date) -> Iterator[Values]:
    """Return what a waiver may name for each finding: the component or the connection, in one environment or in all."""
    variants: dict[str | None, Architecture] = {
        name: in_environment(architecture, name) for name in architecture.environments
    }
    variants = variants or {None: architecture}
    for name, variant in variants.items():
        for check in all_rules():
            for seen in check.observe(Inspection(variant, as_of)) if check.waivable else ():
                if seen.result is Result.PASS:
                    continue
                subject: Values = {"rule": check.id}
                if seen.connection is not None:
                    subject["connection"] = str(seen.connection)
                elif seen.component is not None:
                    subject["component"] = seen.component
                if all(_holds(other, subject) for other in variants.values()):
                    yield subject
                    if name is not None:
                        yield {**subject, "environment": name}


def _holds(architecture: Architecture, subject: Values) -> bool:
    """Tell whether an architecture has what a waiver would name."""
    connections = map(str, architecture.connections)
    return subject.get("component") in {None, *architecture.components} and subject.get("connection") in {
        None,
        *connections,
    }
