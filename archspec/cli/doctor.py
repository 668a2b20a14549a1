"""`archspec doctor`."""

from collections.abc import Sequence

import click

from archspec.cli.diagnosis import Part, State, diagnosis
from archspec.cli.terminal import bold, echo, echo_json

_VERSION = 1
_WIDTH = 16
"""Columns of the names."""


@click.command(
    "doctor",
    epilog="""\b
    Examples:
      archspec doctor
      archspec doctor --format json""",
)
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor_command(*, output: str) -> int:
    """Print what is installed, what of it works, and what would mend the rest.

    The exit code is 2 where something is broken. What is optional and not installed is no defect.
    """
    parts = diagnosis()
    healthy = all(part.state is not State.BROKEN for part in parts)
    if output == "json":
        _print_document(parts, healthy=healthy)
    else:
        _print_text(parts)
    return 0 if healthy else 2


def _print_document(parts: Sequence[Part], *, healthy: bool) -> None:
    found = [
        {"name": part.name, "state": part.state, "found": list(part.found), "remedy": part.remedy} for part in parts
    ]
    echo_json({"version": _VERSION, "healthy": healthy, "parts": found})


def _print_text(parts: Sequence[Part]) -> None:
    for part in parts:
        state = "" if part.state is State.WORKS else f"{part.state}: "
        echo(bold(part.name.ljust(_WIDTH)), f" {state}{', '.join(part.found)}")
        if part.remedy is not None:
            echo(f"{'':{_WIDTH}} {part.remedy}")
