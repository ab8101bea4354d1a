"""The demo endpoint in a child process, and its sure end."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future
from typing import IO

from scim_explorer.problems import NoReplyError, Problem

USERS = 300
KEPT_LINES = 20


class DemoProcess:
    """A demo endpoint on its way up, or up.

    Free of any event loop: wait with ``ready.result(timeout)``, with
    ``asyncio.wrap_future(demo.ready)`` or with ``ready.add_done_callback`` (called on another
    thread).

    Attributes:
        ready: Becomes the base URL, or a ``NoReplyError`` when the child ended before it had one.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.ready: Future[str] = Future()
        self.ready.set_running_or_notify_cancel()
        self._process = process
        self._input, self._output, self._messages = _pipes(process)
        self._errors: deque[str] = deque(maxlen=KEPT_LINES)
        self._threads = [
            threading.Thread(target=self._read_errors, name="demo errors", daemon=True),
            threading.Thread(target=self._read_base_url, name="demo start", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End the child at once; its data is only in its memory. May be called twice."""
        process = self._process
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._input, self._output, self._messages):
            with contextlib.suppress(OSError):
                pipe.close()

    def _read_base_url(self) -> None:
        line = self._output.readline().strip()
        if line:
            self.ready.set_result(line)
            return
        self._threads[0].join()
        said = self._errors[-1] if self._errors else "its process ended without a word."
        self.ready.set_exception(
            NoReplyError(
                Problem(
                    "The demo endpoint did not start",
                    said,
                    "Run 'scim-explorer demo' in a terminal to see why.",
                )
            )
        )

    def _read_errors(self) -> None:
        for line in self._messages:
            if line.strip():
                self._errors.append(line.strip())


def start_demo(users: int = USERS, python: str = sys.executable) -> DemoProcess:
    """Start the demo endpoint on a free loopback port and return at once.

    The child ends when this process does, whatever ends it: the system then closes the pipe
    that is the child's standard input.
    """
    command = [python, "-P", "-m", "scim_explorer", "demo", "--port", "0"]
    command += ["--users", str(users), "--until-stdin-closes"]
    process = subprocess.Popen(  # noqa: S603  # our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": _module_path(), "PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # A Ctrl+C in the terminal is for the window, which may still have questions.
        start_new_session=os.name == "posix",
    )
    return DemoProcess(process)


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ValueError("start the demo process with three pipes")
    return process.stdin, process.stdout, process.stderr


def _module_path() -> str:
    """Let the child find exactly the modules that this process would."""
    return os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109
