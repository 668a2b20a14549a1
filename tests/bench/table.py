"""The table that the bench prints."""

import sys
from dataclasses import dataclass
from typing import Literal

from tests.bench.measure import Sample

_JOB = 58
_WIDTHS = {"time": 10, "CPU time": 10, "Python MB": 11, "Node MB": 9}


@dataclass(frozen=True, slots=True)
class Budget:
    """What a value may be at most, or has to be at least."""

    limit: float
    unit: Literal["s", "x", "MB"]
    at_least: bool = False

    def __str__(self) -> str:
        """Name the budget as the table does."""
        return f"{'at least' if self.at_least else 'at most'} {self.limit:g} {self.unit}"

    def verdict(self, value: float, cpu: float | None = None) -> str:
        """Tell whether a value keeps to the budget, and where a time does not, whether that of the processors does."""
        if self._holds(value):
            return "holds"
        return "OVER" if cpu is None or not self._holds(cpu) else "OVER, though not in CPU time"

    def _holds(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


def heading(text: str) -> None:
    """Print what the next rows are about, and the names of the columns."""
    columns = "".join(f"{name:>{width}}" for name, width in _WIDTHS.items())
    _print(f"\n{text:<{_JOB}}{columns}  budget")


def row(job: str, sample: Sample, budget: Budget | None = None) -> None:
    """Print a job with what it took."""
    measured = (_seconds(sample.seconds), _seconds(sample.cpu), _megabytes(sample.python), _megabytes(sample.node))
    _row(job, measured, budget, budget.verdict(sample.seconds, sample.cpu) if budget else "")


def cpu_row(job: str, sample: Sample, budget: Budget | None = None) -> None:
    """Print a job with what it took, and a budget of its time on the processors."""
    measured = (_seconds(sample.seconds), _seconds(sample.cpu), _megabytes(sample.python), _megabytes(sample.node))
    _row(job, measured, budget, budget.verdict(sample.cpu) if budget else "")


def memory_row(job: str, sample: Sample, budget: Budget) -> None:
    """Print the memory of a job that has been printed."""
    measured = ("", "", _megabytes(sample.python), _megabytes(sample.node))
    _row(job, measured, budget, budget.verdict(sample.python + sample.node))


def ratio_row(job: str, one: Sample, other: Sample, budget: Budget | None = None) -> None:
    """Print how many times as long one job took as another."""
    ratio, cpu = one.seconds / other.seconds, one.cpu / other.cpu
    cells = (f"{ratio:.2f} x", f"{cpu:.2f} x", "", "")
    _row(job, cells, budget, budget.verdict(ratio, cpu) if budget else "")


def note(text: str) -> None:
    """Print a remark."""
    _print(f"  {text}")


def _row(job: str, cells: tuple[str, ...], budget: Budget | None, verdict: str) -> None:
    columns = "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS.values(), strict=True))
    _print(f"{job:<{_JOB}}{columns}{f'  {budget}: {verdict}' if budget else ''}".rstrip())


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def _megabytes(megabytes: float) -> str:
    return f"{megabytes:.0f}" if megabytes else ""


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
