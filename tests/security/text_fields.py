"""Every field of a spec that holds text or a number, found by walking the models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from archspec.architecture import Architecture, Arrow
from archspec.components import ComponentBase, all_kinds
from archspec.components.texts import FreeText

_WITHOUT_TEXT: Final = frozenset({bool, type(None)})
OVERLAYS: Final = "Architecture.environments[value]"
"""Overlays are data: loading validates them when they are laid over the base."""


@dataclass(frozen=True)
class Leaf:
    """A value of a model: the class and field it is in, and its type with everything it is checked by."""

    name: str
    base: Any
    metadata: tuple[Any, ...]

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """What validates the value alone."""
        whole: Any = Annotated[self.base, *self.metadata] if self.metadata else self.base
        return TypeAdapter(whole)

    @property
    def is_free(self) -> bool:
        """Whether it is text in a person's own words."""
        return any(isinstance(item, FreeText) for item in self.metadata)


def leaves() -> list[Leaf]:
    """Return each value of a spec once, by name."""
    return sorted({leaf.name: leaf for leaf in _of_model(Architecture, set())}.values(), key=lambda leaf: leaf.name)


def _of_model(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[Leaf]:
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield from _of_type(f"{model.__name__}.{name}", field.annotation, tuple(field.metadata), seen)


def _of_type(name: str, type_: object, metadata: tuple[Any, ...], seen: set[type[BaseModel]]) -> Iterator[Leaf]:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        yield from _of_type(name, arguments[0], (*metadata, *_flat(arguments[1:])), seen)
    elif origin in {Union, UnionType}:
        for argument in arguments:
            yield from _of_type(name, argument, metadata, seen)
    elif origin is tuple:
        yield from _of_type(f"{name}[item]", arguments[0], (), seen)
    elif origin is Mapping or getattr(origin, "__name__", "") == "Mapping":
        yield from _of_type(f"{name}[key]", arguments[0], (), seen)
        yield from _of_type(f"{name}[value]", arguments[1], (), seen)
    elif type_ is ComponentBase:
        # Which model a component has, its `kind` says.
        for kind in all_kinds():
            yield from _of_model(kind.model, seen)
    elif isinstance(type_, type) and issubclass(type_, BaseModel):
        yield from _of_model(type_, seen)
    elif origin is not Literal and type_ not in _WITHOUT_TEXT:
        yield Leaf(name, type_, metadata)


def _flat(metadata: tuple[Any, ...]) -> Iterator[Any]:
    """Return metadata without defaults, which are no checks."""
    for item in metadata:
        yield from item.metadata if isinstance(item, FieldInfo) else (item,)


def text_leaves() -> list[Leaf]:
    """Return the values that are text, the keys of connections among them."""
    return [leaf for leaf in leaves() if leaf.base in {str, Arrow} and not leaf.name.startswith(OVERLAYS)]


def number_leaves() -> list[Leaf]:
    """Return the values that are numbers."""
    return [leaf for leaf in leaves() if leaf.base is int]
