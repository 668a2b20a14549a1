"""What an architecture says beside its components: pictures, trade-offs, decisions."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, TypeAlias, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Aspect, Impact, ViewName, ViewOptions
from archspec.parts.testing.texts import LINES, PROSE, SLUGS, distinct

Values: TypeAlias = dict[str, Any]


@cache
def views() -> SearchStrategy[Values]:
    """Draw options for some views."""
    replicas = st.sampled_from(get_args(ViewOptions.model_fields["replicas"].annotation))
    options = st.fixed_dictionaries({}, optional={"title": LINES, "replicas": replicas})
    return st.dictionaries(st.sampled_from(get_args(ViewName)), options, max_size=2)


@cache
def tradeoffs() -> SearchStrategy[Values]:
    """Draw the impact on some aspects."""
    tradeoff = st.fixed_dictionaries({"impact": st.sampled_from(get_args(Impact)), "analysis": PROSE})
    return st.dictionaries(st.sampled_from(get_args(Aspect)), tradeoff, max_size=2)


@st.composite
def decisions(draw: st.DrawFn, components: Sequence[str]) -> Values:
    """Draw decisions about some components; later ones may replace the first."""
    names = distinct(draw(st.lists(SLUGS, max_size=2)))
    return {
        name: draw(_decision(components)) | ({"supersedes": names[0]} if number and draw(st.booleans()) else {})
        for number, name in enumerate(names)
    }


@st.composite
def _decision(draw: st.DrawFn, components: Sequence[str]) -> Values:
    options = draw(st.dictionaries(SLUGS, PROSE, min_size=1, max_size=2))
    statuses = ("proposed", "accepted", "rejected", "deprecated", "superseded")
    about = st.lists(st.sampled_from(components), unique=True, max_size=2) if components else st.just([])
    required: dict[str, SearchStrategy[Any]] = {
        "status": st.sampled_from(statuses),
        "date": st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat),
        "context": PROSE,
        "options": st.just(options),
        "outcome": st.sampled_from(sorted(options)),
        "components": about,
    }
    return draw(st.fixed_dictionaries(required, optional={"title": LINES, "consequences": PROSE}))
