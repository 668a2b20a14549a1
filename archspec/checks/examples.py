"""A rule's fault and its repair as YAML, with ids such as those of the reference architecture."""

from collections.abc import Iterable, Mapping

import yaml

from archspec.checks.base import Check, Fault, Rules
from archspec.checks.placeholders import StandIn, filled_in
from archspec.components.base import ComponentBase
from archspec.components.kind import Kind
from archspec.components.registry import all_kinds, facet_of, kind_named


def failing_example(check: Check) -> str:
    """Return the lines that make a spec fail the rule."""
    return _yaml(filled_in(check.fault.edit, _stand_ins(check.fault)))


def passing_example(check: Check) -> str:
    """Return the same lines as they should be; what the repair removes is left out."""
    repaired = filled_in(check.fault.repair, _stand_ins(check.fault))
    return _yaml(_without_removed(repaired)) or f"# without {_removed(repaired)}\n"


def _stand_ins(fault: Fault) -> Mapping[str, StandIn]:
    return {name: _stand_in(name, fault) for name in fault.needs}


def _stand_in(name: str, fault: Fault) -> StandIn:
    """Return a component of the first kind that a name in a fault may stand for.

    Raises:
        LookupError: There is no such kind.

    """
    for kind in _kinds_called(name):
        if fault.fits(name, kind.model):
            return StandIn(facet_of(kind.name, "rules", Rules).example_id or kind.name, kind.model)
    raise LookupError(f"no kind is called {name!r} and has the fields that the fault sets")


def _kinds_called(name: str) -> Iterable[Kind[ComponentBase]]:
    own = kind_named(name)
    return (own,) if own else all_kinds()


def _yaml(value: object) -> str:
    if not value:
        return ""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=False, width=100)


def _without_removed(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    kept = {key: _without_removed(item) for key, item in value.items() if item is not None}
    return {key: item for key, item in kept.items() if item != {} or value[key] == {}}


def _removed(value: object) -> str:
    """Return the innermost key that a repair removes."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if item is None:
                return str(key)
            if found := _removed(item):
                return found
    return ""
