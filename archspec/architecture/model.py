"""The architecture: the whole of a spec, as one frozen value."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Self, TypeAlias, TypeVar, cast

from pydantic import AfterValidator, Field, Strict, model_validator

from archspec.architecture.arrow import Arrow, ArrowKey
from archspec.architecture.cluster import Cluster
from archspec.architecture.collisions import collision_mistakes
from archspec.architecture.connection import Connection, ConnectionClass
from archspec.architecture.decision import Decisions, Tradeoffs
from archspec.architecture.kind import connection_rule, entry_of
from archspec.architecture.logs import Logs
from archspec.architecture.network import Network
from archspec.architecture.policy import Policy
from archspec.architecture.references import reference_mistakes
from archspec.architecture.view import ViewName, ViewOptions
from archspec.architecture.waiver import Waiver
from archspec.bilingual import Language
from archspec.components import Component, ComponentBase, Location, limits
from archspec.components.base import facts_file
from archspec.components.fields import (
    AccountId,
    ComponentId,
    DomainName,
    FolderName,
    FrozenMapping,
    Integer,
    Label,
    Line,
    Model,
    Prose,
    Slug,
    Tags,
    frozen_mapping,
)
from archspec.errors import Mistakes
from archspec.suggestions import did_you_mean

KindT = TypeVar("KindT", bound=ComponentBase)

FORMAT_VERSION = 1
"""The version of the spec format this library reads."""


def _region(value: str) -> str:
    regions = facts_file("regions")["regions"]
    if value not in regions:
        raise ValueError(f"is not a region of AWS; {did_you_mean(value, regions)}")
    return value


Overlay: TypeAlias = Mapping[str, object]
"""A partial spec: maps merge by key, lists and scalars replace, None removes."""


class Architecture(Model):
    """An AWS architecture: its components, the connections between them, and the reasons for both."""

    archspec: Annotated[Integer, Field(ge=FORMAT_VERSION, le=FORMAT_VERSION)] = FORMAT_VERSION
    """The version of the spec format, 1."""
    name: FolderName
    """The name, which starts the names of stacks and output folders."""
    title: Label
    """The title of pictures and documents."""
    description: Prose | None = None
    """What the architecture is for."""
    language: Language
    """The language of every text in the spec."""
    region: Annotated[str, Strict(), AfterValidator(_region)]
    """The AWS region of everything that is not global."""
    account: AccountId | None = None
    """The AWS account to deploy to; usually set in an environment."""
    domain: DomainName | None = None
    """The domain of every host name."""
    network: Network = Network()
    """The VPC."""
    logs: Logs = Logs()
    """How long logs are kept."""
    clusters: Annotated[FrozenMapping[Slug, Cluster], limits.CLUSTERS] = Field(default_factory=frozen_mapping)
    """ECS clusters, where they need more than the name a service gives."""
    components: Annotated[FrozenMapping[ComponentId, Component], limits.COMPONENTS] = Field(
        default_factory=frozen_mapping
    )
    """What the architecture is made of, by id."""
    connections: Annotated[FrozenMapping[ArrowKey, Connection], limits.CONNECTIONS] = Field(
        default_factory=frozen_mapping
    )
    """Who may reach whom, by arrow; nothing else opens a path or grants a permission."""
    views: FrozenMapping[ViewName, ViewOptions] = Field(default_factory=frozen_mapping)
    """How pictures are drawn."""
    policy: Policy = Policy()
    """Thresholds the checks compare with."""
    tradeoffs: Tradeoffs = Field(default_factory=frozen_mapping)
    """What the architecture costs and gains, by aspect."""
    decisions: Decisions = Field(default_factory=frozen_mapping)
    """Choices that were made, by name."""
    waivers: Annotated[tuple[Waiver, ...], limits.WAIVERS] = ()
    """Findings that are accepted for a time."""
    tags: Tags = Field(default_factory=frozen_mapping)
    """Tags for every AWS resource."""
    environments: Annotated[FrozenMapping[FolderName, Overlay], limits.ENVIRONMENTS] = Field(
        default_factory=frozen_mapping
    )
    """What differs in each environment, as partial specs."""
    translations: FrozenMapping[Language, Line] = Field(default_factory=frozen_mapping)
    """Files with the texts in other languages: YAML or JSON, in the spec's folder or below it."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if mistakes := [*reference_mistakes(self), *collision_mistakes(self)]:
            raise Mistakes(mistakes)
        return self

    def __copy__(self) -> Self:
        """Copy the fields alone: `model_copy` may change them, and indexes of the old ones would not hold."""
        copied = super().__copy__()
        for index in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[index]
        return copied

    def of_kind(self, kind: type[KindT]) -> Mapping[str, KindT]:
        """Return the components of one kind by id, in the spec's order."""
        return cast("Mapping[str, KindT]", self._by_kind.get(kind, {}))

    def ends(self, arrow: Arrow) -> tuple[ComponentBase | None, ComponentBase | None]:
        """Return the components at both ends of an arrow; an end is None only while a spec is being validated."""
        return self.components.get(arrow.source), self.components.get(arrow.target)

    @cached_property
    def internet_facing(self) -> frozenset[str]:
        """Entries in the VPC that an arrow from outside the VPC opens: from an actor, or from CloudFront."""
        return frozenset(
            arrow.target
            for arrow in self.connections
            if self._opens(arrow) in {ConnectionClass.NETWORK, ConnectionClass.ORIGIN}
            and self.components[arrow.source].facts.location is not Location.VPC
            and self.components[arrow.target].facts.location is Location.VPC
            and entry_of(self.components[arrow.target]) is not None
        )

    @cached_property
    def cloudfront_origins(self) -> frozenset[str]:
        """What an arrow from a distribution leads to."""
        return frozenset(arrow.target for arrow in self.connections if self._opens(arrow) is ConnectionClass.ORIGIN)

    def _opens(self, arrow: Arrow) -> ConnectionClass | None:
        rule = connection_rule(self.components[arrow.source], self.components[arrow.target])
        return rule.opens if rule is not None else None

    @cached_property
    def sorted_connections(self) -> Mapping[Arrow, Connection]:
        """The connections by arrow, for what must be the same in whatever order the spec has them."""
        return MappingProxyType(dict(sorted(self.connections.items(), key=lambda item: str(item[0]))))

    def arrows_from(self, component_id: str) -> tuple[Arrow, ...]:
        """Return the arrows that begin at a component, sorted."""
        return self._by_source.get(component_id, ())

    def replacing(self, decision: str) -> tuple[str, ...]:
        """Return the decisions that replace one, in the spec's order."""
        return self._replacing.get(decision, ())

    @cached_property
    def circular_decisions(self) -> frozenset[str]:
        """Decisions that replace themselves, by way of others: each decision is passed once."""
        circular: set[str] = set()
        passed: set[str] = set()
        for start in self.decisions:
            way: list[str] = []
            here: str | None = start
            while here is not None and here not in passed:
                passed.add(here)
                way.append(here)
                here = self.decisions[here].supersedes
            if here in way:
                circular.update(way[way.index(here) :])
        return frozenset(circular)

    @cached_property
    def _replacing(self) -> Mapping[str, tuple[str, ...]]:
        grouped: dict[str, list[str]] = {}
        for slug, decision in self.decisions.items():
            if decision.supersedes is not None:
                grouped.setdefault(decision.supersedes, []).append(slug)
        return MappingProxyType({older: tuple(newer) for older, newer in grouped.items()})

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Arrow, ...]]:
        grouped: dict[str, list[Arrow]] = {}
        for arrow in self.sorted_connections:
            grouped.setdefault(arrow.source, []).append(arrow)
        return MappingProxyType({source: tuple(arrows) for source, arrows in grouped.items()})

    @cached_property
    def _by_kind(self) -> Mapping[type[ComponentBase], Mapping[str, ComponentBase]]:
        grouped: dict[type[ComponentBase], dict[str, ComponentBase]] = {}
        for component_id, component in self.components.items():
            grouped.setdefault(type(component), {})[component_id] = component
        return MappingProxyType(grouped)
