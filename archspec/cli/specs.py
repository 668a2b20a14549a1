"""The specs that a command is about."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archspec.architecture import did_you_mean
from archspec.errors import Mistake, PlanError, Position, Problem, ProblemReport, SpecError
from archspec.errors import Path as SpecPath
from archspec.loading import Spec, display_path, load, repeated_names, spec_files
from archspec.loading.quoting import dotted, quoted

if TYPE_CHECKING:
    from archspec.build.lock import Lock
    from archspec.planning import Plan


def load_each(paths: Sequence[Path], *, python: bool) -> tuple[list[Spec], ProblemReport]:
    """Load every spec that can be used, and return what is wrong with the others beside them."""
    specs: list[Spec] = []
    problems: list[Problem] = []
    omitted = 0
    for file in spec_files(paths):
        try:
            specs.append(load(file, python=python))
        except SpecError as error:
            problems.extend(error.problems)
            omitted += error.omitted
    repeats = repeated_names(specs)
    files = {repeat.position.file for repeat in repeats}
    return [spec for spec in specs if spec.file not in files], ProblemReport.of([*problems, *repeats], omitted)


def chosen_environments(specs: Sequence[Spec], environment: str | None) -> list[str] | None:
    """Return the environments to look at, or None for all.

    Raises:
        SpecError: A spec has no environment of that name.

    """
    if environment is None:
        return None
    problems = [
        Problem(
            Position(display_path(Path(spec.file)), 1, 1),
            f"there is no environment {environment!r}; {did_you_mean(environment, spec.environments)}",
        )
        for spec in specs
        if environment not in spec.environments
    ]
    if problems:
        raise SpecError(problems)
    return [environment]


def plan_of(spec: Spec, environment: str | None, lock: "Lock") -> "Plan":
    """Return the plan of a spec for an environment, which may be left out where there is no choice.

    Raises:
        SpecError: The environment does not exist or has to be named, or the architecture cannot be deployed.
        UsageError: The lock does not say where services are that have to move.

    """
    name = _one_environment(spec, environment)
    try:
        return lock.plan(spec.variants()[name], name)
    except PlanError as error:
        raise SpecError([_problem(spec, name, mistake) for mistake in error.mistakes]) from error


def _one_environment(spec: Spec, environment: str | None) -> str | None:
    if environment is not None:
        chosen_environments([spec], environment)
        return environment
    if len(spec.environments) > 1:
        message = f"environments: there are {', '.join(spec.environments)}; choose one with --env"
        raise SpecError([Problem(spec.position(("environments",)), message)])
    return next(iter(spec.environments), None)


def _problem(spec: Spec, environment: str | None, mistake: Mistake) -> Problem:
    return Problem(spec.position(mistake.path, environment), _subject(mistake.path) + mistake.message)


def _subject(path: SpecPath) -> str:
    """Return what a message is about, where the message itself does not name it."""
    match path:
        case () | ("components", *_):
            return ""
        case ("connections", str() as arrow):
            return f"{quoted(arrow)}: "
        case _:
            return f"{dotted(path)}: "
