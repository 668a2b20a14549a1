"""Which model stands at a path of a spec, and the path a location of Pydantic's stands for."""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from archspec.architecture import Architecture
from archspec.components import ComponentBase, kind_named
from archspec.components.fields import Translatable
from archspec.errors import Path
from archspec.loading.tree import Map, Node, Scalar, value_at

_KEY: Final = "[key]"


class Location(NamedTuple):
    """A location of Pydantic's as a path of the spec: without the names of union branches and the mark of a key."""

    path: Path
    is_key: bool
    choice: Path | None
    """Where a value could have been of several types, of which this is one."""
    branch: str
    """Pydantic's name for that type."""


def location_of(parts: Path, root: type[BaseModel], error_type: str) -> Location:
    """Read a location, part by part, along the types of the fields."""
    here: object = root
    path: list[str | int] = []
    choice: Path | None = None
    branch = ""
    is_name = False
    for part in parts:
        here = _bare(here)
        if is_name and part == _KEY and error_type != "extra_forbidden":
            return Location(tuple(path), is_key=True, choice=choice, branch=branch)
        if here is ComponentBase and (kind := kind_named(str(part))) is not None:
            here = kind.model
            continue
        if members := _members(here):
            here = next((m for m in members if _branch_name(m) == part), None)
            choice, branch = tuple(path), str(part)
            continue
        is_name = get_origin(here) in {Mapping, dict}
        here = _below(here, part)
        path.append(part)
    return Location(tuple(path), is_key=False, choice=choice, branch=branch)


def model_at(root: Node, path: Path) -> type[BaseModel] | None:
    """Return the model whose fields stand at a path, or None where the spec has free keys or a value."""
    here = type_at(root, path)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def type_at(root: Node, path: Path) -> object:
    """Return the type of the value at a path, without what stands around it."""
    here: object = Architecture
    for depth, part in enumerate(path, start=1):
        here = _choose(_bare(_below(here, part)), root, path[:depth])
    return here


def _below(here: object, part: str | int) -> object:
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = here.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = [argument for argument in get_args(here) if argument is not Ellipsis]
    return arguments[-1] if arguments else None


def _bare(here: object) -> object:
    """Take off annotations, and the None of an optional value."""
    while True:
        if get_origin(here) is Annotated:
            here = get_args(here)[0]
        elif get_origin(here) in {Union, UnionType} and not _members(here):
            here = next(argument for argument in get_args(here) if argument is not type(None))
        else:
            return here


def _members(here: object) -> list[object]:
    """Return the types of a union, where there is a choice."""
    if get_origin(here) not in {Union, UnionType}:
        return []
    members = [argument for argument in get_args(here) if argument is not type(None)]
    return members if len(members) > 1 else []


def _branch_name(member: object) -> str:
    """Return the name Pydantic has for a model in a union."""
    return member.__name__ if isinstance(member, type) and issubclass(member, BaseModel) else ""


def _choose(here: object, root: Node, path: Path) -> object:
    """Return the model of a component, or the member of a union, that the tree's value is of."""
    if here is ComponentBase:
        return model_of(value_at(root, path))
    members = _members(here)
    if not members:
        return here
    if not isinstance(value_at(root, path), Map):
        return None
    models = [m for m in members if isinstance(m, type) and issubclass(m, BaseModel)]
    return models[0] if len(models) == 1 else None


def model_of(component: Node) -> type[BaseModel] | None:
    """Return the model of a component in the tree, by its kind."""
    kind = component.entries.get("kind") if isinstance(component, Map) else None
    name = kind.value.value if kind and isinstance(kind.value, Scalar) else None
    found = kind_named(str(name))
    return found.model if found else None


def is_translatable(model: type[BaseModel], field: str) -> bool:
    """Tell whether a field holds text that a reader sees."""
    info = model.model_fields[field]
    return any(isinstance(m, Translatable) for m in info.metadata) or _mentions(info.annotation)


def _mentions(annotation: object) -> bool:
    if get_origin(annotation) is Annotated:
        return any(isinstance(m, Translatable) for m in get_args(annotation)[1:])
    return get_origin(annotation) in {Union, UnionType} and any(_mentions(a) for a in get_args(annotation))
