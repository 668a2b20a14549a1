"""The table that the bench prints."""

import sys
from dataclasses import dataclass
from typing import Literal

from tests.bench.measure import Sample

_WIDTHS = {"job": 60, "median": 10, "CPU time": 10, "Python MB": 11, "Node MB": 9, "ratio": 9}


@dataclass(frozen=True, slots=True)
class Budget:
    """What a value may be at most, or has to be at least."""

    limit: float
    unit: Literal["s", "x", "MB"]
    at_least: bool = False

    def __str__(self) -> str:
        """Name the budget as the table does."""
        return f"{'at least' if self.at_least else 'at most'} {self.limit:g} {self.unit}"

    def verdict(self, value: float) -> str:
        """Tell whether a value keeps to the budget."""
        holds = value >= self.limit if self.at_least else value <= self.limit
        return "holds" if holds else "OVER"


def heading(text: str) -> None:
    """Print what the next rows are about, and the names of the columns."""
    columns = "".join(f"{name:>{width}}" if name != "job" else "" for name, width in _WIDTHS.items())
    _print(f"\n{text:<{_WIDTHS['job']}}{columns}  budget")


def row(job: str, sample: Sample, budget: Budget | None = None) -> None:
    """Print a job with what it took."""
    measured = (_seconds(sample.seconds), _seconds(sample.cpu), _megabytes(sample.python), _megabytes(sample.node), "")
    _row(job, measured, budget, sample.python + sample.node if budget and budget.unit == "MB" else sample.seconds)


def time_row(job: str, seconds: float, budget: Budget | None = None) -> None:
    """Print a part of a process, of which only the time is known."""
    _row(job, (_seconds(seconds), "", "", "", ""), budget, seconds)


def ratio_row(job: str, ratio: float, budget: Budget | None = None) -> None:
    """Print how two jobs compare."""
    _row(job, ("", "", "", "", f"{ratio:.2f} x"), budget, ratio)


def note(text: str) -> None:
    """Print a remark."""
    _print(f"  {text}")


def _row(job: str, cells: tuple[str, ...], budget: Budget | None, value: float) -> None:
    widths = [width for name, width in _WIDTHS.items() if name != "job"]
    columns = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    judged = f"  {budget}: {budget.verdict(value)}" if budget else ""
    _print(f"{job:<{_WIDTHS['job']}}{columns}{judged}".rstrip())


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def _megabytes(megabytes: float) -> str:
    return f"{megabytes:.0f}" if megabytes else ""


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
