"""The page that leads to all others."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.parts.phrases import Noun, counted
from renderers.docs.checks.summary import summary_of
from renderers.docs.decisions.references import lower, marked_link
from renderers.docs.frame import ARCHITECTURE, CHECKS, DECISIONS, RULES, TRADEOFFS, Frame
from renderers.docs.glance import at_a_glance
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.links import to_page
from renderers.docs.markdown import Markdown, fill, lines, paragraphs, table
from renderers.docs.phrases import listed
from renderers.docs.pictures import legend, pictures_of, pictures_table
from renderers.docs.words import Words
from renderers.docs.words.nouns import COMPONENTS, CONNECTIONS
from renderers.docs.words.vocabulary import ASPECTS

_ENVIRONMENTS: Final[Noun] = (Text(en="environment", pt="ambiente"), Text(en="environments", pt="ambientes"))
_FIRST: Final = "logical"
"""The view the page opens with."""


def overview_page(inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page: the architecture at a glance, one picture, and the way to everything else."""
    architecture = inputs.architecture
    pictures = pictures_of(inputs, words)
    chosen = [picture for picture in pictures if picture.key == f"view:{_FIRST}"] or pictures
    return render_template(
        "overview",
        words=words,
        frame=frame,
        title=architecture.title,
        description=paragraphs(architecture.description) if architecture.description else None,
        glance=at_a_glance(architecture, words),
        picture=chosen[0] if chosen and architecture.components else None,
        legend=legend(architecture, words),
        pages=table([words["page"], words["holds"]], list(_pages(inputs, words))),
        pictures=pictures_table(inputs, words),
    )


def _pages(inputs: PageInputs, words: Words) -> Iterator[tuple[Markdown, Markdown]]:
    architecture = inputs.architecture
    yield to_page(words["architecture"], ARCHITECTURE), words(_architecture(inputs))
    yield to_page(words["tradeoffs"], TRADEOFFS), words(_tradeoffs(inputs))
    decisions = [marked_link(slug, architecture, words) for slug in architecture.decisions]
    yield to_page(words["decisions"], DECISIONS), lines(decisions) or words["no_decisions"]
    yield to_page(words["verification"], CHECKS), words(summary_of(inputs.report))
    yield to_page(words["rules"], RULES), words["rules_hold"]


def _architecture(inputs: PageInputs) -> Text:
    architecture = inputs.architecture
    text = Text(
        en="{components} and {connections}: how each is set up, what it opens, and how it is protected",
        pt="{components} e {connections}: como cada um está configurado, o que abre e como se protege",
    )
    filled = fill(
        text,
        components=counted(len(architecture.components), *COMPONENTS),
        connections=counted(len(architecture.connections), *CONNECTIONS),
    )
    if not inputs.environments:
        return fill(Text(en="{text}.", pt="{text}."), text=filled)
    environments = counted(len(inputs.environments), *_ENVIRONMENTS)
    more = Text(en="{text}; {environments} side by side.", pt="{text}; {environments} lado a lado.")
    return fill(more, text=filled, environments=environments)


def _tradeoffs(inputs: PageInputs) -> Text:
    aspects = [lower(ASPECTS[aspect]) for aspect in inputs.architecture.tradeoffs]
    if not aspects:
        return Text(
            en="Availability, data, scaling, upkeep and resources, as the model shows them.",
            pt="Disponibilidade, dados, escala, manutenção e recursos, como o modelo os mostra.",
        )
    text = Text(
        en="An analysis of {aspects}; availability, data, scaling, upkeep and resources, as the model shows them.",
        pt="Análise de {aspects}; disponibilidade, dados, escala, manutenção e recursos, como o modelo os mostra.",
    )
    return fill(text, aspects=listed(aspects))
