"""Run a command: in this process, or in one of its own without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from scim_explorer.cli import main
from scim_explorer.exchanges.log import ExchangeLog, Summary
from scim_explorer.folders import user_folders
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore

ROOT = Path(__file__).parents[2]


def in_a_process(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without a display."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "scim_explorer", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**env, "PYTHONPATH": str(ROOT)},
        timeout=100,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended.

    Attributes:
        code: Exit code.
        out: Bytes on stdout.
        err: Text on stderr.
    """

    code: int
    out: bytes
    err: str


class CommandLine:
    """Runs commands with a config folder of their own and looks into what they leave there."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *words: str) -> Ran:
        code = main([*words, "--config-dir", str(self.folder)])
        out, err = self._capture.readouterr()
        return Ran(code, out, err.decode())

    def save(self, profile: Profile) -> None:
        folder = user_folders(self.folder).profiles
        folder.mkdir(parents=True, exist_ok=True)
        ProfileStore(folder).save(profile)

    def log_rows(self) -> list[Summary]:
        """Return the lines of the request log, oldest first."""
        log = ExchangeLog.open(user_folders(self.folder).log)
        try:
            return log.newest()[::-1]
        finally:
            log.close()

    def log_bytes(self) -> bytes:
        """Return everything that was written to disk."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)
