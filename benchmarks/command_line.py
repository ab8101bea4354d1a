"""Lines 20 to 25: whole processes of the command line."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks.bench import Bench
from benchmarks.measure import PROJECT, Process, Result, child, in_turns, python, run_process

USERS, MANY_USERS, PAGE_ROWS = 20_000, 200_000, 1000
FETCH_JS = PROJECT / "benchmarks" / "children" / "fetch.mjs"


def list_all(bench: Bench) -> Result:
    base = bench.server(USERS)
    ours, floor = in_turns(
        bench.rounds, lambda: _list_all(bench, base), lambda: child("httpx_bytes", base)
    )
    return _times(ours, floor)


def list_all_against_scim2_client(bench: Bench) -> Result:
    base = bench.server(USERS)
    ours, theirs = in_turns(
        bench.rounds, lambda: _list_all(bench, base), lambda: child("scim2_client_loop", base)
    )
    return _times(ours, theirs)


def list_all_against_node(bench: Bench) -> Result:
    base = bench.server(USERS)
    ours, theirs = in_turns(
        bench.rounds,
        lambda: _list_all(bench, base),
        lambda: run_process("node", str(FETCH_JS), base),
    )
    return _times(ours, theirs)


def peak_memory(bench: Bench) -> Result:
    few, many = bench.server(USERS), bench.server(MANY_USERS)
    large, small = in_turns(
        bench.rounds, lambda: _list_all(bench, many), lambda: _list_all(bench, few)
    )
    seconds = median(run.took_s for run in large)
    return Result(
        [run.peak_bytes / 1e6 for run in large],
        [run.peak_bytes / 1e6 for run in small],
        "MB",
        f"{MANY_USERS:,} users took {seconds:.1f} s",
    )


def help_text(bench: Bench) -> Result:
    ours, floor = in_turns(bench.rounds, lambda: _command("--help"), _nothing)
    return _times(ours, floor)


def filter_command(bench: Bench) -> Result:
    expression = 'userName sw "a" and emails[type eq "work"]'
    ours, floor = in_turns(bench.rounds, lambda: _command("filter", expression), _nothing)
    return _times(ours, floor)


def network_command(bench: Bench) -> Result:
    base = bench.server(USERS)
    folder = str(bench.new_folder())
    arguments = ("--config-dir", folder, "send", base, "GET", "/Users?count=1")
    ours, floor = in_turns(bench.rounds, lambda: _command(*arguments), _nothing)
    return _times(ours, floor)


def _list_all(bench: Bench, base: str) -> Process:
    folder = str(bench.new_folder())
    arguments = ("--config-dir", folder, "list", base, "Users", "--all", "--format", "ndjson")
    return _command(*arguments, "--count", str(PAGE_ROWS))


def _command(*arguments: str) -> Process:
    return python("-m", "scim_explorer", *arguments, keep_output=False)


def _nothing() -> Process:
    return run_process(sys.executable, "-c", "pass")


def _times(ours: list[Process], floor: list[Process]) -> Result:
    return Result([run.took_s * 1000 for run in ours], [run.took_s * 1000 for run in floor], "ms")
