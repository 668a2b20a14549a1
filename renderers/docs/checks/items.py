"""Findings, one item each: what fails, what is accepted for a time, and what nobody can know before the deployment."""

from collections.abc import Iterator
from dataclasses import dataclass

from archspec.architecture import Architecture, Waiver
from archspec.bilingual import Text
from archspec.checks import Report, Result
from renderers.docs.checks.groups import Group, environments_of, groups
from renderers.docs.connections import component_link
from renderers.docs.inputs import PageInputs
from renderers.docs.links import to_rule
from renderers.docs.markdown import Markdown, code, escape, strong, with_code
from renderers.docs.phrases import calendar_day, listed_code
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import SEVERITIES


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, ready to be set."""

    headline: Markdown
    """Severity, rule, what it is about, and where."""
    message: Markdown
    notes: tuple[Markdown, ...]
    """What a reader does with it: why it matters and how to repair it, or who accepts it and until when."""


def items(inputs: PageInputs, result: Result, words: Words) -> list[Item]:
    """Return the findings with a result, most severe first."""
    return [_item(group, inputs, words) for group in groups(inputs.report, result)]


def _item(group: Group, inputs: PageInputs, words: Words) -> Item:
    finding = group[0]
    notes = _waived(finding.waiver, inputs, words) if finding.waiver else _reasons(group, words)
    return Item(_headline(group, inputs.architecture, words), with_code(words(finding.message)), tuple(notes))


def _headline(group: Group, architecture: Architecture, words: Words) -> Markdown:
    finding = group[0]
    parts = [
        strong(words(SEVERITIES[finding.severity])),
        to_rule(finding.check.id),
        _subject(group, architecture, words),
    ]
    if environments := environments_of(group):
        parts.append(words(listed_code(environments)))
    return Markdown(" · ".join(parts))


def _subject(group: Group, architecture: Architecture, words: Words) -> Markdown:
    """Return what a finding is about: a connection, a component, or the network."""
    finding = group[0]
    if finding.connection is not None:
        return code(str(finding.connection))
    if finding.component is not None and finding.component in architecture.components:
        return component_link(architecture, finding.component)
    return words["network"]


def _reasons(group: Group, words: Words) -> Iterator[Markdown]:
    yield Markdown(f"{words['why']} {with_code(words(group[0].check.why))}")
    yield Markdown(f"{words['fix']} {with_code(words(group[0].fix))}")


def _waived(waiver: Waiver, inputs: PageInputs, words: Words) -> Iterator[Markdown]:
    yield Markdown(f"{words['accepted_because']} {escape(_translated(waiver, inputs.architecture))}")
    accepted = Text(en="Answerable: {owner}, until {day}", pt="Responsável: {owner}, até {day}")
    line = words.fill(accepted, owner=waiver.owner, day=calendar_day(waiver.expires))
    yield Markdown(f"{line}{_near(waiver, inputs.report, words)}")
    if waiver.ticket is not None:
        yield words.fill(Text(en="Tracked in {ticket}", pt="Acompanhada em {ticket}"), ticket=waiver.ticket)


def _translated(waiver: Waiver, architecture: Architecture) -> str:
    """Return the reason in the page's language; findings carry the waiver as the spec has it."""

    def identity(one: Waiver) -> tuple[object, ...]:
        return (one.rule, one.component, one.connection, one.environment, one.owner, one.expires)

    own = (other.reason for other in architecture.waivers if identity(other) == identity(waiver))
    return next(own, waiver.reason)


def _near(waiver: Waiver, report: Report, words: Words) -> Markdown:
    if waiver not in report.near_expiry:
        return Markdown()
    return words(Text(en=" (**within a month**)", pt=" (**em menos de um mês**)"))
