"""Lines 8 to 11 and 28: filters, and the order of loaded rows."""

from __future__ import annotations

from statistics import median

from benchmarks.bench import Bench
from benchmarks.measure import Result, child


def sort(bench: Bench) -> Result:
    said = _said(bench)
    return Result(said["sort_ms"], said["sort_loads_ms"], "ms")


def sort_again(bench: Bench) -> Result:
    said = _said(bench)
    return Result(said["sort_again_ms"], said["sort_loads_ms"], "ms", "the other way round")


def decoded_rows(bench: Bench) -> Result:
    said = _said(bench)
    return Result(said["decoded_ms"], said["by_hand_ms"], "ms", "20,000 users")


def raw_rows(bench: Bench) -> Result:
    said = _said(bench)
    rows_a_second = 20_000 / median(said["raw_ms"]) * 1000
    return Result(said["raw_ms"], said["loads_ms"], "ms", f"{rows_a_second:,.0f} rows a second")


def parse(bench: Bench) -> Result:
    said = _said(bench)
    return Result(said["parse_ms"], said["lark_ms"], "ms", "20 times")


def completion(bench: Bench) -> Result:
    said = _said(bench)
    all_of_them = median(said["complete_all_ms"])
    return Result(said["complete_ms"], (), "ms", f"before anything is typed {all_of_them:.2f} ms")


def _said(bench: Bench) -> dict[str, list[float]]:
    return bench.once("filters", lambda: child("filters", str(bench.rounds)).said_lists())
