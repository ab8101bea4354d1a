"""The command line as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import CommandLine


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(tmp_path / "config", capfdbinary)
