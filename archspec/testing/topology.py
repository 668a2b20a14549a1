"""The bones of an architecture: which components there are, and the arrows between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from archspec.architecture import CONNECTION_RULES, Arrow, ConnectionClass, logical_id
from archspec.components import (
    DATA_ROLES,
    KINDS,
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    FargateService,
    S3Bucket,
    kind_of,
)
from archspec.testing.texts import COMPONENT_IDS, distinct

MOST: Final = 3
"""Components of one kind, at most."""
_ORIGINS: Final = (S3Bucket, ApplicationLoadBalancer)


_ALL: Final = 2 ** (MOST * MOST) - 1
_COUNTS: Final = st.sampled_from((1, 1, 2, MOST))
_NO_DATA: Final = [kind for kind in KINDS if kind.facts.role not in DATA_ROLES]
_MANY_KINDS: Final = st.sampled_from((list(KINDS), _NO_DATA, list(KINDS)))
_SOME_KINDS: Final = st.lists(st.sampled_from(KINDS), unique=True) | _MANY_KINDS
_Drawn: TypeAlias = tuple[tuple[type[AnyComponent], type[AnyComponent]], int, str | None]


@dataclass(frozen=True, slots=True)
class Topology:
    """Component ids with their kinds, and arrows AWS can draw between them."""

    kinds: Mapping[str, type[AnyComponent]]
    arrows: tuple[Arrow, ...]

    def of_kind(self, *kinds: type[AnyComponent]) -> list[str]:
        """Return the ids of some kinds, in order."""
        return [name for name, kind in self.kinds.items() if kind in kinds]

    def ends(self, arrow: Arrow) -> tuple[type[AnyComponent], type[AnyComponent]]:
        """Return the kinds at both ends of an arrow."""
        return self.kinds[arrow.source], self.kinds[arrow.target]

    @property
    def listening(self) -> frozenset[str]:
        """The services that something connects to over the network."""
        return frozenset(
            arrow.target
            for arrow in self.arrows
            if self.kinds[arrow.target] is FargateService
            and CONNECTION_RULES[self.ends(arrow)].opens is ConnectionClass.NETWORK
        )


@st.composite
def topologies(draw: st.DrawFn, needs: frozenset[str], lacks: frozenset[str], *, data_from_outside: bool) -> Topology:
    """Draw up to three components of each kind, and some of the arrows AWS can draw between them.

    Without `data_from_outside` no actor has an arrow to a data store or a bucket.
    """
    counts = draw(_counts(needs, lacks))
    kinds = draw(_named([kind for kind, count in counts.items() for _ in range(count)]))
    arrows = _placed(draw(_arrows(data_from_outside)), kinds)
    return Topology(kinds, (*arrows, *draw(_missing_origins(kinds, arrows))))


@st.composite
def earlier_ids(draw: st.DrawFn, topology: Topology) -> Mapping[str, str | None]:
    """Draw the id each component was first deployed under, where it was another; no two share a logical id."""
    renamed = draw(st.lists(st.sampled_from(list(topology.kinds)), unique=True, max_size=2)) if topology.kinds else []
    drawn = [draw(COMPONENT_IDS) for _ in renamed]
    earlier = distinct([*topology.kinds, *drawn], _deployed)[len(topology.kinds) :]
    return dict.fromkeys(topology.kinds) | dict(zip(renamed, earlier, strict=True))


def check_possible(needs: frozenset[str], lacks: frozenset[str]) -> None:
    """Refuse what no architecture can have: a kind that is both there and absent, a distribution without origins.

    Raises:
        InvalidArgument: The needs and lacks exclude each other.

    """
    cdn = kind_of(CloudfrontDistribution)
    bare = needs & {cdn} if _without_origins(lacks) else frozenset()
    for kind in sorted(needs & lacks | bare):
        raise InvalidArgument(f"no architecture has a {kind} and lacks {', '.join(sorted(lacks))}")


def _without_origins(lacks: frozenset[str]) -> bool:
    return {kind_of(origin) for origin in _ORIGINS} <= lacks


@st.composite
def _counts(draw: st.DrawFn, needs: frozenset[str], lacks: frozenset[str]) -> dict[type[AnyComponent], int]:
    """Draw the kinds there are, and how many of each."""
    wanted = draw(_SOME_KINDS)
    impossible = lacks | ({kind_of(CloudfrontDistribution)} if _without_origins(lacks) else set())
    present = [kind for kind in KINDS if kind_of(kind) in needs or (kind in wanted and kind_of(kind) not in impossible)]
    counts = {kind: draw(_COUNTS) for kind in present}
    if CloudfrontDistribution in counts and not counts.keys() & set(_ORIGINS):
        counts[next(kind for kind in _ORIGINS if kind_of(kind) not in lacks)] = 1
    return counts


def _never_from_outside() -> frozenset[type[AnyComponent]]:
    """Return the kinds no check lets an actor reach: data stores and buckets."""
    return frozenset(kind for kind in KINDS if kind.facts.role in DATA_ROLES or kind is S3Bucket)


@st.composite
def _named(draw: st.DrawFn, kinds: list[type[AnyComponent]]) -> dict[str, type[AnyComponent]]:
    """Draw an order and an id for each component; no two ids share a logical id."""
    ordered = draw(st.sampled_from((kinds, kinds[::-1], [*kinds[1::2], *kinds[::2]])))
    names = [draw(st.just(kind.facts.role.value) | COMPONENT_IDS) for kind in ordered]
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
        for source, target in CONNECTION_RULES
        if data_from_outside or source is not Actor or target not in _never_from_outside()
    ]
    # What most architectures turn on, services that share a data store, would otherwise be rare.
    pairs += 4 * [(source, target) for source, target in pairs if target.facts.role in DATA_ROLES]
    names = st.none() | st.just("second") | COMPONENT_IDS
    return st.lists(st.tuples(st.sampled_from(pairs), st.integers(0, _ALL), names), min_size=4, max_size=12)


def _placed(drawn: Iterable[_Drawn], kinds: Mapping[str, type[AnyComponent]]) -> list[Arrow]:
    """Return the drawn arrows between components there are, each once."""
    placed: list[Arrow] = []
    for (source_kind, target_kind), bits, name in drawn:
        sources = [component for component, kind in kinds.items() if kind is source_kind]
        targets = [component for component, kind in kinds.items() if kind is target_kind]
        for i, source in enumerate(sources):
            placed.extend(Arrow(source, target, name) for j, target in enumerate(targets) if bits >> (MOST * i + j) & 1)
    # Names that differ in underscores alone are one name in CloudFormation.
    return list({(arrow.source, arrow.target, (arrow.name or "").replace("_", "")): arrow for arrow in placed}.values())


@st.composite
def _missing_origins(
    draw: st.DrawFn, kinds: Mapping[str, type[AnyComponent]], arrows: Iterable[Arrow]
) -> tuple[Arrow, ...]:
    """Draw an origin for each distribution that has none yet."""
    sources = {arrow.source for arrow in arrows}
    return tuple(draw(_origin_of(name, kinds)) for name in _distributions(kinds) if name not in sources)


def _distributions(kinds: Mapping[str, type[AnyComponent]]) -> Iterator[str]:
    return (name for name, kind in kinds.items() if kind is CloudfrontDistribution)


def _origin_of(name: str, kinds: Mapping[str, type[AnyComponent]]) -> st.SearchStrategy[Arrow]:
    origins = [target for target, kind in kinds.items() if kind in _ORIGINS]
    return st.sampled_from(origins).map(lambda target: Arrow(name, target))
