"""The program as a child process of a test: the real window, with requests under way.

Called with a config folder, the name of a profile ("" for none) and the number of requests to
start. Prints "up" once the window works. A line on stdin closes the window as its user would.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from typing_extensions import override

import scim_explorer.ui.start
from scim_explorer.app import run_window
from scim_explorer.client.request import Request
from scim_explorer.ui.start import Start
from scim_explorer.window_options import WindowOptions


class BusyStart(Start):
    """Sends what nobody answers, and says so."""

    @override
    def begin(self) -> None:
        super().begin()
        for session in self.bench.pool:
            for number in range(int(sys.argv[3])):
                request = Request("GET", f"/Users/{number}", origin="Test")
                work = session.send(request)
                self.bench.tasks.start(f"hang {number}", work, lambda _exchange: None)
        threading.Thread(target=self._close_on_input, daemon=True).start()
        sys.stdout.write(f"up {sys.get_asyncgen_hooks().finalizer is not None}\n")
        sys.stdout.flush()

    def _close_on_input(self) -> None:
        if sys.stdin.readline():
            self.window.close_asked.emit()


if __name__ == "__main__":
    scim_explorer.ui.start.Start = BusyStart  # type: ignore[misc]  # the program asks for it by name
    options = WindowOptions(config_dir=Path(sys.argv[1]), profile=sys.argv[2], size=(1100, 700))
    sys.exit(run_window(options))
