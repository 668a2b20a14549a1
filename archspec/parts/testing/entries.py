"""Parts of a public entry: what answers for host names, with a certificate and a health check."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.parts.testing.facet import Surroundings
from archspec.parts.testing.fields import Part, Parts, certificates, field
from archspec.parts.testing.texts import HOST_LABELS, URL_PATHS, distinct


def entry_parts() -> Parts:
    """Draw the parts of an entry that nothing surrounds; its certificate is in us-east-1."""
    return {
        "hostnames": field("hostnames", st.lists(st.just("@") | HOST_LABELS, max_size=2).map(distinct)),
        "certificate": certificates(),
        "health_check": _health_checks(enabled=st.booleans()),
    }


def bound_entry(around: Surroundings) -> Parts:
    """Answer for the names there are, and check their health where the checks ask for it."""
    watched = st.just(value=True) if around.floors and around.host_names else st.booleans()
    names = st.just(list(around.host_names))
    return {"hostnames": field("hostnames", names), "health_check": _health_checks(enabled=watched)}


def _health_checks(*, enabled: SearchStrategy[bool]) -> Part:
    values = {"enabled": enabled, "path": URL_PATHS, "failure_threshold": st.integers(1, 10)}
    return field("health_check", st.fixed_dictionaries(values))
