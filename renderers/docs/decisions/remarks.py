"""Where a decision and the rest of the spec do not agree."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, get_args, get_origin

from archspec.architecture import Architecture, Decision
from archspec.checks import Text
from archspec.components import AnyComponent
from renderers.docs.connections import component_link
from renderers.docs.decisions.references import decision_link, lower
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, fill
from renderers.docs.phrases import listed_markdown
from renderers.docs.words.vocabulary import STATUSES

_IN_FORCE: Final = frozenset({"accepted", "deprecated", "superseded"})
"""Statuses of a decision that was taken at some time."""
_LEAST_ALTERNATIVES: Final = 2


def remarks_on(slug: str, inputs: PageInputs) -> list[Text]:
    """Return what does not fit: the chain of decisions first, then the model."""
    return [*_chain(slug, inputs.architecture), *_model(inputs.architecture.decisions[slug], inputs)]


def replacing(slug: str, architecture: Architecture) -> list[str]:
    """Return the decisions that replace one, those that were never accepted too."""
    return [other for other, decision in architecture.decisions.items() if decision.supersedes == slug]


def was_accepted(slug: str, architecture: Architecture) -> bool:
    """Tell whether a decision was taken at some time, so that what it replaces no longer holds."""
    return architecture.decisions[slug].status in _IN_FORCE


def _chain(slug: str, architecture: Architecture) -> Iterator[Text]:
    decision = architecture.decisions[slug]
    if decision.supersedes is not None and was_accepted(slug, architecture):
        yield from _replaced(decision.supersedes, architecture)
    if decision.status == "superseded":
        yield from _replacement(slug, architecture)
    if (ring := _ring(slug, architecture)) is not None:
        text = Text(en="It replaces itself, by way of {ring}.", pt="Ela substitui a si mesma, passando por {ring}.")
        yield fill(text, ring=listed_markdown(decision_link(other, architecture) for other in ring))


def _replaced(slug: str, architecture: Architecture) -> Iterator[Text]:
    status = architecture.decisions[slug].status
    if status != "superseded":
        text = Text(
            en="It replaces {other}, whose status is still {status}.",
            pt="Ela substitui {other}, que ainda consta como {status}.",
        )
        yield fill(text, other=decision_link(slug, architecture), status=lower(STATUSES[status]))


def _replacement(slug: str, architecture: Architecture) -> Iterator[Text]:
    others = replacing(slug, architecture)
    if not others:
        yield Text(
            en="Its status is superseded, but no decision replaces it.",
            pt="Ela consta como substituída, mas nenhuma decisão a substitui.",
        )
    elif not any(was_accepted(other, architecture) for other in others):
        text = Text(
            en="Its status is superseded, but what replaces it was not accepted: {others}.",
            pt="Ela consta como substituída, mas o que a substitui não foi aceito: {others}.",
        )
        yield fill(text, others=listed_markdown(decision_link(other, architecture) for other in others))


def _ring(slug: str, architecture: Architecture) -> list[str] | None:
    """Return the way from a decision back to itself, where there is one."""
    way = [slug]
    while (older := architecture.decisions[way[-1]].supersedes) is not None:
        if older == slug:
            return way
        if older in way:
            return None
        way.append(older)
    return None


def _model(decision: Decision, inputs: PageInputs) -> Iterator[Text]:
    """Return what the model holds against an accepted decision, in any environment."""
    if decision.status != "accepted":
        return
    seen: dict[Text, None] = {}
    for environment, architecture in inputs.variants.items():
        for name in decision.components:
            component = architecture.components.get(name)
            link = component_link(inputs.architecture, name)
            if component is None:
                seen[_missing(link, environment)] = None
            else:
                seen.update(dict.fromkeys(_contradictions(decision, component, link)))
    yield from seen


def _missing(link: Markdown, environment: str | None) -> Text:
    text = Text(en="{component} is not part of {environment}.", pt="{component} não faz parte de {environment}.")
    return fill(text, component=link, environment=code(str(environment)))


def _contradictions(decision: Decision, component: AnyComponent, link: Markdown) -> Iterator[Text]:
    text = Text(
        en="{component} has {field}, but the decision chose {outcome}.",
        pt="{component} tem {field}, mas a decisão escolheu {outcome}.",
    )
    for field, value in _other_choices(decision, component):
        yield fill(text, component=link, field=code(f"{field}: {value}"), outcome=code(decision.outcome))


def _other_choices(decision: Decision, component: AnyComponent) -> Iterator[tuple[str, str]]:
    """Return the fields of a component that hold an option which was not chosen."""
    rejected = decision.options.keys() - {decision.outcome}
    if component.kind.partition("_")[0] in rejected:
        yield "kind", component.kind
    for field, info in type(component).model_fields.items():
        value = getattr(component, field)
        if info.annotation is bool and decision.options.keys() & {_slug(field)}:
            if value is not (_slug(field) == decision.outcome):
                yield field, str(value).lower()
        elif get_origin(info.annotation) is Literal:
            offered = [_slug(str(other)) for other in get_args(info.annotation)]
            if _is_about(decision, offered) and _slug(str(value)) != decision.outcome:
                yield field, str(value)


def _is_about(decision: Decision, offered: Sequence[str]) -> bool:
    """Tell whether a decision weighs values of a field against each other."""
    return decision.outcome in offered and len(decision.options.keys() & set(offered)) >= _LEAST_ALTERNATIVES


def _slug(value: str) -> str:
    return value.lower().replace("_", "-")
