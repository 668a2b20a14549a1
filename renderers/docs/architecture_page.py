"""The page that presents an architecture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import sub

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from archspec.architecture import Architecture, Overlay
from archspec.checks import Report, Text
from archspec.components import Actor, AnyComponent
from archspec.components.fields import Language
from renderers.docs.connections import connections_table
from renderers.docs.decisions import decision_sections, tradeoffs_table
from renderers.docs.environments import environments_table
from renderers.docs.findings import verification
from renderers.docs.glance import at_a_glance, legend
from renderers.docs.markdown import Markdown, code, escape, link, paragraphs, show, table
from renderers.docs.settings import settings_of
from renderers.docs.words import words_in


@dataclass(frozen=True, slots=True)
class ComponentSection:
    """A component, ready to be set."""

    title: Markdown
    service: Markdown
    """The AWS service with its documentation, and the id in the spec."""
    why: Markdown | None
    settings: Markdown | None


def render_architecture_page(
    architecture: Architecture, picture: str, report: Report, environments: Mapping[str, Overlay]
) -> str:
    """Return the page of an architecture, in the language of its texts.

    The picture is a Mermaid diagram. The environments come beside the architecture, as a translated one has none.
    """
    language = architecture.language
    words = {name: Markdown(word) for name, word in words_in(language).items()}
    text = _template().render(
        words=words,
        generated=Markdown(words["generated"].format(name=code(architecture.name))),
        title=architecture.title,
        description=paragraphs(architecture.description) if architecture.description else None,
        glance=at_a_glance(architecture, language, words),
        legend=legend(architecture, language),
        picture=Markdown(picture.rstrip("\n")),
        components=list(_components(architecture, language, words)),
        connections=connections_table(architecture, language, words) if architecture.connections else None,
        environments=environments_table(environments, language, words) if environments else None,
        tradeoffs=tradeoffs_table(architecture, language, words) if architecture.tradeoffs else None,
        decisions=decision_sections(architecture, language, words),
        verification=verification(architecture, report, language, words),
    )
    return sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _template() -> Template:
    """Return the page's layout; whatever it prints is escaped, unless it is Markdown already."""
    environment = SandboxedEnvironment(
        loader=PackageLoader("renderers.docs"),
        # Jinja's own escaping is for HTML; `show` escapes for Markdown, and HTML with it.
        autoescape=False,
        finalize=show,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("architecture.md.jinja")


def _components(architecture: Architecture, language: Language, words: Mapping[str, str]) -> Iterator[ComponentSection]:
    for name, component in architecture.components.items():
        rows = [
            (setting.name.in_language(language), Markdown(setting.value.in_language(language)))
            for setting in settings_of(name, architecture)
        ]
        yield ComponentSection(
            title=escape(component.title),
            service=Markdown(f"{_service(component, language)} · {code(name)}"),
            why=paragraphs(component.why) if component.why else None,
            settings=table([words["setting"], words["value"]], rows) if rows else None,
        )


def _service(component: AnyComponent, language: Language) -> Markdown:
    if isinstance(component, Actor):
        person = Text(en="Person outside AWS", pt="Pessoa fora da AWS")
        system = Text(en="System outside AWS", pt="Sistema fora da AWS")
        return Markdown((person if component.type == "person" else system).in_language(language))
    return link(component.facts.service, component.facts.docs)
