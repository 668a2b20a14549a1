"""Which values of its fields a strategy has to reach."""

from collections.abc import Callable, Iterator
from functools import partial
from operator import eq
from typing import Any, Final, Literal, get_args, get_origin

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel
from pydantic.fields import FieldInfo

REACH: Final = settings(
    max_examples=2000,
    deadline=None,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""Look for an example, and leave it as large as it is found."""


def unseen(model: type[BaseModel], drawn: SearchStrategy[Any]) -> Iterator[str]:
    """Return the fields that are not seen away from their default, or not with each word of a closed vocabulary."""
    for path in _fields(model):
        for wanted, words in _wanted(model, path):
            try:
                find(drawn, partial(_is_seen, wanted, path), settings=REACH)
            except NoSuchExample:
                yield f"{'.'.join(path)} is never drawn {words}"


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """Return the path of each field of a model, and of the models in it."""
    for name, field in model.model_fields.items():
        if name != "kind":
            yield (name,)
            for part in _models(field):
                yield from ((name, *below) for below in _fields(part))


def _models(field: FieldInfo) -> Iterator[type[BaseModel]]:
    for part in (field.annotation, *get_args(field.annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def _field(model: type[BaseModel], path: tuple[str, ...]) -> FieldInfo:
    field = model.model_fields[path[0]]
    for name in path[1:]:
        field = next(part.model_fields[name] for part in _models(field) if name in part.model_fields)
    return field


def _wanted(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[Callable[[object], bool], str]]:
    """Return what a field must be seen as: each value of a closed vocabulary, else two different values."""
    field = _field(model, path)
    if get_origin(field.annotation) is Literal or field.annotation is bool:
        for one in get_args(field.annotation) or (True, False):
            yield partial(eq, one), f"as {one!r}"
        return
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    yield lambda value: value not in (None, default), "away from its default"
    yield lambda value: not value or value == default or default is None, "as its default"


def _is_seen(wanted: Callable[[object], bool], path: tuple[str, ...], component: object) -> bool:
    value = component
    for name in path:
        value = getattr(value, name, None)
    return wanted(value)
