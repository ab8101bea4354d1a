"""Record exchanges in the log, and write the same texts to a flat file, in turns."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.children.exchanges import user_read
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.wire import request_text, response_text

COUNT = 2000


def main(folder: Path, rounds: int) -> None:
    log = ExchangeLog.open(folder / "log.sqlite3")
    taken: dict[str, list[float]] = {"log_us": [], "flat_us": [], "put_p99_us": []}
    for turn in range(rounds + 1):
        exchanges = [user_read(log.next_number()) for _ in range(COUNT)]
        total_s, puts = append_all(log, exchanges)
        flat_s = write_flat(folder / f"{turn}.txt", exchanges)
        if turn:  # the first one only warms up
            taken["log_us"].append(total_s / COUNT * 1e6)
            taken["flat_us"].append(flat_s / COUNT * 1e6)
            taken["put_p99_us"].append(sorted(puts)[COUNT * 99 // 100] * 1e6)
    log.close()
    print(json.dumps(taken))


def append_all(log: ExchangeLog, exchanges: list[Exchange]) -> tuple[float, list[float]]:
    """Return the seconds until everything was committed, and those of each put."""
    futures, puts = [], []
    began = perf_counter()
    for exchange in exchanges:
        before = perf_counter()
        futures.append(log.append(exchange))
        puts.append(perf_counter() - before)
    # They are committed in order; waiting for each would only let the two threads take turns.
    futures[-1].result()
    return perf_counter() - began, puts


def write_flat(path: Path, exchanges: list[Exchange]) -> float:
    """Return the seconds to write each exchange as text and hand it to the system."""
    began = perf_counter()
    with path.open("w", encoding="utf-8") as file:
        for exchange in exchanges:
            file.write(request_text(exchange))
            file.write(response_text(exchange))
            file.flush()
    return perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
