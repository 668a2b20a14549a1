"""`archspec build`."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import assert_never

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from archspec.build.build import Outcome, Outcomes, build, compare
from archspec.build.outputs import Changes, Difference, kept_lines
from archspec.build.products import PRODUCTS, Product, install_command
from archspec.cli.options import day_option, output_options, python_option, specs_argument
from archspec.cli.report import summary
from archspec.cli.signals import cleaning_up
from archspec.cli.specs import load_each
from archspec.cli.terminal import echo, echo_over, is_terminal
from archspec.cli.verdict import exit_code, verdict_options
from archspec.errors import ArchspecError


def _split(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Return the names that options give, each with commas between them."""
    return tuple(name.strip() for value in values for name in value.split(","))


def _complete_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    *before, last = incomplete.split(",")
    names = [product.name for product in PRODUCTS if product.name.startswith(last)]
    return [CompletionItem(",".join([*before, name])) for name in names]


@click.command(
    "build",
    epilog=f"""\b
    Products: {", ".join(product.name for product in PRODUCTS)}.

    \b
    Examples:
      archspec build specs/
      archspec build specs/shop.yaml -o public/architecture
      archspec build specs/ --only mermaid,docs
      archspec build specs/ --check --as-of 2027-04-01    are committed outputs current?""",
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
@click.option(
    "--only",
    metavar="NAMES",
    multiple=True,
    callback=_split,
    shell_complete=_complete_names,
    help="Make these products, with commas between them; the files of others stay as they are.",
)
@click.option(
    "--check",
    "dry",
    is_flag=True,
    help="Write nothing; list the files a build would change, and exit with 1 where there are any.",
)
@day_option
@verdict_options
@python_option
@output_options
@click.pass_context
def build_command(  # noqa: PLR0913  one parameter for each option
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    out: Path,
    only: tuple[str, ...],
    dry: bool,
    as_of: date,
    fail_on: str,
    fail_on_unknown: bool,
    python: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Write the pictures, documents and findings of each SPEC, and the CDK cloud assembly of each environment.

    What cannot be made is named and left out: a product whose libraries are not installed, a picture too large for its
    format, an assembly that would replace what holds data. Asked for with --only, that is an error. A spec that cannot
    be used stops none of the others.

    The exit code is that of check, or 1 where --check finds a stale file, or 2 after an error. Documents and findings
    tell the day they were judged on: outputs that are committed need a fixed --as-of.
    """
    del color, verbose
    specs, unusable = load_each(paths, python=python)
    for line in unusable.lines():
        echo(line, err=True)
    with cleaning_up(), _progress(quiet=quiet) as progress:
        outcomes: Outcomes[Changes] | Outcomes[Difference] = (
            compare(specs, out, as_of=as_of, only=only, progress=progress)
            if dry
            else build(specs, out, as_of=as_of, only=only, progress=progress)
        )
    stale = sum(_print(outcome, outcomes.skipped, quiet=quiet) for outcome in outcomes.specs)
    if stale:
        echo(f"{stale} {'file is' if stale == 1 else 'files are'} stale; run: {_build_again(ctx)}")
    # What nobody asked for by name may be missing.
    failed = [outcome for outcome in outcomes.specs if isinstance(outcome.result, ArchspecError)]
    refused = [outcome for outcome in outcomes.specs if outcome.refused and only]
    if unusable.problems or failed or refused:
        return 2
    reports = [outcome.report for outcome in outcomes.specs]
    return 1 if stale else exit_code(reports, fail_on, fail_on_unknown=fail_on_unknown)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show the newest message on one line of a terminal, and clear it in the end; elsewhere show nothing."""
    if quiet or not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
        yield lambda _message: None
        return
    columns = shutil.get_terminal_size().columns

    def show(message: str) -> None:
        echo_over(message[: columns - 1])

    try:
        yield show
    finally:
        show("")


def _print(outcome: Outcome[Changes] | Outcome[Difference], skipped: Sequence[Product], *, quiet: bool) -> int:
    """Say what became of a spec, and return how many of its files are stale."""
    result = outcome.result
    if isinstance(result, ArchspecError):
        echo(f"archspec: {result}", err=True)
        return 0
    for file, reason in outcome.refused.items():
        echo(f"{result.folder.as_posix()}/{file}: left out: {reason}", err=True)
    for line in kept_lines(result) if isinstance(result, Changes) else ():
        echo(line, err=True)
    if not quiet:
        counts = ", ".join(f"{len(files)} {what}" for what, files in _counted(result).items() if files)
        echo(f"{result.folder.as_posix()}: {counts or 'current'}")
        left_out = "not compared" if isinstance(result, Difference) else "skipped"
        for product in skipped:
            echo(f"  {product.name}: {left_out}, needs {install_command(product)}")
        echo(f"  {summary(outcome.report, outcome.spec.architecture.language)}")
    return _print_stale(result) if isinstance(result, Difference) else 0


def _counted(result: Changes | Difference) -> Mapping[str, Sequence[str]]:
    match result:
        case Changes():
            return {"written": result.written, "unchanged": result.unchanged, "removed": result.removed}
        case Difference():
            return {"missing": result.missing, "changed": result.changed, "extra": result.extra}
        case _ as unreachable:
            assert_never(unreachable)


def _print_stale(difference: Difference) -> int:
    lines = [
        f"{what} {difference.folder.as_posix()}/{file}"
        for what, files in _counted(difference).items()
        for file in files
    ]
    for line in lines:
        echo(line)
    return len(lines)


def _build_again(ctx: click.Context) -> str:
    """Return the command that makes stale files current: this one, without what only looks."""
    words = ["archspec", "build", *(path.as_posix() for path in ctx.params["paths"])]
    given = {"out": "-o", "as_of": "--as-of"}
    for parameter, option in given.items():
        if ctx.get_parameter_source(parameter) is ParameterSource.COMMANDLINE:
            words += [option, str(ctx.params[parameter])]
    if only := ctx.params["only"]:
        words += ["--only", ",".join(only)]
    if not ctx.params["python"]:
        words.append("--no-python")
    return shlex.join(words)
