"""The page of one decision."""

from collections.abc import Iterator, Mapping
from typing import Final

from archspec.architecture import Architecture, Decision
from archspec.bilingual import Text
from renderers.docs.connections import component_link
from renderers.docs.decisions.references import dated_status, decision_title, marked_link
from renderers.docs.decisions.remarks import remarks_on, was_accepted
from renderers.docs.frame import Frame
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.markdown import Markdown, code, escape, paragraphs, strong
from renderers.docs.phrases import listed_markdown
from renderers.docs.words import Words

_NOTICES: Final[Mapping[str, Text]] = {
    "proposed": Text(
        en="**Proposed.** Nobody has decided this yet; what follows is a suggestion.",
        pt="**Proposta.** Ninguém decidiu isso ainda; o que segue é uma sugestão.",
    ),
    "rejected": Text(
        en="**Rejected.** This was weighed and turned down.", pt="**Rejeitada.** Foi avaliada e recusada."
    ),
    "deprecated": Text(
        en="**Deprecated.** This no longer holds, and nothing has taken its place.",
        pt="**Obsoleta.** Já não vale, e nada a substituiu.",
    ),
    "superseded": Text(en="**Superseded.** This no longer holds.", pt="**Substituída.** Já não vale."),
}
"""What a reader has to know first of a decision that is not in force."""

_OUTCOMES: Final[Mapping[str, Text]] = {
    "proposed": Text(en="Proposed option: {outcome}.", pt="Opção proposta: {outcome}."),
    "accepted": Text(en="Chosen option: {outcome}.", pt="Opção escolhida: {outcome}."),
    "rejected": Text(en="Option that was turned down: {outcome}.", pt="Opção recusada: {outcome}."),
    "deprecated": Text(en="Option chosen at the time: {outcome}.", pt="Opção escolhida na época: {outcome}."),
    "superseded": Text(en="Option chosen at the time: {outcome}.", pt="Opção escolhida na época: {outcome}."),
}


def decision_page(slug: str, inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page: where the decision stands, what was weighed, and what the model says of it today."""
    architecture = inputs.architecture
    decision = architecture.decisions[slug]
    return render_template(
        "decision",
        words=words,
        frame=frame,
        title=decision_title(slug, architecture),
        notice=_notice(slug, architecture, words),
        facts=list(_facts(slug, architecture, words)),
        context=paragraphs(decision.context),
        options=list(_options(decision)),
        outcome=words.fill(_OUTCOMES[decision.status], outcome=code(decision.outcome)),
        consequences=paragraphs(decision.consequences) if decision.consequences else None,
        in_model=_in_model(decision, architecture),
        in_force=decision.status == "accepted",
        remarks=[words(remark) for remark in remarks_on(slug, inputs)],
    )


def _notice(slug: str, architecture: Architecture, words: Words) -> Markdown | None:
    status = architecture.decisions[slug].status
    if status == "accepted":
        return None
    notice = words(_NOTICES[status])
    others = architecture.replacing(slug) if status == "superseded" else ()
    if not others:
        return notice
    see = Text(en="{notice} See {others}.", pt="{notice} Veja {others}.")
    links = listed_markdown(marked_link(other, architecture, words) for other in others)
    return words.fill(see, notice=notice, others=links)


def _facts(slug: str, architecture: Architecture, words: Words) -> Iterator[Markdown]:
    decision = architecture.decisions[slug]
    older = [decision.supersedes] if decision.supersedes else []
    newer = architecture.replacing(slug)
    accepted = [other for other in newer if was_accepted(other, architecture)]
    proposed = [other for other in newer if other not in accepted]
    values = {
        "status": [words(dated_status(decision))],
        "components": [component_link(architecture, name) for name in decision.components],
        "replaces": [marked_link(other, architecture, words) for other in older],
        "replaced_by": [marked_link(other, architecture, words) for other in accepted],
        "may_be_replaced_by": [marked_link(other, architecture, words) for other in proposed],
    }
    for word, parts in values.items():
        if parts:
            yield Markdown(f"**{words[word]}:** {', '.join(parts)}")


def _in_model(decision: Decision, architecture: Architecture) -> Markdown:
    """Return the components a decision is about, each with the service it is."""
    return Markdown(
        ", ".join(
            f"{component_link(architecture, name)} ({escape(architecture.components[name].facts.service)})"
            for name in decision.components
        )
    )


def _options(decision: Decision) -> Iterator[Markdown]:
    for slug, text in decision.options.items():
        yield Markdown(f"{strong(code(slug))}: {escape(text)}")
