"""The page of check results."""

from archspec.checks import Result
from renderers.docs.checks.counts import environments_table, rules_table
from renderers.docs.checks.items import items
from renderers.docs.checks.summary import summary_of
from renderers.docs.frame import Frame
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.words import Words


def checks_page(inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page: how it went, what fails and why, what is accepted, what is open, and every rule's count."""
    return render_template(
        "checks",
        words=words,
        frame=frame,
        summary=words(summary_of(inputs.report)),
        environments=environments_table(inputs, words),
        failures=items(inputs, Result.FAIL, words),
        waivers=items(inputs, Result.WAIVED, words),
        unknowns=items(inputs, Result.UNKNOWN, words),
        rules=rules_table(inputs, words),
    )
