"""Trade-offs and decisions: why the architecture is what it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from archspec.architecture import Architecture, Decision
from archspec.checks import Text
from archspec.components.fields import Language
from renderers.docs.markdown import Markdown, code, escape, fill, paragraphs, table
from renderers.docs.words import ASPECTS, calendar_day, impact

_STATUS: Final = {
    "proposed": Text(en="Proposed on {day}", pt="Proposta em {day}"),
    "accepted": Text(en="Accepted on {day}", pt="Aceita em {day}"),
    "rejected": Text(en="Rejected on {day}", pt="Rejeitada em {day}"),
    "deprecated": Text(en="Deprecated on {day}", pt="Obsoleta desde {day}"),
    "superseded": Text(en="Superseded on {day}", pt="Substituída em {day}"),
}


@dataclass(frozen=True, slots=True)
class DecisionSection:
    """A decision, ready to be set."""

    title: Markdown
    facts: Markdown
    """Status, date, components and the decision it replaces, in one line."""
    context: Markdown
    options: tuple[Markdown, ...]
    consequences: Markdown | None


def tradeoffs_table(architecture: Architecture, language: Language, words: Mapping[str, str]) -> Markdown:
    """Return what the architecture costs and gains."""
    rows = [
        (
            Markdown(f"**{ASPECTS[aspect].in_language(language)}**"),
            impact(tradeoff.impact, aspect).in_language(language),
            tradeoff.analysis,
        )
        for aspect, tradeoff in architecture.tradeoffs.items()
    ]
    return table([words["aspect"], words["impact"], words["analysis"]], rows)


def decision_sections(
    architecture: Architecture, language: Language, words: Mapping[str, str]
) -> tuple[DecisionSection, ...]:
    """Return the decisions in the spec's order."""
    return tuple(
        DecisionSection(
            title=escape(_title(slug, architecture)),
            facts=Markdown(" · ".join(_facts(decision, architecture, language, words))),
            context=paragraphs(decision.context),
            options=tuple(_options(decision, words)),
            consequences=paragraphs(decision.consequences) if decision.consequences else None,
        )
        for slug, decision in architecture.decisions.items()
    )


def _title(slug: str, architecture: Architecture) -> str:
    return architecture.decisions[slug].title or slug


def _facts(
    decision: Decision, architecture: Architecture, language: Language, words: Mapping[str, str]
) -> Iterator[str]:
    yield fill(_STATUS[decision.status], day=calendar_day(decision.date)).in_language(language)
    if decision.components:
        titles = (escape(architecture.components[name].title) for name in decision.components)
        yield f"{words['about']} {', '.join(titles)}"
    if decision.supersedes is not None:
        yield f"{words['replaces']} {escape(_title(decision.supersedes, architecture))}"


def _options(decision: Decision, words: Mapping[str, str]) -> Iterator[Markdown]:
    for slug, text in decision.options.items():
        chosen = f" ({words['chosen']})" if slug == decision.outcome else ""
        yield Markdown(f"**{code(slug)}**{chosen}: {escape(text)}")
