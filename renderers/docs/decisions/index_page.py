"""The index of the decisions."""

from typing import Final

from archspec.architecture import Decision
from archspec.bilingual import Text
from archspec.parts.phrases import Noun, counted
from renderers.docs.connections import component_link
from renderers.docs.decisions.references import dated_status, decision_link
from renderers.docs.decisions.remarks import remarks_on
from renderers.docs.frame import Frame
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.markdown import Markdown, code, strong, table
from renderers.docs.words import Words

_REMARKS: Final[Noun] = (Text(en="remark", pt="observação"), Text(en="remarks", pt="observações"))


def decisions_page(inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return every decision with its status, its outcome, and whether the spec agrees with it."""
    rows = [_row(slug, inputs, words) for slug in inputs.architecture.decisions]
    columns = ("decision", "status", "outcome", "components", "agreement")
    index = table([words[column] for column in columns], rows) if rows else None
    return render_template("decisions", words=words, frame=frame, index=index)


def _row(slug: str, inputs: PageInputs, words: Words) -> tuple[Markdown, ...]:
    architecture = inputs.architecture
    decision = architecture.decisions[slug]
    status = words(dated_status(decision))
    remarks = remarks_on(slug, inputs)
    return (
        decision_link(slug, architecture),
        status if decision.status == "accepted" else strong(status),
        code(decision.outcome),
        Markdown(", ".join(component_link(architecture, name) for name in decision.components)),
        words(counted(len(remarks), *_REMARKS)) if remarks else _agreement(decision, words),
    )


def _agreement(decision: Decision, words: Words) -> Markdown:
    """Return that the model agrees; with what is not in force it is not compared."""
    return words["agrees"] if decision.status == "accepted" else Markdown()
