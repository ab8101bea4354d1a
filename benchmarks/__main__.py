"""``python -m benchmarks``: measure, and print one table."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from benchmarks.bench import Bench
from benchmarks.lines import Line, chosen
from benchmarks.table import Outcome, as_objects, markdown, plain

ROUNDS = 7


def main() -> int:
    arguments = _arguments()
    outcomes = []
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.rounds, Path(folder), stack)
        for line in arguments.only:
            print(f"line {line.number}: {line.title} ...", file=sys.stderr, flush=True)
            outcomes.append(_measured(line, bench))
    print(machine())
    print(markdown(outcomes) if arguments.markdown else plain(outcomes))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(as_objects(outcomes))))
    return int(any(outcome.failure for outcome in outcomes))


def machine() -> str:
    """Return where and when this was measured, in one line."""
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"PySide6 {version('PySide6-Essentials')}",
        f"httpx {version('httpx')}",
    ]
    if hasattr(os, "getloadavg"):
        parts.append(f"load at the end {os.getloadavg()[0]:.1f}")
    return ", ".join(parts) + "\n"


def _measured(line: Line, bench: Bench) -> Outcome:
    try:
        return Outcome(line, line.measure(bench))
    except (RuntimeError, OSError) as error:
        return Outcome(line, None, str(error).strip().splitlines()[-1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        prog="python -m benchmarks",
        description="Measure SCIM Explorer as ratios against a floor, in turns in the same run.",
    )
    parser.add_argument(
        "--only", type=_lines, default=chosen(frozenset()), metavar="3,14", help="only these lines"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"default {ROUNDS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every single measurement")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def _lines(text: str) -> tuple[Line, ...]:
    try:
        return chosen(frozenset(int(part) for part in text.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
