"""Hosted zones in tests."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from archspec.kinds.route53_zone.model import Route53Zone
from archspec.parts.testing import (
    NOTHING_AROUND,
    Parts,
    Surroundings,
    Testing,
    field,
    mends_nothing,
    takes_every_request,
)
from archspec.parts.testing.texts import DOMAINS, maybe


def _parts(_compliant_on: date | None) -> Parts:
    zone_ids = st.from_regex("Z[A-Z0-9]{1,8}", fullmatch=True)
    return {
        "domain": field("domain", maybe(DOMAINS)),
        "existing": field("existing", maybe(st.fixed_dictionaries({"zone_id": zone_ids}))),
    }


def _bound(around: Surroundings) -> Parts:
    return {"domain": field("domain", st.just(around.domain))}


TESTING: Final[Testing[Route53Zone]] = Testing(
    model=Route53Zone,
    smallest={},
    parts=_parts,
    required=frozenset(),
    held=frozenset({"domain"}),
    removable=frozenset(),
    bound=_bound,
    routes=takes_every_request,
    needs=NOTHING_AROUND,
    mended=mends_nothing,
)
