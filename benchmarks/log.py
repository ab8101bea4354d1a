"""Lines 14 and 15: the request log."""

from __future__ import annotations

from statistics import median

from benchmarks.bench import Bench
from benchmarks.measure import Result, child

FEW, MANY = 1000, 100_000


def append(bench: Bench) -> Result:
    said = child("log_append", str(bench.new_folder()), str(bench.rounds)).said_lists()
    return Result(
        said["log_us"],
        said["flat_us"],
        "us",
        f"the caller's put: p99 {median(said['put_p99_us']):.0f} us",
    )


def first_screen(bench: Bench) -> Result:
    arguments = (str(bench.new_folder()), str(bench.rounds), str(MANY), str(FEW))
    said = child("log_first_screen", *arguments).said_lists()
    return Result(said["many_us"], said["few_us"], "us")
