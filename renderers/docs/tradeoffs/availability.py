"""What survives a failure: zones, copies, and the single points that do not."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import Acts, Location
from archspec.parts.phrases import ZONES, counted
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.inlines import inline
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, fill, table
from renderers.docs.phrases import listed_markdown
from renderers.docs.words import Words

SinglePoint: TypeAlias = tuple[str | None, Text]
"""A component, or the network (None), and why one failure takes it down."""

_ONE_ZONE: Final = Text(
    en="everything stands in one Availability Zone, and fails with it",
    pt="tudo está em uma única zona de disponibilidade e cai com ela",
)
_ONE_GATEWAY: Final = Text(
    en="the tasks of every zone get out through one NAT gateway, and depend on its zone",
    pt="as tarefas de todas as zonas saem por um único gateway NAT e dependem da zona dele",
)


def zones_sentence(architecture: Architecture, words: Words) -> Markdown | None:
    """Return how far the network reaches."""
    if not _has_vpc(architecture):
        return None
    text = Text(en="The network spans {zones} of the Region {region}.", pt="A rede cobre {zones} da região {region}.")
    zones = counted(architecture.network.availability_zones, *ZONES)
    return words.fill(text, zones=zones, region=code(architecture.region))


def single_points(deployment: Deployment) -> Iterator[SinglePoint]:
    """Return what a single failure takes down: the network first, then components."""
    architecture = deployment.architecture
    if _has_vpc(architecture):
        yield from ((None, text) for text in _network_points(architecture))
    for name, traits in deployment.traits.items():
        if traits.single_point:
            yield name, inline(traits.single_point)


def _network_points(architecture: Architecture) -> Iterator[Text]:
    network = architecture.network
    if network.availability_zones == 1:
        yield _ONE_ZONE
    elif network.existing is None and network.nat_gateways == "single" and _runs_code_in_private(architecture):
        yield _ONE_GATEWAY


def _has_vpc(architecture: Architecture) -> bool:
    return any(component.facts.location is Location.VPC for component in architecture.components.values())


def _runs_code_in_private(architecture: Architecture) -> bool:
    return any(
        Acts.RUNS_CODE in component.facts.acts and getattr(component, "placement", None) == "private"
        for component in architecture.components.values()
    )


def single_point_lines(inputs: PageInputs, words: Words) -> list[Markdown]:
    """Return the single points of every environment, each with the environments it is in, unless it is in all."""
    found: dict[SinglePoint, list[str | None]] = {}
    for environment, deployment in inputs.deployments.items():
        for point in single_points(deployment):
            found.setdefault(point, []).append(environment)
    return [
        _single_point(point, _only_in(inputs, environments), inputs.architecture, words)
        for point, environments in found.items()
    ]


def _only_in(inputs: PageInputs, environments: Sequence[str | None]) -> list[str]:
    named = [name for name in environments if name is not None]
    return [] if len(named) == len(inputs.environments) else named


def _single_point(point: SinglePoint, only_in: Sequence[str], architecture: Architecture, words: Words) -> Markdown:
    name, why = point
    subject = component_link(architecture, name) if name is not None else words["network"]
    line = Text(en="{subject}: {why}", pt="{subject}: {why}")
    if not only_in:
        return words.fill(line, subject=subject, why=why)
    text = Text(en="{line} (in {environments})", pt="{line} (em {environments})")
    return words.fill(text, line=fill(line, subject=subject, why=why), environments=listed_markdown(map(code, only_in)))


def copies_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return how many there are of each component, and what happens when one fails."""
    rows = [
        (component_link(deployment.architecture, name), words.inline(traits.copies), words.inline(traits.failure))
        for name, traits in deployment.traits.items()
    ]
    return table([words["component"], words["copies"], words["on_failure"]], rows) if rows else None


def state_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what keeps data, for how long copies of it stay, and what is lost at most."""
    rows = [
        (
            component_link(deployment.architecture, name),
            words.inline(state.kept),
            words.inline(state.lost),
            words.inline(state.on_deletion),
        )
        for name, traits in deployment.traits.items()
        if (state := traits.state)
    ]
    columns = ("component", "kept", "recovery_point", "on_deletion")
    return table([words[column] for column in columns], rows) if rows else None
