"""Distributions in tests."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from archspec.components.base import facts_file
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from archspec.parts.testing import (
    Needs,
    Part,
    Parts,
    Surroundings,
    Testing,
    bound_entry,
    choices,
    entry_parts,
    field,
    mends_nothing,
)


def _parts(compliant_on: date | None) -> Parts:
    policies = facts_file("tls_policies", __package__)
    objects = st.sampled_from(("index.html", "it's~home*$.htm")) | (
        st.just("") if compliant_on is None else st.nothing()
    )
    return (
        choices(
            CloudfrontDistribution,
            compliant_on,
            {
                "viewer_protocol": {"allow_all"},
                "origin_access": {"public"},
                "web_acl": {False},
                "price_class": (),
            },
        )
        | {
            "minimum_tls": field(
                "minimum_tls", st.sampled_from(policies["recommended" if compliant_on else "policies"])
            ),
            "default_root_object": field("default_root_object", objects),
        }
        | entry_parts()
    )


def _bound(around: Surroundings) -> Parts:
    """Ask origins without a signature where none of them is a bucket."""
    if any(facts.holds_data for facts in around.targets):
        return bound_entry(around)
    access = st.sampled_from(("origin_access_control", "public"))
    return bound_entry(around) | {"origin_access": field("origin_access", access)}


def _routes(number: int) -> Part:
    """Draw the paths of an origin; the first is the default one, which has none."""
    paths = st.sampled_from((f"/{number}/*", f"/v{number}?/*.html")).map(lambda path: [path])
    return st.fixed_dictionaries({"paths": paths}) if number else st.just({})


TESTING: Final[Testing[CloudfrontDistribution]] = Testing(
    model=CloudfrontDistribution,
    smallest={},
    parts=_parts,
    required=frozenset(),
    held=frozenset({"hostnames"}),
    removable=frozenset(),
    bound=_bound,
    routes=_routes,
    needs=Needs(zones=1, target=True, host_names=True),
    mended=mends_nothing,
)
