"""Rules from elsewhere: a Python file's, or those that an installed distribution offers under a name."""

import ast
import contextlib
import io
import runpy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from archspec.architecture import did_you_mean
from archspec.architecture.waiver import RuleId
from archspec.checks.base import Check, Inspection, Observation, Rules
from archspec.checks.catalogue import all_rules
from archspec.checks.examples import failing_example, passing_example
from archspec.errors import SpecError, UsageError
from archspec.loading import display_path
from archspec.loading.files import read_text
from archspec.loading.python_spec import importing_from, in_one_line
from archspec.loading.quoting import quoted
from archspec.plugins import RULES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

VARIABLE: Final = "RULES"
"""What a file, or the module of an entry point, calls its rules."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where rules come from, as messages say it, and what is there."""

    shown: str
    found: object


def rules_from(sources: Sequence[str], *, python: bool = True) -> tuple[Check, ...]:
    """Return the rules of Python files (`house/rules.py`) and of entry points (`acme`), to run beside archspec's own.

    Raises:
        UsageError: One cannot be used, is not there, or has the id or the name of another; or a file is not to be run.

    """
    taken = list(all_rules()) if sources else []
    brought: list[Check] = []
    for source in sources:
        origin = _from_file(Path(source), python=python) if source.endswith(".py") else _from_entry_point(source)
        for check in _rules_in(origin):
            _require_usable(check, origin, [*taken, *brought])
            brought.append(_guarded(check, origin))
    return tuple(brought)


def _from_file(path: Path, *, python: bool) -> _Origin:
    file = display_path(path)
    if not python:
        raise UsageError(f"{file}: runs code, which --no-python refuses; leave one of the options out")
    try:
        ast.parse(read_text(path, file), file)
    except SpecError as error:
        raise UsageError(str(error)) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UsageError(f"{file}:{line}: is not Python: {getattr(error, 'msg', error)}") from None
    return _Origin(file, _run(path, file).get(VARIABLE))


def _run(path: Path, file: str) -> dict[str, object]:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), importing_from(path.parent):
            names = runpy.run_path(str(path))
    except SystemExit:
        raise UsageError(f"{file}: exits; a file of rules only defines them, so remove the exit") from None
    except Exception as error:
        raise UsageError(f"{file}: raises {_said(error)}") from error
    if lines := printed.getvalue().splitlines():
        raise UsageError(f"{file}: prints {quoted(lines[0])}; a file of rules only defines them, so remove the print")
    return names


def _from_entry_point(name: str) -> _Origin:
    point = _entry_point(name)
    shown = f"{name} ({point.value})"
    try:
        module = point.load()
    except Exception as error:
        raise UsageError(f"{shown}: cannot be imported: {_said(error)}") from error
    return _Origin(shown, module if isinstance(module, Rules) else getattr(module, VARIABLE, None))


def _entry_point(name: str) -> "EntryPoint":
    from importlib.metadata import entry_points  # noqa: PLC0415  slow to import, and rarely needed

    offered = entry_points(group=RULES)
    found = [point for point in offered if point.name == name]
    if not found:
        hint = did_you_mean(name, sorted(offered.names))
        raise UsageError(f"no distribution offers rules called {name!r}, and a file's name ends in .py; {hint}")
    if len(found) > 1:
        distributions = sorted(point.dist.name if point.dist else point.value for point in found)
        raise UsageError(f"{' and '.join(distributions)} both offer rules called {name!r}; uninstall one")
    return found[0]


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {in_one_line(error)}".removesuffix(": ")


def _rules_in(origin: _Origin) -> tuple[Check, ...]:
    match origin.found:
        case Rules(checks=tuple() as checks) if all(isinstance(check, Check) for check in checks):
            return checks
        case None:
            problem = f"has no {VARIABLE}"
        case Rules():
            problem = f"{VARIABLE} holds something other than values of Check"
        case other:
            problem = f"{VARIABLE} is of type {type(other).__name__}"
    raise UsageError(f"{origin.shown}: {problem}; end with {VARIABLE} = Rules((...,)), from archspec.checks")


def _require_usable(check: Check, origin: _Origin, taken: Sequence[Check]) -> None:
    """Refuse a rule that no waiver could name, that another is taken for, or that cannot be explained."""
    if not _is_rule_id(check.id):
        raise UsageError(f"{origin.shown}: {quoted(str(check.id))} is not the id of a rule, such as ACME-TAGS-001")
    for other in taken:
        if check.id == other.id or check.slug == other.slug:
            name = check.id if check.id == other.id else check.slug
            raise UsageError(
                f"{origin.shown}: there is another rule {name} ({other.id}, {other.slug}); rename this one"
            )
    try:
        for example in (failing_example, passing_example):
            example(check)
    except LookupError as error:
        raise UsageError(f"{origin.shown}: the fault of {check.id} cannot be shown: {in_one_line(error)}") from None


def _is_rule_id(text: object) -> bool:
    try:
        TypeAdapter(RuleId).validate_python(text)
    except ValidationError:
        return False
    return True


def _guarded(check: Check, origin: _Origin) -> Check:
    """Return a rule whose mistakes are told as those of the people who wrote it."""

    def observe(inspection: Inspection) -> Iterator[Observation]:
        try:
            for seen in check.observe(inspection):
                for text in (seen.message or check.message, check.fix):
                    text.format(seen.values)
                yield seen
        except Exception as error:
            raise UsageError(f"{origin.shown}: {check.id} raises {_said(error)}") from error

    return replace(check, observe=observe)
