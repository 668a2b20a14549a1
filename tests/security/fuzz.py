"""`make fuzz`: hostile files of every kind, given to the commands that read them.

    python -m tests.security.fuzz --cases 200000
    python -m tests.security.fuzz --chunk manifest 3

Whatever the files hold, a command ends with a designed exit code other than 3, without a traceback, prints no control
character and no command of a CI's log, and touches nothing outside its folder. The first case that does otherwise ends
the run, and is printed with what repeats it.
"""

import argparse
import io
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TextIO

from archspec.cli import main
from tests.security.surfaces import SURFACES

CHUNK: Final = 200
"""How many cases run in one process."""

_SECRET: Final = "secret-of-another-folder\n"
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udfff]"
)
_CI_COMMAND: Final = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)
_MOST_OUTPUT: Final = 1_000_000
_MOST_MEMORY: Final = 4 * 2**30
_SECONDS_A_CASE: Final = 3
"""Ten times what a slow case takes in processor time."""


class PromiseError(AssertionError):
    """A promise that a hostile file broke."""


def attack(surface: str, seed: int, cases: int) -> float:
    """Try cases of a surface, and return the processor seconds of the slowest.

    Raises:
        PromiseError: A command broke a promise; the message says which case, and how.

    """
    slowest = 0.0
    for case in range(seed * cases, (seed + 1) * cases):
        with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
            started = time.process_time()
            try:
                _attack_once(surface, case, Path(name))
            except PromiseError as broken:
                raise PromiseError(f"{surface}, case {case}: {broken}") from None
            slowest = max(slowest, time.process_time() - started)
    return slowest


def _attack_once(surface: str, case: int, root: Path) -> None:
    inside, outside = root / "inside", root / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(_SECRET, encoding="utf-8")
    rng = random.Random(f"{surface} {case}")  # noqa: S311  the same cases every time
    for command in SURFACES[surface].attack(rng, inside):
        code, printed = _run(command)
        _judge(command, code, printed)
        _require_untouched(root)


def _require_untouched(root: Path) -> None:
    """Make sure that nothing but the folder of the specs has changed."""
    inside, outside = root / "inside", root / "outside"
    if sorted(root.iterdir()) != [inside, outside] or list(outside.iterdir()) != [outside / "secret.txt"]:
        raise PromiseError("wrote or removed a file outside its folder")
    if (outside / "secret.txt").read_text("utf-8") != _SECRET:
        raise PromiseError("changed a file outside its folder")


def _run(command: Sequence[str]) -> tuple[int, str]:
    printed = _terminal()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = main(command)
    printed.flush()
    assert isinstance(printed, io.TextIOWrapper)
    raw = printed.buffer
    assert isinstance(raw, io.BytesIO)
    return code, raw.getvalue().decode("utf-8", "surrogatepass")


def _terminal() -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="\n")


def _judge(command: Sequence[str], code: int, printed: str) -> None:
    shown = printed[-2000:]
    if code not in {0, 1, 2}:
        raise PromiseError(f"{command}: exit code {code}\n{shown}")
    if "Traceback" in printed:
        raise PromiseError(f"{command}: a traceback\n{shown}")
    if len(printed) > _MOST_OUTPUT:
        raise PromiseError(f"{command}: {len(printed):,} characters of output")
    if _SECRET.strip() in printed:
        raise PromiseError(f"{command}: repeats a file of another folder\n{shown}")
    for pattern, what in ((_UNPRINTABLE, "a control character"), (_CI_COMMAND, "a command of a CI's log")):
        if found := pattern.search(printed):
            around = printed[max(0, found.start() - 200) : found.end() + 200]
            raise PromiseError(f"{command}: prints {what}, {found.group()!r}, in {around!r}")


def _limit() -> None:
    """End this process where it takes ten times what is normal."""
    seconds = 60 + CHUNK * _SECONDS_A_CASE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _attack_chunk(chunk: tuple[str, int]) -> str:
    """Try one chunk of cases, and return what to print."""
    surface, seed = chunk
    _limit()
    slowest = attack(surface, seed, CHUNK)
    return f"{surface}, cases {seed * CHUNK:,} to {(seed + 1) * CHUNK - 1:,}: the slowest took {slowest:.2f} s"


def _chunks(cases: int) -> list[tuple[str, int]]:
    """Share a number of cases out over the surfaces, as the tests do."""
    whole = sum(surface.cases for surface in SURFACES.values())
    return [
        (name, seed)
        for name, surface in SURFACES.items()
        for seed in range(round(cases * surface.cases / whole / CHUNK))
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunk", nargs=2, metavar=("SURFACE", "SEED"), help=f"only this one, of {CHUNK} cases")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def _main() -> None:
    arguments = _arguments()
    if arguments.chunk:
        print(_attack_chunk((arguments.chunk[0], int(arguments.chunk[1]))))  # noqa: T201  a program prints
        return
    with ProcessPoolExecutor(arguments.workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        try:
            for chunk in as_completed([pool.submit(_attack_chunk, chunk) for chunk in _chunks(arguments.cases)]):
                print(chunk.result(), flush=True)  # noqa: T201
        except PromiseError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


if __name__ == "__main__":
    try:
        _main()
    except PromiseError as broken:
        sys.exit(str(broken))
