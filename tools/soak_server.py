"""The hostile server of a soak: killed and started again on its port, and asked what it got."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from pathlib import Path

from tests.servers.running import SCRIPTS, free_port

_STARTS_WITHIN_S = 30.0


class SoakServer:
    """One port, one process at a time.

    Attributes:
        arrived_earlier: Requests that processes killed by now had received.
    """

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.arrived_earlier = 0
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [sys.executable, str(SCRIPTS / "bigserver.py"), "--port", str(self.port)]
        command += ["--users", "20000", "--groups", "40", "--warm", "2", "--flood-mb", "40"]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + _STARTS_WITHIN_S
        while time.monotonic() < deadline:
            try:
                self._received()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"the server did not start: {self._log.read_text()[-300:]}")

    def restart(self) -> None:
        """Kill it with all that is under way, and start it again."""
        self.arrived_earlier += self._received()
        self.stop()
        self.start()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def arrived(self) -> int:
        """Return how many requests arrived since the first start, its own questions left out."""
        return self.arrived_earlier + self._received()

    def _received(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/stats/")
            counts = json.loads(connection.getresponse().read())["by_mode"]
        finally:
            connection.close()
        return sum(count for mode, count in counts.items() if mode != "stats")
