"""Where a decision and the rest of the spec do not agree."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from archspec.architecture import Architecture, Decision
from archspec.bilingual import Text
from archspec.components import ComponentBase
from renderers.docs.connections import component_link
from renderers.docs.decisions.references import decision_link, lower
from renderers.docs.inputs import PageInputs
from renderers.docs.markdown import Markdown, code, fill
from renderers.docs.phrases import listed_markdown
from renderers.docs.words.vocabulary import STATUSES

_IN_FORCE: Final = frozenset({"accepted", "deprecated", "superseded"})
"""Statuses of a decision that was taken at some time."""
_LEAST_ALTERNATIVES: Final = 2
_MOST_IN_RING: Final = 20
"""Decisions of a ring that are named."""


def remarks_on(slug: str, inputs: PageInputs) -> list[Text]:
    """Return what does not fit: the chain of decisions first, then the model."""
    return [*_chain(slug, inputs.architecture), *_model(inputs.architecture.decisions[slug], inputs)]


def was_accepted(slug: str, architecture: Architecture) -> bool:
    """Tell whether a decision was taken at some time, so that what it replaces no longer holds."""
    return architecture.decisions[slug].status in _IN_FORCE


def _chain(slug: str, architecture: Architecture) -> Iterator[Text]:
    decision = architecture.decisions[slug]
    if decision.supersedes is not None and was_accepted(slug, architecture):
        yield from _replaced(decision.supersedes, architecture)
    if decision.status == "superseded":
        yield from _replacement(slug, architecture)
    if slug in architecture.circular_decisions:
        text = Text(en="It replaces itself, by way of {ring}.", pt="Ela substitui a si mesma, passando por {ring}.")
        yield fill(text, ring=listed_markdown(_ring(slug, architecture)))


def _replaced(slug: str, architecture: Architecture) -> Iterator[Text]:
    status = architecture.decisions[slug].status
    if status != "superseded":
        text = Text(
            en="It replaces {other}, whose status is still {status}.",
            pt="Ela substitui {other}, que ainda consta como {status}.",
        )
        yield fill(text, other=decision_link(slug, architecture), status=lower(STATUSES[status]))


def _replacement(slug: str, architecture: Architecture) -> Iterator[Text]:
    others = architecture.replacing(slug)
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


def _ring(slug: str, architecture: Architecture) -> Iterator[Markdown]:
    """Return links along the way from a decision back to itself, or along the beginning of a long way."""
    here = slug
    for _ in range(_MOST_IN_RING):
        yield decision_link(here, architecture)
        older = architecture.decisions[here].supersedes
        if older is None or older == slug:
            return
        here = older
    yield Markdown("…")


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


def _contradictions(decision: Decision, component: ComponentBase, link: Markdown) -> Iterator[Text]:
    text = Text(
        en="{component} has {field}, but the decision chose {outcome}.",
        pt="{component} tem {field}, mas a decisão escolheu {outcome}.",
    )
    for field, value in _other_choices(decision, component):
        yield fill(text, component=link, field=code(f"{field}: {value}"), outcome=code(decision.outcome))


def _other_choices(decision: Decision, component: ComponentBase) -> Iterator[tuple[str, str]]:
    """Return the fields of a component that hold an option which was not chosen."""
    rejected = decision.options.keys() - {decision.outcome}
    if component.kind.partition("_")[0] in rejected:
        yield "kind", component.kind
    for field in _weighed(type(component), frozenset(decision.options), decision.outcome):
        value = getattr(component, field)
        if isinstance(value, bool):
            if value is not (_slug(field) == decision.outcome):
                yield field, str(value).lower()
        elif _slug(str(value)) != decision.outcome:
            yield field, str(value)


@lru_cache(maxsize=256)
def _weighed(kind: type[ComponentBase], options: frozenset[str], outcome: str) -> tuple[str, ...]:
    """Return the fields of a kind that a decision is about: one may be about a thousand components."""
    return tuple(field for field, info in kind.model_fields.items() if _is_about(field, info, options, outcome))


def _is_about(field: str, info: FieldInfo, options: frozenset[str], outcome: str) -> bool:
    """Tell whether a decision weighs values of a field against each other."""
    if info.annotation is bool:
        return _slug(field) in options
    offered = (
        {_slug(str(value)) for value in get_args(info.annotation)} if get_origin(info.annotation) is Literal else set()
    )
    return outcome in offered and len(options & offered) >= _LEAST_ALTERNATIVES


def _slug(value: str) -> str:
    return value.lower().replace("_", "-")
