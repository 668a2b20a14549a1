"""Which rules there are: those over several kinds, and those that each kind brings."""

from collections.abc import Iterable
from typing import Final

from archspec.checks.base import Check, Rules
from archspec.checks.edge import EDGE_RULES
from archspec.checks.governance import GOVERNANCE_RULES
from archspec.checks.network import NETWORK_RULES
from archspec.checks.zones import ZONE_RULES
from archspec.components.registry import all_kinds, facet_of
from archspec.loading import Spec

_GENERAL: Final = (NETWORK_RULES, ZONE_RULES, EDGE_RULES, GOVERNANCE_RULES)

_FIRST: Final = ("AAC-NET", "AAC-EDGE", "AAC-LB", "AAC-ECS", "AAC-DB", "AAC-CACHE", "AAC-S3")
_LAST: Final = "AAC-GOV"


def in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return rules in the order documents list them: from the network inwards, other areas by name, exceptions last."""
    return tuple(sorted(checks, key=_place))


def _place(check: Check) -> tuple[int, str]:
    area = check.id.rpartition("-")[0]
    if area in _FIRST:
        return _FIRST.index(area), check.id
    return len(_FIRST) + (area == _LAST), check.id


def rules_about(kinds: Iterable[str]) -> tuple[Check, ...]:
    """Return the rules that apply where there are components of these kinds, which imports the rules of no other."""
    brought = (facet_of(kind, "rules", Rules) for kind in sorted(set(kinds)))
    return in_order(check for rules in (*_GENERAL, *brought) for check in rules.checks)


def all_rules() -> tuple[Check, ...]:
    """Return every rule, in the order documents list them, which imports every kind."""
    return rules_about(kind.name for kind in all_kinds())


def rules_for(spec: Spec) -> tuple[Check, ...]:
    """Return the rules that apply to a spec: those about the kinds that some environment has."""
    return rules_about(
        component.kind for variant in spec.variants().values() for component in variant.components.values()
    )
