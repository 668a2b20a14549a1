"""The environments side by side: everything in which they differ from the spec, and so from each other."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from pydantic import BaseModel

from archspec.architecture import Arrow
from archspec.bilingual import Text
from archspec.parts.phrases import yes_no
from renderers.docs.connections import component_link, opened
from renderers.docs.deployment import Deployment
from renderers.docs.glance import facts_of
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, lines, table
from renderers.docs.phrases import same
from renderers.docs.settings import settings_of
from renderers.docs.words import WORDS, Words

Values: TypeAlias = Iterator[tuple[Text, Text]]
"""What an environment has of one part of the architecture: names and values."""
Part: TypeAlias = tuple[Markdown, Callable[[Deployment], Values]]
"""A part of the architecture, and how to read it in an environment."""

_ALIKE: Final = Text(en="=", pt="=")
"""What stands for the value of the spec."""
_PRESENT: Final = Text(en="Is there", pt="Existe")
_NAME: Final = Text(en="Name", pt="Nome")
_WHY: Final = Text(en="Why", pt="Por quê")
_PURPOSE: Final = Text(en="Purpose", pt="Finalidade")
_OPENS: Final = Text(en="What it opens", pt="O que abre")

_OTHER_FIELDS: Final = ("clusters", "views", "tradeoffs", "decisions", "waivers")
"""Fields of a spec that hardly ever differ, and are shown as they are written."""


def environments_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return a row for each difference, with a column for each environment; None where there is none."""
    # Environments have no translations, so they are compared with what the spec says in its own language.
    deployments = [inputs.untranslated, *(inputs.deployments[name] for name in inputs.environments)]
    rows = [
        [subject, words(name), words(spec), *(words(_ALIKE if value == spec else value) for value in values)]
        for subject, read in _parts(inputs, words)
        for name, (spec, *values) in _differences([dict(read(deployment)) for deployment in deployments])
    ]
    columns = [words["part"], words["setting"], words["spec"], *map(code, inputs.environments)]
    return table(columns, rows) if rows else None


def _differences(columns: list[dict[Text, Text]]) -> Iterator[tuple[Text, list[Text]]]:
    """Return the names whose values are not the same everywhere."""
    absent = Text(en="", pt="")
    for name in dict.fromkeys(name for values in columns for name in values):
        values = [column.get(name, absent) for column in columns]
        if len(set(values)) > 1:
            yield name, values


def _parts(inputs: PageInputs, words: Words) -> Iterator[Part]:
    architecture = inputs.architecture
    yield words["architecture"], _whole
    for name in architecture.components:
        yield component_link(architecture, name), _component(name)
    for arrow in architecture.connections:
        ends = [component_link(architecture, end) for end in (arrow.source, arrow.target)]
        name = Markdown(f" {code(f'#{arrow.name}')}" if arrow.name else "")
        yield Markdown(f"{ends[0]} → {ends[1]}{name}"), _connection(arrow)


def _whole(deployment: Deployment) -> Values:
    architecture = deployment.architecture
    yield Text(en="Title", pt="Título"), _said(architecture.title)
    if architecture.description is not None:
        yield Text(en="Description", pt="Descrição"), _said(architecture.description)
    for word, fact in facts_of(architecture):
        yield WORDS[word], fact
    for field in _OTHER_FIELDS:
        for path, value in _leaves(getattr(architecture, field), (field,)):
            yield same(code(".".join(path))), same(code(value))


def _component(name: str) -> Callable[[Deployment], Values]:
    def read(deployment: Deployment) -> Values:
        component = deployment.architecture.components.get(name)
        yield _PRESENT, yes_no(value=component is not None)
        if component is None:
            return
        yield _NAME, _said(component.title)
        if component.why is not None:
            yield _WHY, _said(component.why)
        for setting in settings_of(name, deployment):
            yield setting.name, setting.value

    return read


def _connection(arrow: Arrow) -> Callable[[Deployment], Values]:
    def read(deployment: Deployment) -> Values:
        connection = deployment.architecture.connections.get(arrow)
        yield _PRESENT, yes_no(value=connection is not None)
        if connection is None:
            return
        yield _PURPOSE, same(lines(text for text in (connection.label, connection.why) if text))
        yield _OPENS, opened(deployment, arrow)

    return read


def _said(text: str) -> Text:
    """Return a text of the spec, in the language it is written in."""
    return same(lines([text]))


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return the values in a part of a spec, each with the way to it."""
    match value:
        case BaseModel():
            yield from _leaves(value.model_dump(mode="json"), path)
        case Mapping():
            for key, under in value.items():
                yield from _leaves(under, (*path, str(key)))
        case list() | tuple():
            for number, under in enumerate(value):
                yield from _leaves(under, (*path, str(number)))
        case _:
            yield path, str(value)
