"""Read the newest 50 lines of a long log and of a short one, in turns."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.children.exchanges import user_read
from scim_explorer.exchanges.log import ExchangeLog

LINES = 50
READS = 20


def main(folder: Path, rounds: int, many: int, few: int) -> None:
    long_log, short_log = filled(folder / "many.sqlite3", many), filled(folder / "few.sqlite3", few)
    many_us, few_us = [], []
    for turn in range(rounds + 1):
        times = first_screen_us(long_log), first_screen_us(short_log)
        if turn:  # the first one only warms up
            many_us.append(times[0])
            few_us.append(times[1])
    print(json.dumps({"many_us": many_us, "few_us": few_us}))
    long_log.close()
    short_log.close()


def filled(path: Path, count: int) -> ExchangeLog:
    # As large and as old as it comes out: nothing of it may be evicted.
    log = ExchangeLog.open(path, max_bytes=1 << 40, max_age_days=100_000.0)
    futures = [log.append(user_read(log.next_number())) for _ in range(count)]
    futures[-1].result()
    return log


def first_screen_us(log: ExchangeLog) -> float:
    """Return the microseconds of one read; several are taken, one alone is too short."""
    began = perf_counter()
    for _ in range(READS):
        lines = log.newest(LINES)
    assert len(lines) == LINES
    return (perf_counter() - began) / READS * 1e6


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
