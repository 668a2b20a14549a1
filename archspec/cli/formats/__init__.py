"""What `check` found, in the forms that other programs read; each is imported where it is asked for."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from archspec.cli.formats.checked import Checked
from archspec.cli.terminal import echo_command, echo_json, echo_lines
from archspec.errors import UsageError


def _print_json(checked: Checked) -> None:
    from archspec.build.findings_json import findings_document

    document = findings_document(checked.specs, checked.reports, checked.refused, language=checked.language)
    echo_json(document)


def _print_sarif(checked: Checked) -> None:
    from archspec.cli.formats.sarif import sarif_document

    echo_json(sarif_document(checked))


def _print_junit(checked: Checked) -> None:
    from archspec.cli.formats.junit import junit_document

    echo_lines(junit_document(checked).rstrip("\n"))


def _print_for_github(checked: Checked) -> None:
    from archspec.cli.formats.github import annotations, job_summary

    for line in annotations(checked):
        echo_command(line)
    if (summary := os.environ.get("GITHUB_STEP_SUMMARY")) is None:
        return
    try:
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(job_summary(checked))
    except OSError as error:
        raise UsageError(f"GITHUB_STEP_SUMMARY: {summary} cannot be written: {error.strerror}") from None


PRINTERS: Final[Mapping[str, Callable[[Checked], None]]] = {
    "json": _print_json,
    "sarif": _print_sarif,
    "junit": _print_junit,
    "github": _print_for_github,
}
"""What prints each form, by its name; text for people is laid out in `archspec.cli.report`."""
