"""What drawn connections say: only the fields their pair of kinds takes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Arrow
from archspec.components.base import Acts
from archspec.parts.testing import drawing_of
from archspec.parts.testing.texts import LINES, PORTS, PROSE, URL_PATHS
from archspec.testing.pairs import possible_arrows
from archspec.testing.topology import Topology, facts_of

Values: TypeAlias = dict[str, Any]

PRIVATE_RANGES: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8")
_PUBLIC_RANGES: Final = ("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24", "8.8.8.0/24", "2600::/12")
_ACCESS: Final = ("read_only", "write_only", "read_write")

_OPTIONS: Final[Mapping[str, SearchStrategy[Any]]] = {
    "access": st.sampled_from(_ACCESS),
    "health_check_path": URL_PATHS,
    "ingress_cidrs": st.lists(st.sampled_from((*PRIVATE_RANGES, *_PUBLIC_RANGES)), unique=True, max_size=2),
    "port": PORTS,
}
"""Fields that stand for themselves; `hosts` and `paths` route, so they depend on the other arrows."""


@st.composite
def connections(draw: st.DrawFn, topology: Topology, *, closed: bool) -> dict[str, Values]:
    """Draw the connection of each arrow; where `closed`, services admit actors from private ranges only."""
    routes = _routes(topology)
    drawn = {}
    for arrow in topology.arrows:
        routed = draw(_routed(topology.kinds[arrow.source], routes[arrow]))
        drawn[str(arrow)] = draw(_said(topology.ends(arrow), closed)) | routed
    return drawn


@cache
def _said(ends: tuple[str, str], closed: bool) -> SearchStrategy[Values]:  # noqa: FBT001  `cache` wants positions
    options = possible_arrows()[ends].options
    optional = {name: values for name, values in _OPTIONS.items() if name in options}
    required: dict[str, SearchStrategy[Any]] = {}
    if closed and _lets_strangers_run_code(*ends):
        del optional["ingress_cidrs"]
        required["ingress_cidrs"] = st.lists(st.sampled_from(PRIVATE_RANGES), unique=True, min_size=1, max_size=2)
    return st.fixed_dictionaries(required, optional={"label": LINES, "why": PROSE, **optional})


def _lets_strangers_run_code(source: str, target: str) -> bool:
    return Acts.OUTSIDE in facts_of(source).acts and Acts.RUNS_CODE in facts_of(target).acts


def _routes(topology: Topology) -> Mapping[Arrow, int]:
    """Return a number for each arrow of a source; 0 is the one that may take every request."""
    seen: dict[str, int] = {}
    numbers = {}
    for arrow in topology.arrows:
        numbers[arrow] = seen.get(arrow.source, 0)
        seen[arrow.source] = numbers[arrow] + 1
    return numbers


@cache
def _routed(source: str, number: int) -> SearchStrategy[Values]:
    """Draw which requests take an arrow, apart from those the other arrows of its source take."""
    return drawing_of(source).routes(number)
