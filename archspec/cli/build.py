"""`archspec build`."""

import sys
from datetime import date
from pathlib import Path

import click

from archspec.build import build
from archspec.build.outputs import Changes
from archspec.cli.check import exit_code
from archspec.cli.options import day_option, load_each, output_options, specs_argument, verdict_options
from archspec.cli.report import summary


@click.command(
    "build",
    epilog="""\b
    Examples:
      archspec build specs/
      archspec build specs/shop.yaml -o public/architecture""",
)
@specs_argument
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default="build",
    show_default=True,
    help="The folder to write to; each spec gets one of its own in it.",
)
@day_option
@verdict_options
@output_options
def build_command(  # noqa: PLR0913  one parameter for each option
    *,
    paths: tuple[Path, ...],
    out: Path,
    as_of: date,
    fail_on: str,
    fail_on_unknown: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Write the pictures, documents and findings of each SPEC.

    A spec that cannot be used stops none of the others. The exit code is that of check.
    """
    del color, verbose
    specs, problems = load_each(paths)
    say = (lambda text: click.echo(text, err=True)) if sys.stderr.isatty() and not quiet else (lambda _text: None)
    result = build(specs, out, as_of=as_of, progress=say)
    if not quiet:
        for spec, report, changes in zip(specs, result.reports, result.changes, strict=True):
            click.echo(f"{changes.folder.as_posix()}: {_changed(changes)}")
            language = spec.architecture.language
            click.echo(f"  {summary(report, language)}")
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        return 2
    return exit_code(result.reports, fail_on, fail_on_unknown=fail_on_unknown)


def _changed(changes: Changes) -> str:
    counts = (("written", changes.written), ("unchanged", changes.unchanged), ("removed", changes.removed))
    return ", ".join(f"{len(files)} {what}" for what, files in counts if files)
