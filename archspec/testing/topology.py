"""The bones of an architecture: which components there are, and the arrows between them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from archspec.architecture import Arrow, logical_id
from archspec.components import KIND_NAMES
from archspec.components.base import Acts, ComponentBase, Facts, Location
from archspec.parts.testing import Needs, drawing_of
from archspec.parts.testing.texts import COMPONENT_IDS, distinct
from archspec.testing.pairs import opens_port, possible_arrows, targets_of

MOST: Final = 3
"""Components of one kind, at most."""

_ALL: Final = 2 ** (MOST * MOST) - 1
_COUNTS: Final = st.sampled_from((1, 1, 2, MOST))
_Drawn: TypeAlias = tuple[tuple[str, str], int, str | None]


def facts_of(kind: str) -> Facts:
    """Return what is known of a kind before any component is drawn."""
    model: type[ComponentBase] = drawing_of(kind).model
    return model.facts


def needs_of(kind: str) -> Needs:
    """Return what an architecture gives a component of a kind beside its fields."""
    return drawing_of(kind).needs


@dataclass(frozen=True, slots=True)
class Topology:
    """Component ids with their kinds, and arrows AWS can draw between them."""

    kinds: Mapping[str, str]
    arrows: tuple[Arrow, ...]

    def where(self, holds: Callable[[str], bool]) -> list[str]:
        """Return the ids of the components whose kind fits, in order."""
        return [name for name, kind in self.kinds.items() if holds(kind)]

    def acting(self, act: Acts) -> list[str]:
        """Return the ids of the components that act in some way, in order."""
        return self.where(lambda kind: act in facts_of(kind).acts)

    def ends(self, arrow: Arrow) -> tuple[str, str]:
        """Return the kinds at both ends of an arrow."""
        return self.kinds[arrow.source], self.kinds[arrow.target]

    def sources_of(self, name: str) -> tuple[Facts, ...]:
        """Return what is known of those whose arrows lead to a component."""
        return tuple(facts_of(self.kinds[arrow.source]) for arrow in self.arrows if arrow.target == name)

    def targets_of(self, name: str) -> tuple[Facts, ...]:
        """Return what is known of those the arrows of a component lead to."""
        return tuple(facts_of(self.kinds[arrow.target]) for arrow in self.arrows if arrow.source == name)

    @property
    def called(self) -> frozenset[str]:
        """The components that something connects to over the network."""
        return frozenset(arrow.target for arrow in self.arrows if opens_port(*self.ends(arrow)))


@st.composite
def topologies(draw: st.DrawFn, needs: frozenset[str], lacks: frozenset[str], *, data_from_outside: bool) -> Topology:
    """Draw up to three components of each kind, and some of the arrows AWS can draw between them.

    Without `data_from_outside` nothing outside AWS has an arrow to what holds data.
    """
    counts = draw(_counts(needs, lacks))
    kinds = draw(_named([kind for kind, count in counts.items() for _ in range(count)]))
    arrows = _placed(draw(_arrows(data_from_outside)), kinds)
    return Topology(kinds, (*arrows, *draw(_missing_targets(kinds, arrows))))


@st.composite
def earlier_ids(draw: st.DrawFn, topology: Topology) -> Mapping[str, str | None]:
    """Draw the id each component was first deployed under, where it was another; no two share a logical id."""
    renamed = draw(st.lists(st.sampled_from(list(topology.kinds)), unique=True, max_size=2)) if topology.kinds else []
    drawn = [draw(COMPONENT_IDS) for _ in renamed]
    earlier = distinct([*topology.kinds, *drawn], _deployed)[len(topology.kinds) :]
    return dict.fromkeys(topology.kinds) | dict(zip(renamed, earlier, strict=True))


def check_possible(needs: frozenset[str], lacks: frozenset[str]) -> None:
    """Refuse what no architecture can have: a kind that is both there and absent, or whose every target is absent.

    Raises:
        InvalidArgument: The needs and lacks exclude each other.

    """
    for kind in sorted(needs & _impossible(_known(needs), lacks)):
        raise InvalidArgument(f"no architecture has a {kind} and lacks {', '.join(sorted(lacks))}")


def _known(needs: frozenset[str]) -> tuple[str, ...]:
    """Return the kinds to draw from: those that are built in, and any other that is needed."""
    return (*KIND_NAMES, *sorted(needs - {*KIND_NAMES}))


def _impossible(kinds: Iterable[str], lacks: frozenset[str]) -> frozenset[str]:
    """Return what is lacking, and every kind that cannot do without what is."""
    bare = {kind for kind in kinds if needs_of(kind).target and lacks.issuperset(targets_of(kind))} - lacks
    return _impossible(kinds, lacks | bare) if bare else lacks


@st.composite
def _counts(draw: st.DrawFn, needs: frozenset[str], lacks: frozenset[str]) -> dict[str, int]:
    """Draw the kinds there are, and how many of each."""
    known = _known(needs)
    wanted = draw(_some_kinds())
    impossible = _impossible(known, lacks)
    present = [kind for kind in known if kind in needs or (kind in wanted and kind not in impossible)]
    counts = {kind: draw(_COUNTS) for kind in present}
    for kind in present:
        possible = [target for target in targets_of(kind) if target not in impossible]
        if needs_of(kind).target and counts.keys().isdisjoint(possible):
            counts[possible[0]] = 1
            present.append(possible[0])
    return counts


@cache
def _some_kinds() -> st.SearchStrategy[list[str]]:
    without_data = [kind for kind in KIND_NAMES if not _is_data_store(kind)]
    many = st.sampled_from((list(KIND_NAMES), without_data, list(KIND_NAMES)))
    return st.lists(st.sampled_from(KIND_NAMES), unique=True) | many


def _is_data_store(kind: str) -> bool:
    return facts_of(kind).holds_data and facts_of(kind).location is Location.VPC


@st.composite
def _named(draw: st.DrawFn, kinds: list[str]) -> dict[str, str]:
    """Draw an order and an id for each component; no two ids share a logical id."""
    ordered = draw(st.sampled_from((kinds, kinds[::-1], [*kinds[1::2], *kinds[::2]])))
    names = [draw(st.just(facts_of(kind).role.value) | COMPONENT_IDS) for kind in ordered]
    return dict(zip(distinct(names, _deployed), ordered, strict=True))


def _deployed(name: str) -> str:
    return logical_id(name).lower()


@cache
def _arrows(data_from_outside: bool) -> st.SearchStrategy[list[_Drawn]]:  # noqa: FBT001  `cache` wants positions
    """Draw arrows by kinds and numbers, so that a shrinking architecture loses components and keeps its arrows.

    A number has a bit for each pair of the (at most three) components of the two kinds.
    """
    pairs = [
        (source, target)
        for source, target in possible_arrows()
        if data_from_outside or Acts.OUTSIDE not in facts_of(source).acts or not facts_of(target).holds_data
    ]
    # What most architectures turn on, services that share a data store, would otherwise be rare.
    pairs += 4 * [(source, target) for source, target in pairs if _is_data_store(target)]
    names = st.none() | st.just("second") | COMPONENT_IDS
    return st.lists(st.tuples(st.sampled_from(pairs), st.integers(0, _ALL), names), min_size=4, max_size=12)


def _placed(drawn: Iterable[_Drawn], kinds: Mapping[str, str]) -> list[Arrow]:
    """Return the drawn arrows between components there are, each once."""
    placed: list[Arrow] = []
    for (source_kind, target_kind), bits, name in drawn:
        sources = [component for component, kind in kinds.items() if kind == source_kind]
        targets = [component for component, kind in kinds.items() if kind == target_kind]
        for i, source in enumerate(sources):
            placed.extend(Arrow(source, target, name) for j, target in enumerate(targets) if bits >> (MOST * i + j) & 1)
    # Names that differ in underscores alone are one name in CloudFormation.
    return list({(arrow.source, arrow.target, (arrow.name or "").replace("_", "")): arrow for arrow in placed}.values())


@st.composite
def _missing_targets(draw: st.DrawFn, kinds: Mapping[str, str], arrows: Iterable[Arrow]) -> tuple[Arrow, ...]:
    """Draw a target for each component that needs one and has none yet."""
    sources = {arrow.source for arrow in arrows}
    return tuple(draw(_to_some_target(name, kinds)) for name in _leading(kinds) if name not in sources)


def _leading(kinds: Mapping[str, str]) -> Iterator[str]:
    return (name for name, kind in kinds.items() if needs_of(kind).target)


def _to_some_target(name: str, kinds: Mapping[str, str]) -> st.SearchStrategy[Arrow]:
    possible = targets_of(kinds[name])
    targets = [target for target, kind in kinds.items() if kind in possible]
    return st.sampled_from(targets).map(lambda target: Arrow(name, target))
