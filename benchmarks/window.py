"""Lines 3 to 7: the table of a million rows, and paging 20,000 users in the window."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.bench import Bench
from benchmarks.measure import Result, child, in_turns

USERS = 20_000


class _Paging(NamedTuple):
    window: list[dict[str, float]]
    httpx: list[dict[str, float]]

    def of_window(self, name: str) -> list[float]:
        return [said[name] for said in self.window]

    def of_httpx(self, name: str) -> list[float]:
        return [said[name] for said in self.httpx]


def scroll(bench: Bench) -> Result:
    said = _table(bench)
    return Result(said["scroll_ms"], said["constant_scroll_ms"], "ms", "p50 of 60 screens a round")


def show_a_million(bench: Bench) -> Result:
    said = _table(bench)
    return Result(said["show_million_ms"], said["show_thousand_ms"], "ms")


def memory_growth(bench: Bench) -> Result:
    paging = _paging(bench)
    return Result(paging.of_window("growth_mb"), paging.of_window("received_mb"), "MB")


def longest_stall(bench: Bench) -> Result:
    stalls = _paging(bench).of_window("stall_ms")
    return Result(stalls, (), "ms", f"worst round {max(stalls):.0f} ms")


def paging(bench: Bench) -> Result:
    both = _paging(bench)
    return Result(both.of_window("took_ms"), both.of_httpx("took_ms"), "ms")


def _table(bench: Bench) -> dict[str, list[float]]:
    return bench.once("table", lambda: child("table", str(bench.rounds)).said_lists())


def _paging(bench: Bench) -> _Paging:
    def measure() -> _Paging:
        base = bench.server(USERS)
        ours, floor = in_turns(
            bench.rounds,
            lambda: child("paging", base, str(USERS), str(bench.new_folder())),
            lambda: child("httpx_bytes", base),
        )
        return _Paging([run.said() for run in ours], [run.said() for run in floor])

    return bench.once("paging", measure)
