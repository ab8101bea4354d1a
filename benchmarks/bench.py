"""What the measuring functions share: the number of rounds, a folder, servers, earlier results."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar, cast

from benchmarks.measure import PROJECT

BIGSERVER = PROJECT / "tests" / "servers" / "scripts" / "bigserver.py"
ROWS_PER_BLOCK = 1000
START_S = 60.0
T = TypeVar("T")


class Bench:
    """One run of the benchmarks.

    Attributes:
        rounds: How often each thing is measured.
    """

    def __init__(self, rounds: int, folder: Path, stack: ExitStack) -> None:
        self.rounds = rounds
        self._folder = folder
        self._stack = stack
        self._names = itertools.count(1)
        self._known: dict[object, object] = {}

    def new_folder(self) -> Path:
        """Return an empty folder that goes away with the run."""
        folder = self._folder / str(next(self._names))
        folder.mkdir()
        return folder

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what ``make`` returned when ``key`` was first asked for."""
        if key not in self._known:
            self._known[key] = make()
        return cast("T", self._known[key])

    def server(self, users: int) -> str:
        """Return the base URL of a conforming server with so many users, each about 1 KB."""
        return self.once(("server", users), lambda: self._stack.enter_context(_running(users)))


@contextlib.contextmanager
def _running(users: int) -> Iterator[str]:
    port = _free_port()
    # All pages rendered beforehand, so that the server's own work stays out of the times.
    blocks = str(users // ROWS_PER_BLOCK)
    command = [sys.executable, str(BIGSERVER), "--port", str(port), "--users", str(users)]
    with subprocess.Popen([*command, "--warm", blocks], stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(process, port)
            yield f"http://127.0.0.1:{port}/clean"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            raise RuntimeError("bigserver ended before it answered")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/clean/ServiceProviderConfig")
            connection.getresponse().read()
            return
    raise RuntimeError("bigserver did not answer")
