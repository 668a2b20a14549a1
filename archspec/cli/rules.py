"""`archspec rules` and `archspec explain`."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence

import click
from click.shell_completion import CompletionItem

from archspec.architecture import did_you_mean
from archspec.bilingual import LANGUAGES, Language, Text
from archspec.checks import SEVERITY_NAMES, Check, all_rules, controls, in_order
from archspec.checks.elsewhere import rules_from
from archspec.checks.examples import failing_example, passing_example
from archspec.cli.options import rules_option
from archspec.cli.terminal import Line, bold, echo, echo_json
from archspec.errors import UsageError

_language = click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)

_HEADINGS = {
    "why": Text(en="Why it matters", pt="Por que importa"),
    "fix": Text(en="How to repair it", pt="Como corrigir"),
    "fails": Text(en="Fails", pt="Falha"),
    "passes": Text(en="Passes", pt="Passa"),
    "references": Text(en="References", pt="Referências"),
    "unwaivable": Text(en="This rule cannot be waived.", pt="Esta regra não aceita dispensa."),
}


@click.command("rules")
@_language
@rules_option
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules_command(*, language: Language, sources: tuple[str, ...], output: str) -> None:
    """List every rule, with its severity."""
    checks = _rules(sources)
    if output == "json":
        echo_json([_as_data(check, language) for check in checks])
        return
    width = max(len(severity.in_language(language)) for severity in SEVERITY_NAMES.values())
    for check in checks:
        severity = SEVERITY_NAMES[check.severity].in_language(language)
        echo(f"{check.id:<14} {severity:<{width}}  {check.title.in_language(language)}")


def _rules(sources: Sequence[str]) -> tuple[Check, ...]:
    return in_order((*all_rules(), *rules_from(sources)))


def _as_data(check: Check, language: Language) -> dict[str, object]:
    return {
        "id": check.id,
        "slug": check.slug,
        "severity": check.severity.value,
        "title": check.title.in_language(language),
        "why": check.why.in_language(language),
        "fix": check.fix.outline().in_language(language),
        "waivable": check.waivable,
        "references": list(check.references),
    }


def _complete_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [
        CompletionItem(check.id, help=check.title.en)
        for check in all_rules()
        if check.id.startswith(incomplete.upper())
    ]


@click.command("explain", epilog="Example: archspec explain AAC-DB-001")
@click.argument("rule", shell_complete=_complete_rule)
@_language
@rules_option
def explain_command(*, rule: str, language: Language, sources: tuple[str, ...]) -> None:
    """Say what a RULE wants and why, with a spec that fails it and one that passes. RULE is an id or a name."""
    check = find_rule(rule, _rules(sources))
    width = min(shutil.get_terminal_size(fallback=(80, 24)).columns, 100)
    for line in _explanation(check, language, width):
        echo(*line)


def find_rule(name: str, checks: Sequence[Check]) -> Check:
    """Return the rule with an id or a slug, in any case.

    Raises:
        UsageError: There is none.

    """
    wanted = name.strip().lower().replace("-", "_")
    for check in checks:
        if wanted in {check.id.lower().replace("-", "_"), check.slug}:
            return check
    known = [check.id if name.upper().startswith("AAC") else check.slug for check in checks]
    hint = did_you_mean(name.upper() if name.upper().startswith("AAC") else wanted, known)
    raise UsageError(f"there is no rule {name!r}; {hint if hint.startswith('did') else 'archspec rules lists them'}")


def _explanation(check: Check, language: Language, width: int) -> Iterator[Line]:
    severity = SEVERITY_NAMES[check.severity].in_language(language)
    yield (bold(f"{check.id}  {check.title.in_language(language)}"),)
    yield (f"{check.slug}, {severity}",)
    for heading, text in (("why", check.why), ("fix", check.fix.outline())):
        yield from _headed(heading, language)
        wrapped = textwrap.wrap(text.in_language(language), width, break_long_words=False, break_on_hyphens=False)
        yield from zip(wrapped, strict=True)
    for heading, example in (("fails", failing_example(check)), ("passes", passing_example(check))):
        yield from _headed(heading, language)
        yield from ((f"  {line}",) for line in example.splitlines())
    yield from _headed("references", language)
    yield from zip(_references(check), strict=True)
    if not check.waivable:
        yield ()
        yield (_HEADINGS["unwaivable"].in_language(language),)


def _headed(heading: str, language: Language) -> Iterator[Line]:
    yield ()
    yield (bold(_HEADINGS[heading].in_language(language)),)


def _references(check: Check) -> Iterator[str]:
    for reference in check.references:
        control = controls().get(reference)
        if control is None:
            yield f"  {reference}"
            continue
        yield f"  {reference}: {control['title']} ({control['framework']})"
        if control["url"]:
            yield f"    {control['url']}"
