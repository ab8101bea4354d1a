"""Works the program for a long time and tells what it did not give back.

Run it from the project's root: ``python -m tools.soak [--minutes 20] [--seed 1] [--json FILE]``.
Windows are opened over one folder, used at random on a demo endpoint and a hostile server that is
killed now and then, and quit at any moment; some lives are processes of their own that get a
signal. It exits with 1 when tasks, descriptors, threads or objects are left, when memory grows,
or when the log lost a row.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from scim_explorer.app import _closed_generators
from scim_explorer.demo.child import start_demo
from scim_explorer.exchanges.log import Summary
from scim_explorer.profiles.profile import Limits, Profile
from scim_explorer.ui.crash_reports import CrashReports
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop
from tools.census import Census, take_census
from tools.soak_moves import Moves
from tools.soak_server import SoakServer

ROOT = Path(__file__).resolve().parent.parent
MODES = (
    *("clean", "cursoronly", "slowbody", "hang", "truncated", "chunktrunc", "reset", "html"),
    *("badjson", "flaky", "ratelimit", "lyingtotal", "shifting", "dupcursor", "nulls", "flood"),
)
WARM_UP_LIVES = 3
WARM_UP_SHARE = 0.25
"""The first part of the time, in which caches fill, is not compared."""
MAX_GROWTH_MB = 64.0
"""Above the size after the warm-up; the heaps of C and Python breathe by some tens."""
QUIT_LIMIT_S = 10.0
OWN_PROCESS_EVERY = 6
RESTARTS, TIDIED = 0.2, 0.5
"""Shares of lives in which the server is killed, and in which all tabs are closed at the end."""
TURNS_TO_END = 20


@dataclass
class Report:
    """What was done, and in ``leaks`` what was wrong."""

    seed: int
    lives: int = 0
    own_processes: int = 0
    server_restarts: int = 0
    moves: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    slowest_quit_s: float = 0.0
    resident_mb: list[float] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        growth = self.resident_mb[-1] - self.resident_mb[0] if self.resident_mb else 0.0
        operations = sum(self.moves.values())
        shown = asdict(self)
        return json.dumps(
            shown | {"operations": operations, "growth_mb": round(growth, 1)}, indent=2
        )


class Soak:
    """One run over one folder."""

    def __init__(self, folder: Path, dice: random.Random, report: Report) -> None:
        self.desktop = Desktop(folder / "config")
        self.dice = dice
        self.report = report
        self.server = SoakServer(folder)
        self._told: set[int] = set()
        self._first: Census | None = None
        self._warm_at = 0.0

    async def run(self, minutes: float) -> None:
        """Live one life after the other until the time is over."""
        ends = time.monotonic() + minutes * 60
        self._warm_at = ends - minutes * 60 * (1 - WARM_UP_SHARE)
        demo = await asyncio.to_thread(start_demo)
        self.server.start()
        try:
            base = await asyncio.to_thread(demo.ready.result, 60)
            self.desktop.keep(*self._profiles(base))
            while time.monotonic() < ends:
                if self.report.lives % OWN_PROCESS_EVERY == OWN_PROCESS_EVERY - 1:
                    await asyncio.to_thread(self._live_apart)
                await self._live()
                self.report.lives += 1
        finally:
            self.server.stop()
            demo.stop()

    # --- lives -------------------------------------------------------------------

    async def _live(self) -> None:
        """Open a window, work in it, and quit: in the middle of everything, or tidied up."""
        rows_before, arrived_before = self._rows_of_server(), self.server.arrived()
        with _closed_generators():
            async with self.desktop.window() as user:
                await self._work_in(user)
                quits_at = time.monotonic()
        took_s = time.monotonic() - quits_at
        self.report.slowest_quit_s = max(self.report.slowest_quit_s, round(took_s, 2))
        if took_s > QUIT_LIMIT_S:
            self._leak(f"quitting took {took_s:.1f} s")
        del user
        await self._check_after()
        self._check_rows(rows_before, arrived_before)

    async def _work_in(self, user: User) -> None:
        pool = user.bench.pool
        user.bench.services.log.subscribe(lambda batch: self._told.update(_numbers(batch)))
        reports = CrashReports(lambda: [session.redaction_rules for session in pool])
        reports.crashed.connect(lambda problem: self._leak(f"bug: {problem.detail}"))
        with reports.installed():
            moves = Moves(user, random.Random(self.dice.random()))  # noqa: S311
            await moves.play(self.dice.randint(10, 120))
            if self.dice.random() < RESTARTS:
                await asyncio.to_thread(self.server.restart)
                self.report.server_restarts += 1
                await moves.play(20)
            if self.dice.random() < TIDIED:
                await moves.tidy()
                await self._check_tidied()
        self.report.moves = dict(Counter(self.report.moves) + moves.done)

    def _live_apart(self) -> None:
        """Start the program itself, and end it at any moment with any signal."""
        how = self.dice.choice([signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
        profile = self.dice.choice(MODES)
        command = [sys.executable, "-m", "scim_explorer", "--profile", profile]
        command += ["--config-dir", str(self.desktop.folder)]
        environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.dice.uniform(1.5, 5.0))
        process.send_signal(how)
        try:
            _, said = process.communicate(timeout=QUIT_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
            self._leak(f"{how.name} did not end the program")
        wanted = -signal.SIGKILL if how is signal.SIGKILL else 0
        if process.returncode != wanted or said:
            self._leak(f"{how.name}: exit code {process.returncode}, said {said.strip()[-300:]!r}")
        self.report.own_processes += 1

    # --- looking -----------------------------------------------------------------

    async def _check_tidied(self) -> None:
        """Look for closed tabs, which may wait for the end of their cancelled tasks."""
        left = _tabs(take_census())
        for _ in range(TURNS_TO_END):
            if not left:
                return
            await asyncio.sleep(0.1)
            left = _tabs(take_census())
        self._leak(f"closed tabs are still there: {left}")

    async def _check_after(self) -> None:
        # Sockets that were told to close do it in the loop's next turns.
        await asyncio.sleep(0.2)
        now = take_census()
        self.report.resident_mb.append(round(now.resident_mb, 1))
        if now.tasks:
            self._leak(f"tasks are left: {now.tasks}")
        if now.objects:
            self._leak(f"objects of a closed window are left: {dict(now.objects)}")
        if self.report.lives < WARM_UP_LIVES or time.monotonic() < self._warm_at:
            self._first = now
            self.report.resident_mb = [self.report.resident_mb[-1]]
            return
        if self._first is not None:
            self._compare(self._first, now)

    def _compare(self, first: Census, now: Census) -> None:
        for what, before, after in (
            ("descriptors", first.files, now.files),
            ("threads", first.threads, now.threads),
            ("windows", Counter(windows=first.windows), Counter(windows=now.windows)),
        ):
            if more := after - before:
                self._leak(f"more {what} than after the first lives: {dict(more)}")
        if now.resident_mb - first.resident_mb > MAX_GROWTH_MB:
            self._leak(f"memory grew from {first.resident_mb:.0f} to {now.resident_mb:.0f} MB")

    def _check_rows(self, rows_before: int, arrived_before: int) -> None:
        """Hold the file against what was told as committed, and what the server received."""
        with contextlib.closing(sqlite3.connect(self.desktop.folders.log)) as base:
            kept = {number for (number,) in base.execute("SELECT number FROM exchange")}
            started = base.execute("SELECT count(*) FROM exchange WHERE outcome = 'started'")
            (unfinished,) = started.fetchone()
            (verdict,) = base.execute("PRAGMA integrity_check").fetchone()
        if lost := self._told - kept:
            self._leak(f"rows that were told as kept are not there: {sorted(lost)[:5]}")
        arrived = self.server.arrived() - arrived_before
        rows = self._rows_of_server() - rows_before
        if arrived > rows:
            self._leak(f"{arrived} requests arrived, {rows} are in the log")
        if unfinished and not self.report.own_processes:
            self._leak(f"{unfinished} rows never got their end")
        if verdict != "ok":
            self._leak(f"the log's file is damaged: {verdict}")
        self.report.rows = len(kept)

    def _rows_of_server(self) -> int:
        if not self.desktop.folders.log.exists():
            return 0
        with contextlib.closing(sqlite3.connect(self.desktop.folders.log)) as base:
            query = "SELECT count(*) FROM exchange WHERE method <> 'PROBE' AND url LIKE ?"
            (count,) = base.execute(query, (f"{self.server.base}%",)).fetchone()
        return int(count)

    def _profiles(self, demo: str) -> list[Profile]:
        limits = Limits(total_s=5.0, connect_s=2.0)
        hostile = [
            Profile(mode, mode, f"{self.server.base}/{mode}", limits=limits) for mode in MODES
        ]
        own = Profile("own", "Own demo", demo, limits=limits)
        gone = Profile("gone", "Nobody there", "http://127.0.0.1:9/scim", limits=limits)
        return [own, gone, *hostile]

    def _leak(self, text: str) -> None:
        line = f"life {self.report.lives}: {text}"
        print(line, flush=True)
        self.report.leaks.append(line)


def _tabs(census: Census) -> dict[str, int]:
    return {name: count for name, count in census.objects.items() if name.endswith("Tab")}


def _numbers(batch: Sequence[Summary]) -> list[int]:
    return [summary.number for summary in batch]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    parser.add_argument("--json", type=Path, default=None, help="write the report to this file")
    return parser.parse_args(arguments)


def _complain(report: Report) -> Any:
    def take(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in text:
            report.leaks.append(f"life {report.lives}: Qt said {text}")

    return take


def main(arguments: Sequence[str]) -> int:
    """Soak, print the report, return 1 when something leaked."""
    options = _options(arguments)
    seed = random.randrange(10**6) if options.seed is None else options.seed  # noqa: S311
    print(f"seed {seed}", flush=True)
    report = Report(seed)
    app = QApplication(["soak"])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    qInstallMessageHandler(_complain(report))
    keyring.set_keyring(MemoryKeyring())
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        soak = Soak(Path(folder), random.Random(seed), report)  # noqa: S311
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            runner.run(soak.run(options.minutes))
    text = report.as_json()
    print(text)
    if options.json is not None:
        options.json.write_text(text, encoding="utf-8")
    return 1 if report.leaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
