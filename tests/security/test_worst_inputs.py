"""The work for a stranger's spec: worst inputs under process limits, and passes whose work grows with the spec."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from archspec import check, load
from archspec.architecture import Architecture
from archspec.checks import Report
from archspec.errors import MOST_PROBLEMS
from renderers.docs.decisions.remarks import remarks_on
from renderers.docs.inputs import PageInputs
from tests.bench.worst_inputs import worst_inputs

HEAD: Final = "archspec: 1\nname: shop\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"
AS_OF: Final = date(2026, 11, 24)
CPU_SECONDS: Final = 50
MEMORY: Final = 4 * 2**30
"""Ten times what a megabyte may take, and four: a machine may be slow, and no time is compared with another."""
MOST_SAID: Final = 120_000
"""Bytes of standard error: 200 lines of 500 characters, and the count of the rest."""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("file", worst_inputs())
def test_check_of_a_worst_input_stays_within_limits(file: str, tmp_path: Path) -> None:
    """It ends by itself with an exit code that is documented, says little, and shows no traceback."""
    path = tmp_path / file
    text = worst_inputs()[file]()
    assert len(text) <= 1_000_000
    path.write_text(text, encoding="utf-8", newline="")
    command = [sys.executable, "-m", "archspec", "check", str(path), "--as-of", AS_OF.isoformat()]
    done = subprocess.run(command, capture_output=True, preexec_fn=_limited, check=False)  # noqa: S603  our own command
    assert done.returncode in {0, 1, 2}
    assert len(done.stderr) <= MOST_SAID
    assert len(done.stderr.splitlines()) <= MOST_PROBLEMS + 1
    assert b"Traceback" not in done.stderr


def calls(job: Callable[[], object]) -> int:
    """Return how many functions a job calls, those written in C too: the same on every machine."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        job()
    finally:
        sys.setprofile(None)
    return count


def _loaded(folder: Path, text: str, suffix: str = "yaml") -> Callable[[], object]:
    path = folder / f"spec{len(text)}.{suffix}"
    path.write_text(text, encoding="utf-8")
    return lambda: load(path)


def _spec(**fields: object) -> dict[str, object]:
    return {"archspec": 1, "name": "shop", "title": "Shop", "language": "en", "region": "sa-east-1", **fields}


def _waived_spec(count: int) -> str:
    buckets = "".join(f"  b{n}: {{kind: s3_bucket}}\n" for n in range(count))
    waivers = "".join(
        f"- {{rule: AAC-GOV-001, component: b{n}, reason: r, owner: o, expires: 2027-03-31}}\n" for n in range(count)
    )
    return f"{HEAD}components:\n{buckets}waivers:\n{waivers}"


def _chained(count: int) -> Architecture:
    shape = {"status": "superseded", "date": "2026-11-24", "context": "c", "options": {"a": "for"}, "outcome": "a"}
    decisions = {f"d{n}": {**shape, "supersedes": f"d{(n + 1) % count}"} for n in range(count)}
    return Architecture.model_validate(_spec(decisions=decisions))


def _judged(folder: Path, count: int) -> Callable[[], object]:
    path = folder / f"waived{count}.yaml"
    path.write_text(_waived_spec(count), encoding="utf-8")
    spec = load(path)
    return lambda: check(spec, as_of=AS_OF)


def _remarked(_folder: Path, count: int) -> Callable[[], object]:
    architecture = _chained(count)
    inputs = PageInputs(
        architecture=architecture,
        environments={},
        base=architecture,
        report=Report("shop", AS_OF, (), {}, checks=(), components=0, environments=0),
        pictures={},
        files=(),
        languages=("en",),
    )
    return lambda: [remarks_on(slug, inputs) for slug in architecture.decisions]


PASSES: Final[Mapping[str, Callable[[Path, int], Callable[[], object]]]] = {
    "waivers of as many findings": _judged,
    "decisions in a ring": _remarked,
    "loading components": lambda folder, n: _loaded(folder, _waived_spec(n)),
    "loading one line of JSON": lambda folder, n: _loaded(folder, json.dumps(_waived_json(n)), "json"),
    "loading environments": lambda folder, n: _loaded(
        folder,
        f"{HEAD}components:\n" + "".join(f"  b{i}: {{kind: actor}}\n" for i in range(n)) + "environments: {a: {}}\n",
    ),
}


def _waived_json(count: int) -> dict[str, object]:
    return _spec(components={f"b{n}": {"kind": "s3_bucket"} for n in range(count)})


@pytest.mark.parametrize("name", PASSES)
def test_twice_the_spec_is_twice_the_work(name: str, tmp_path: Path) -> None:
    """Counted in calls, and with what is done once left out, four times as much is less than five times the work."""
    small, middle, large = (calls(PASSES[name](tmp_path, count)) for count in (100, 200, 500))
    assert large - small <= (middle - small) * 4 * 1.2
