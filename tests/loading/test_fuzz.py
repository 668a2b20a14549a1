"""Whatever a file holds, loading gives a spec, or one-line problems at places the file has."""

import random
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from archspec import SpecError, check, load
from tests.loading.fuzzing import (
    ROOT,
    damaged,
    damaged_json,
    noise,
    random_structure,
    with_wrong_value,
    wrong_values,
)

LONGEST = 20
"""Seconds after which a case counts as hanging; the slowest takes a twentieth of that."""
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
CHUNK = 250


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that has the translations the specs name."""
    shutil.copy(ROOT / "specs" / "saas_enterprise.en.yaml", tmp_path)
    return tmp_path


@contextmanager
def watchdog() -> Iterator[None]:
    """Stop a case that hangs."""

    def bark(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"hangs for {LONGEST} s, signal {number} in {frame}")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def assert_handled(folder: Path, name: str, data: bytes) -> bool:
    """Load one file; return whether it is a spec."""
    path = folder / name
    path.write_bytes(data)
    with watchdog():
        try:
            spec = load(path)
        except SpecError as error:
            assert_readable(error, data, path)
            return False
        check(spec)
    return True


def assert_readable(error: SpecError, data: bytes, path: Path) -> None:
    """Each problem is one printable line without a secret, at a place in the file."""
    lines = len(LINE_BREAK.findall(data.decode("utf-8", "replace"))) + 1
    assert error.problems
    for problem in error.problems:
        assert problem.message
        assert problem.message.isprintable(), repr(problem.message)
        assert "hunter2" not in problem.message
        assert len(problem.message) < 700, problem.message
        if problem.position.file == path.as_posix():
            assert 1 <= problem.position.line <= lines + 1, (problem, lines)
        assert problem.position.column >= 1


GENERATORS: tuple[tuple[Callable[[random.Random], tuple[str, bytes]], int], ...] = (
    (damaged, 2750),
    (damaged_json, 1000),
    (noise, 1250),
    (random_structure, 1000),
)


@pytest.mark.parametrize(
    ("generate", "seed"),
    [
        pytest.param(generate, seed, marks=[] if seed == 0 else pytest.mark.slow)
        for generate, cases in GENERATORS
        for seed in range(cases // CHUNK)
    ],
)
def test_no_text_breaks_loading(
    generate: Callable[[random.Random], tuple[str, bytes]], seed: int, folder: Path
) -> None:
    """Damaged specs, random structures and noise are refused in words."""
    rng = random.Random(f"{generate.__name__} {seed}")  # noqa: S311  the same cases every time
    for _ in range(CHUNK):
        assert_handled(folder, *generate(rng))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(16))
def test_no_wrong_value_breaks_loading(part: int, folder: Path) -> None:
    """Each field is given each kind of wrong value."""
    rng = random.Random(part)  # noqa: S311  the same cases every time
    for data, path, value in list(wrong_values())[part::16]:
        assert_handled(folder, *with_wrong_value(rng, data, path, value))


def test_fuzzing_looks_at_enough() -> None:
    """There are ten thousand cases, in which some are specs and some are not."""
    assert sum(cases for _, cases in GENERATORS) + len(list(wrong_values())) >= 10_000


def test_damage_leaves_some_specs_whole(folder: Path) -> None:
    """The fuzzer does not only make garbage."""
    rng = random.Random(0)  # noqa: S311  the same cases every time
    results = [assert_handled(folder, *damaged(rng)) for _ in range(100)]
    assert any(results)
    assert not all(results)
