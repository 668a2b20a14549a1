"""The section of each component: why it is there, how it is set up, and what was decided and found about it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Text
from archspec.checks import Finding, Result
from archspec.components import ComponentBase
from archspec.parts.pages import pages_of
from archspec.parts.phrases import counted
from renderers.docs.decisions.references import marked_link
from renderers.docs.inputs import PageInputs
from renderers.docs.links import to_rule
from renderers.docs.markdown import Markdown, code, escape, link, paragraphs, table
from renderers.docs.phrases import listed_markdown
from renderers.docs.settings import settings_of
from renderers.docs.words import Words

_PASSED: Final = (Text(en="rule passes", pt="regra atendida"), Text(en="rules pass", pt="regras atendidas"))
_RESULTS: Final[Mapping[Result, Text]] = {
    Result.FAIL: Text(en="{rules} fails", pt="{rules} falha"),
    Result.UNKNOWN: Text(en="{rules} depends on the deployment", pt="{rules} depende da implantação"),
    Result.WAIVED: Text(en="{rules} is waived", pt="{rules} está dispensada"),
}
_SEVERAL: Final[Mapping[Result, Text]] = {
    Result.FAIL: Text(en="{rules} fail", pt="{rules} falham"),
    Result.UNKNOWN: Text(en="{rules} depend on the deployment", pt="{rules} dependem da implantação"),
    Result.WAIVED: Text(en="{rules} are waived", pt="{rules} estão dispensadas"),
}


@dataclass(frozen=True, slots=True)
class ComponentSection:
    """A component, ready to be set."""

    key: str
    title: Markdown
    service: Markdown
    """The AWS service with its documentation, and the id in the spec."""
    why: Markdown | None
    settings: Markdown | None
    decisions: Markdown | None
    checks: Markdown | None


def component_sections(inputs: PageInputs, words: Words) -> Iterator[ComponentSection]:
    """Return a section for each component, in the spec's order."""
    architecture = inputs.architecture
    found = _by_component(inputs.report.findings)
    for name, component in architecture.components.items():
        rows = [(words(setting.name), words(setting.value)) for setting in settings_of(name, inputs.deployment)]
        yield ComponentSection(
            key=f"component:{name}",
            title=escape(component.title),
            service=Markdown(f"{_service(component, words)} · {code(name)}"),
            why=paragraphs(component.why) if component.why else None,
            settings=table([words["setting"], words["value"]], rows) if rows else None,
            decisions=_decisions(name, inputs, words),
            checks=_checks(found.get(name, ()), words),
        )


def _service(component: ComponentBase, words: Words) -> Markdown:
    if outside := pages_of(component).outside:
        return words.inline(outside(component))
    return link(component.facts.service, component.facts.docs)


def _decisions(name: str, inputs: PageInputs, words: Words) -> Markdown | None:
    about = [slug for slug, decision in inputs.architecture.decisions.items() if name in decision.components]
    return Markdown(", ".join(marked_link(slug, inputs.architecture, words) for slug in about)) if about else None


def _by_component(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.component is not None:
            grouped[finding.component].append(finding)
    return grouped


def _checks(findings: Sequence[Finding], words: Words) -> Markdown | None:
    """Return how many rules pass in every environment, and which do not."""
    named = {result: _rules(findings, result) for result in Result}
    others = dict.fromkeys(rule for result in _RESULTS for rule in named[result])
    passed = len([rule for rule in named[Result.PASS] if rule not in others])
    parts = [words(counted(passed, *_PASSED))] if passed else []
    for result, text in _RESULTS.items():
        if rules := named[result]:
            several = text if len(rules) == 1 else _SEVERAL[result]
            parts.append(words.fill(several, rules=listed_markdown(map(to_rule, rules))))
    return Markdown("; ".join(parts)) if parts else None


def _rules(findings: Sequence[Finding], result: Result) -> list[str]:
    return list(dict.fromkeys(finding.check.id for finding in findings if finding.result is result))
