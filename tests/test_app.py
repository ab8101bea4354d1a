"""The program from start to end, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from scim_explorer.app import _closed_generators
from scim_explorer.folders import user_folders
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore

CHILD = Path(__file__).with_name("app_child.py")
LIMIT_S = 60.0
ENDS_WITHIN_S = 5.0
"""Two seconds are meant; a busy machine gets more."""
WAYS = ("SIGTERM", "SIGINT", "close")

posix_signals = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


class SilentServer:
    """Takes requests and never answers."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.arrived: queue.Queue[str] = queue.Queue()
        self._taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._door.accept()
                self._taken.append(connection)
                self.arrived.put(connection.recv(4096).partition(b"\r\n")[0].decode())

    def close(self) -> None:
        # A thread that waits in accept() is not woken by close() alone.
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for connection in self._taken:
            connection.close()
        self._thread.join(5)


@pytest.fixture
def silent() -> Iterator[SilentServer]:
    server = SilentServer()
    yield server
    server.close()


class Program:
    """The child process."""

    def __init__(self, folder: Path, profile: str = "", requests: int = 0) -> None:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHILD.parents[1])}
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder), profile, str(requests)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )
        assert self._process.stdout is not None
        self.first_line = self._process.stdout.readline().strip()

    def pause(self, seconds: float) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def end(self, way: str) -> tuple[int, str, float]:
        """End it and return exit code, stderr and the seconds that it took."""
        began = time.monotonic()
        text = None
        if way == "close":
            text = "close\n"
        else:
            self._process.send_signal(getattr(signal, way))
        try:
            _, errors = self._process.communicate(text, timeout=LIMIT_S)
        finally:
            self._process.kill()
        return self._process.returncode, errors, time.monotonic() - began


def saved(folder: Path, base: str) -> str:
    """Save a profile for ``base`` and return its name."""
    profiles = user_folders(folder).profiles
    profiles.mkdir(parents=True)
    ProfileStore(profiles).save(Profile("p1", "Silent", base))
    return "Silent"


@posix_signals
@pytest.mark.parametrize("way", WAYS)
def test_fault_7_an_idle_window_ends_at_once_with_0_and_no_word(tmp_path: Path, way: str) -> None:
    program = Program(tmp_path)

    code, errors, took_s = program.end(way)

    assert program.first_line == "up True"
    assert (code, errors) == (0, "")
    assert took_s < ENDS_WITHIN_S


def quits_during_20_requests(
    folder: Path, server: SilentServer, way: str, arrived: int, pause_s: float = 0.0
) -> None:
    program = Program(folder, saved(folder, server.base), 20)
    for _ in range(arrived):
        server.arrived.get(timeout=LIMIT_S)
    program.pause(pause_s)

    code, errors, took_s = program.end(way)

    assert (code, errors) == (0, "")
    assert took_s < ENDS_WITHIN_S


@posix_signals
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("arrived", [0, 4])
def test_fault_3_quitting_during_20_hanging_requests_leaves_nothing_pending(
    tmp_path: Path, silent: SilentServer, way: str, arrived: int
) -> None:
    quits_during_20_requests(tmp_path, silent, way, arrived)


@posix_signals
@pytest.mark.long
@pytest.mark.parametrize("seed", range(100))
def test_fault_3_quitting_at_any_time_leaves_nothing_pending(
    tmp_path: Path, silent: SilentServer, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311  # a time, not a secret

    quits_during_20_requests(
        tmp_path, silent, dice.choice(WAYS), dice.randint(0, 4), dice.uniform(0.0, 1.0)
    )


async def test_fault_6_generators_left_early_are_closed_on_a_loop_that_does_not_do_it() -> None:
    closed: list[int] = []
    all_closed = asyncio.Event()

    async def stream(number: int) -> AsyncIterator[int]:
        try:
            while True:
                yield number
        finally:
            await asyncio.sleep(0)
            closed.append(number)
            if len(closed) == 100:
                all_closed.set()

    async def first(number: int) -> int:
        async for value in stream(number):
            return value
        return -1

    before = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        with _closed_generators():
            for number in range(100):
                assert await first(number) == number
            gc.collect()
            async with asyncio.timeout(10):
                await all_closed.wait()
        left = sys.get_asyncgen_hooks()
    finally:
        sys.set_asyncgen_hooks(*before)

    assert sorted(closed) == list(range(100))
    assert (left.firstiter, left.finalizer) == (None, None)
