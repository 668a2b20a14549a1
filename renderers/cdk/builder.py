"""How a kind is built: the type of the `BUILDER` that the module of each kind exports, and the way to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, Generic, TypeVar, cast

from archspec.architecture import Arrow
from archspec.components.base import ComponentBase, facts_file
from archspec.components.registry import KIND_NAMES, package_of
from archspec.planning import Plan
from archspec.planning.passed import Passed
from renderers.cdk.built import Built
from renderers.cdk.stack_build import StackBuild

ModelT = TypeVar("ModelT", bound=ComponentBase)
ModelT_contra = TypeVar("ModelT_contra", bound=ComponentBase, contravariant=True)


def nothing_known(_build: StackBuild, _name: str, _component: ComponentBase) -> Built:
    """Know nothing of a component that another stack makes."""
    return Built()


def nothing_stateful() -> Mapping[str, Sequence[str]]:
    """Have no resource whose replacement loses something."""
    return {}


def nothing_shared(_build: StackBuild, _components: Mapping[str, ComponentBase]) -> None:
    """Make nothing that components share."""


def nothing_more(_build: StackBuild, _name: str, _component: ComponentBase) -> None:
    """Make nothing besides the component."""


def nothing_follows(_build: StackBuild, _arrow: Arrow) -> None:
    """Make nothing for an arrow."""


def no_assets(_plan: Plan, _folder: Path) -> Mapping[str, Path]:
    """Deploy no files."""
    return {}


class Phase(IntEnum):
    """When in its stack a component is built: it may name what is built in an earlier phase."""

    RESOURCES = 1
    """What names no other component."""
    STORES = 2
    """What keeps data in the VPC, and may read and write resources."""
    ENTRIES = 3
    """What is reached under an address that others are told."""
    WORKLOADS = 4
    """What runs code, which is told of everything before."""
    EDGE = 5
    """What serves the others to the world."""


class AccessLogs(StrEnum):
    """How a component's access logs come into the bucket that a stack keeps them in."""

    NONE = "none"
    """It has none."""
    BY_POLICY = "by_policy"
    BY_ACCESS_LIST = "by_access_list"


@dataclass(frozen=True, slots=True)
class Handover:
    """How a nested stack gets to know something of what stays in Main."""

    give: Callable[[StackBuild, Passed], str]
    """The value in Main."""
    take: Callable[[StackBuild, Passed, str], None]
    """Let the builders in a nested stack know the value."""


@dataclass(frozen=True, slots=True)
class Nesting(Generic[ModelT_contra]):
    """What a kind does about stacks inside Main, besides handing over outputs by name."""

    passes: Mapping[str, Handover]
    """What is more than an output, by the subject of the plan's parameter."""
    stays: Callable[[StackBuild, str, ModelT_contra], None] = nothing_more
    """Make in Main what outlives the move of a component from there."""
    follow: Callable[[StackBuild, Arrow], None] = nothing_follows
    """Make what an arrow to a component in a nested stack needs in that stack."""
    guard: Callable[[StackBuild, str, ModelT_contra], None] = nothing_more
    """Make what guards a component in Main, besides its alarms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder(Generic[ModelT_contra]):
    """Everything that stacks ask of a kind."""

    phase: Phase
    access_logs: AccessLogs
    build: Callable[[StackBuild, str, ModelT_contra], Built]
    """Make a component in the stack it is created in."""
    known: Callable[[StackBuild, str, ModelT_contra], Built]
    """What any stack knows of a component by the plan alone, without making anything."""
    use: Callable[[StackBuild, str, ModelT_contra], Built]
    """Refer to a component that another stack creates, or that is there already, where this stack needs it."""
    nesting: Nesting[ModelT_contra]
    stateful: Callable[[], Mapping[str, Sequence[str]]]
    """The types of its resources whose replacement loses data or an address, with the properties that replace them."""
    prepare: Callable[[StackBuild, Mapping[str, ModelT_contra]], None] = nothing_shared
    """Make what components of the kind in a stack share, before them."""
    finish: Callable[[StackBuild, str, ModelT_contra], None] = nothing_more
    """Make what a component needs every other component of its stack for."""
    assets: Callable[[Plan, Path], Mapping[str, Path]] = no_assets
    """Put together the files that components of the kind deploy, below a folder, and say where by name of the asset."""


def stateful_types(package: str) -> Mapping[str, Sequence[str]]:
    """Return the stateful types that a data file of a package lists."""
    types: Mapping[str, Sequence[str]] = facts_file("stateful_resources", package)["resources"]
    return types


OUTPUTS_ALONE: Final[Nesting[ComponentBase]] = Nesting(passes={})
"""Nothing but outputs goes into nested stacks."""


def handed(output: str, meaning: Callable[[str], Built]) -> Handover:
    """Return how an output is handed over that means more than its value, such as an ARN what permissions are on."""

    def give(main: StackBuild, passed: Passed) -> str:
        return main.built[passed.of].outputs[output]

    def take(build: StackBuild, passed: Passed, value: str) -> None:
        build.know(passed.of, meaning(value))

    return Handover(give, take)


def builder_of(component: ModelT) -> Builder[ModelT]:
    """Return how a component is built; the one place where the type of a kind is taken on trust."""
    return cast("Builder[ModelT]", _builder_named(component.kind))


def learn(build: StackBuild) -> None:
    """Let a stack know of each component what the plan alone tells."""
    for name, component in build.architecture.components.items():
        build.know(name, builder_of(component).known(build, name, component))


def build_component(build: StackBuild, name: str) -> None:
    """Make a component, and let the others of its stack know of it."""
    component = build.architecture.components[name]
    build.know(name, builder_of(component).build(build, name, component))


def builders_of(components: Iterable[ComponentBase]) -> tuple[Builder[ComponentBase], ...]:
    """Return the builder of each kind that some components have, once."""
    return tuple({component.kind: builder_of(component) for component in components}.values())


@cache
def _builder_named(kind: str) -> object:
    """Return the builder of a kind: of a module here, or of the module `cdk` of another distribution's package."""
    package = package_of(kind)
    if package is None:
        raise TypeError(f"there is no kind {kind!r}")
    module = f"{__package__}.{kind}" if kind in KIND_NAMES else f"{package}.cdk"
    found: object = getattr(import_module(module), "BUILDER", None)
    if not isinstance(found, Builder):
        raise TypeError(f"{module} exports no BUILDER")
    return found
