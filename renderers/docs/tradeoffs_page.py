"""The page of trade-offs."""

from renderers.docs.frame import Frame
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.markdown import Markdown, lines, strong, table
from renderers.docs.tradeoffs.availability import copies_table, single_point_lines, state_table, zones_sentence
from renderers.docs.tradeoffs.evidence import evidence
from renderers.docs.tradeoffs.operation import growth_table, upkeep_table
from renderers.docs.tradeoffs.resources import resources_table
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import ASPECTS, impact


def tradeoffs_page(inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page: each aspect as the spec weighs it, beside it what the model shows, then the model in detail."""
    return render_template(
        "tradeoffs",
        words=words,
        frame=frame,
        analysis=_analysis(inputs, words),
        zones=zones_sentence(inputs.architecture, words),
        single_points=single_point_lines(inputs, words),
        copies=copies_table(inputs.deployment, words),
        state=state_table(inputs.deployment, words),
        growth=growth_table(inputs.deployment, words),
        upkeep=upkeep_table(inputs.deployment, words),
        resources=resources_table(inputs, words),
    )


def _analysis(inputs: PageInputs, words: Words) -> Markdown | None:
    rows = [
        (
            strong(words(ASPECTS[aspect])),
            words(impact(tradeoff.impact, aspect)),
            tradeoff.analysis,
            lines(map(words, evidence(inputs.deployment, aspect))),
        )
        for aspect, tradeoff in inputs.architecture.tradeoffs.items()
    ]
    columns = ("aspect", "impact", "analysis", "evidence")
    return table([words[column] for column in columns], rows) if rows else None
