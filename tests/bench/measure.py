"""Running commands and measuring them: wall time, processor time and peak memory, on Linux."""

import os
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeAlias

_POLL_SECONDS = 0.02
_UNUSABLE = 2
"""The exit code of a command that cannot use its input."""

Times: TypeAlias = list[tuple[float, float]]
"""What each time took, in seconds of the clock and of the processors."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its environment, and what of it may be left from the run before."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    fresh: Path | None = None
    """A folder that is removed before each run."""
    exit_codes: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class Sample:
    """What a run took: seconds, those of the processors, and the peak megabytes of Python and of Node."""

    seconds: float
    cpu: float
    python: float
    node: float
    output: str
    """What it wrote to standard output."""
    refusal: str = ""
    """The first line it wrote to standard error, where it could not use its input."""


def race(commands: Mapping[str, Command], rounds: int, *, warm_up: bool = True) -> dict[str, Sample]:
    """Run commands in turns, so that they meet the same machine, and return the medians of each.

    A first round warms the disk cache and compiles bytecode.
    """
    if warm_up:
        for command in commands.values():
            run(command)
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            samples[name].append(run(command))
    return {name: _median(found) for name, found in samples.items()}


def _median(samples: Sequence[Sample]) -> Sample:
    return Sample(
        seconds=statistics.median(sample.seconds for sample in samples),
        cpu=statistics.median(sample.cpu for sample in samples),
        python=max(sample.python for sample in samples),
        node=max(sample.node for sample in samples),
        output=samples[-1].output,
    )


def run(command: Command) -> Sample:
    """Run a command once, and measure it with everything that it starts."""
    if command.fresh is not None:
        shutil.rmtree(command.fresh, ignore_errors=True)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        redirections = [
            (os.POSIX_SPAWN_DUP2, file.fileno(), stream) for stream, file in enumerate((said, complained), start=1)
        ]
        started = time.perf_counter()
        process = os.posix_spawn(
            command.arguments[0], command.arguments, command.environment, file_actions=redirections
        )
        with _Peaks(process) as peaks:
            _, status, usage = os.wait4(process, 0)
            seconds = time.perf_counter() - started
        code = os.waitstatus_to_exitcode(status)
        if code not in command.exit_codes:
            raise SystemExit(f"{' '.join(command.arguments)} failed with {code}:\n{_text(complained)}")
        output = _text(said)
        refusal = _text(complained).partition("\n")[0] if code == _UNUSABLE else ""
    cpu = usage.ru_utime + usage.ru_stime
    return Sample(seconds, cpu, peaks.megabytes("python"), peaks.megabytes("node"), output, refusal)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


@dataclass(slots=True)
class _Peaks:
    """Reads, while a process runs, the peak memory of it and of everything that it started."""

    process: int
    _kilobytes: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def megabytes(self, program: str) -> float:
        """Return the most that the processes of a program had at once."""
        return max((peak for name, peak in self._kilobytes.items() if name.startswith(program)), default=0) / 1024

    def _watch(self) -> None:
        while not self._over.wait(_POLL_SECONDS):
            # A counter's union keeps the greater of two counts.
            self._kilobytes |= _kilobytes(self.process)


def _kilobytes(process: int) -> Counter[str]:
    """Return the peak memory of a process and of what it started, by the program each of them runs."""
    peaks: dict[tuple[str, bytes], int] = {}
    for member in _family(process):
        folder = Path(f"/proc/{member}")
        with suppress(OSError, StopIteration):
            # Until it runs another program, a process just started is its parent once more.
            peaks[(folder / "exe").readlink().name, (folder / "cmdline").read_bytes()] = _peak(folder)
    found: Counter[str] = Counter()
    for (program, _arguments), kilobytes in peaks.items():
        found[program] += kilobytes
    return found


def timed(job: Callable[[], object], times: int) -> Times:
    """Run a job of this process again and again."""
    taken = []
    for _ in range(times):
        started, before = time.perf_counter(), processor_seconds(os.getpid())
        job()
        taken.append((time.perf_counter() - started, processor_seconds(os.getpid()) - before))
    return taken


def processor_seconds(process: int) -> float:
    """Return what a process and everything that it started took of the processors so far."""
    return sum(map(_ticks, _family(process))) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    """Return the ticks of a process and of those it started and waited for (proc(5), fields 14 to 17 of stat)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def _family(process: int) -> Iterator[int]:
    """Return a process and everything that it started, as far as it still runs."""
    yield process
    with suppress(OSError):
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text("utf-8").split():
                yield from _family(int(child))


def _peak(folder: Path) -> int:
    """Return the most memory that a process had resident so far, in kilobytes."""
    lines = (folder / "status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
