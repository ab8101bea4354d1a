"""Run two or more things in turns and compare their medians; time and memory of a process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

PROJECT = Path(__file__).resolve().parent.parent
AS_INSTALLED = Path(__file__).resolve().parent / "as_installed"
# ru_maxrss counts kilobytes, on macOS bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
LONGEST_S = 120.0
T = TypeVar("T")


class Process(NamedTuple):
    """How one process went.

    Attributes:
        began_s: Just before it was started, by ``time.perf_counter`` (one clock for all processes).
        took_s: From the start to its end.
        peak_bytes: The most memory it held.
        output: What it printed.
    """

    began_s: float
    took_s: float
    peak_bytes: int
    output: bytes

    def said(self) -> dict[str, float]:
        """Return the JSON object of numbers on the last line of the output."""
        return msgspec.json.decode(self.output.splitlines()[-1], type=dict[str, float])

    def said_lists(self) -> dict[str, list[float]]:
        """Return the JSON object of lists on the last line of the output."""
        return msgspec.json.decode(self.output.splitlines()[-1], type=dict[str, list[float]])


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured for one line.

    Attributes:
        numerators: One value a round, in ``unit``.
        denominators: The same, for the floor; empty when the line is an absolute value.
        note: One remark, such as a part of the picture that the ratio does not show.
    """

    numerators: Sequence[float]
    denominators: Sequence[float]
    unit: str
    note: str = ""

    @property
    def numerator(self) -> float:
        return statistics.median(self.numerators)

    @property
    def denominator(self) -> float | None:
        return statistics.median(self.denominators) if self.denominators else None

    @property
    def value(self) -> float:
        """The ratio of the medians, or the median itself when nothing divides it."""
        return self.numerator / self.denominator if self.denominator else self.numerator


def verdict(value: float, goal: float, stretch: float) -> str:
    """Return which mark ``value`` reaches; smaller is better."""
    if value <= stretch:
        return "stretch"
    return "goal" if value <= goal else "missed"


def in_turns(rounds: int, *runs: Callable[[], T]) -> tuple[list[T], ...]:
    """Return the results of each of ``runs``, taken in turns: A B C, A B C, ...

    A first turn of each is not counted: it fills the file cache and the compiled modules.
    """
    for run in runs:
        run()
    results: tuple[list[T], ...] = tuple([] for _ in runs)
    for _ in range(rounds):
        for run, kept in zip(runs, results, strict=True):
            kept.append(run())
    return results


def environment() -> dict[str, str]:
    """Return the variables for a measured process: no display, as a user has it installed."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    paths = os.pathsep.join([str(AS_INSTALLED), str(PROJECT)])
    return {**kept, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def run_process(*command: str, keep_output: bool = True) -> Process:
    """Run ``command`` to its end.

    Raises:
        RuntimeError: It failed; the text is what it wrote to stderr.
    """
    stdout = subprocess.PIPE if keep_output else subprocess.DEVNULL
    began_s = time.perf_counter()
    with subprocess.Popen(
        command, stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment()
    ) as process:
        # Some that wait for a picture would wait for ever.
        limit = threading.Timer(LONGEST_S, process.kill)
        limit.start()
        output = process.stdout.read() if process.stdout else b""
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        limit.cancel()
        took_s = time.perf_counter() - began_s
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        said = errors.decode(errors="replace").strip() or f"ended with {process.returncode}"
        raise RuntimeError(f"{' '.join(command)}:\n{said}")
    return Process(began_s, took_s, usage.ru_maxrss * PEAK_UNIT, output)


def python(*arguments: str, keep_output: bool = True) -> Process:
    """Run this Python with ``arguments``."""
    return run_process(sys.executable, *arguments, keep_output=keep_output)


def child(name: str, *arguments: str) -> Process:
    """Run a module of ``benchmarks.children``."""
    return python("-m", f"benchmarks.children.{name}", *arguments)
