"""What the model of a kind has to be."""

import re
from collections.abc import Callable, Iterator, Mapping
from operator import setitem
from typing import Any, Final

from archspec.architecture.kind import Connections
from archspec.checks import Rules
from archspec.components import ComponentBase
from archspec.components.registry import facet_of, package_of
from archspec.errors import UsageError
from archspec.loading.schema import field_docs
from archspec.parts.pages import Pages
from archspec.parts.testing import Testing, drawing_of
from archspec.planning.kind import Planning
from archspec.testing.components import smallest
from archspec.testing.pairs import possible_arrows
from archspec.views.kind import Views

_PARTS: Final[Mapping[str, Any]] = {
    "connections": Connections,
    "planning": Planning,
    "rules": Rules,
    "pages": Pages,
    "views": Views,
    "testing": Testing,
}
"""What a kind's home has beside its model: a module, and the type of the value it exports."""


def names_agree(kind: str) -> Iterator[str]:
    """Require one name of the folder, the class and the `kind` of a spec."""
    model = _model(kind)
    in_words = re.sub("(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    if in_words != kind:
        yield f"the class {model.__name__} is called {in_words} in words, not {kind}"
    if model.__module__ != f"{package_of(kind)}.model":
        yield f"the model is in {model.__module__}, not in {package_of(kind)}.model"


def parts_are_whole(kind: str) -> Iterator[str]:
    """Require every part of a kind's home, each of its type."""
    for part, part_type in _PARTS.items():
        try:
            facet_of(kind, part, part_type)
        except (ImportError, TypeError, UsageError) as error:
            yield str(error)


def facts_are_whole(kind: str) -> Iterator[str]:
    """Require that a kind says what it is, and where its documentation is."""
    facts = _model(kind).facts
    if not facts.service.strip():
        yield "facts.service is empty"
    if not facts.docs.startswith("https://"):
        yield "facts.docs is no address"


def fields_are_documented(kind: str) -> Iterator[str]:
    """Require a sentence under each field; `kind` explains itself."""
    docs = field_docs(_model(kind))
    yield from (f"{name} has no docstring" for name in _model(kind).model_fields if name not in {*docs, "kind"})
    yield from (f"{name}: the docstring has no full stop" for name, text in docs.items() if not text.endswith("."))


def kind_can_be_connected(kind: str) -> Iterator[str]:
    """Require that the kind stands at an end of some arrow."""
    if not any(kind in pair for pair in possible_arrows()):
        yield f"no arrow begins or ends at a {kind}"


def component_survives_a_round_trip(kind: str) -> Iterator[str]:
    """Require that what is dumped is read as the same value."""
    component = _smallest(kind)
    if type(component).model_validate(component.model_dump(mode="json")) != component:
        yield "the smallest example is another one after a round trip through JSON"


def component_has_a_title(kind: str) -> Iterator[str]:
    """Require that a component without a label is called by its service."""
    component = _smallest(kind)
    if component.title != component.facts.service:
        yield f"without a label its title is {component.title!r}, not {component.facts.service!r}"
    if component.model_copy(update={"label": "Ours"}).title != "Ours":
        yield "its label is not its title"


def component_is_frozen(kind: str) -> Iterator[str]:
    """Require that nothing changes a value once it is valid."""
    component: Any = _smallest(kind)
    if not _refused(lambda: setattr(component, "label", "Other")):
        yield "a field can be set"
    if not _refused(lambda: setitem(component.tags, "a", "b")):
        yield "a mapping in it can be changed"


def _refused(change: Callable[[], object]) -> bool:
    try:
        change()
    except (AttributeError, TypeError, ValueError):
        return True
    return False


def _model(kind: str) -> type[ComponentBase]:
    model: type[ComponentBase] = drawing_of(kind).model
    return model


def _smallest(kind: str) -> ComponentBase:
    return _model(kind).model_validate(smallest(kind))
