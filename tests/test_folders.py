"""Where files go."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scim_explorer.folders import user_folders


def test_that_config_dir_takes_everything(tmp_path: Path) -> None:
    folders = user_folders(tmp_path)

    kept = [folders.profiles, folders.log, folders.window_state]
    assert all(path.is_relative_to(tmp_path) for path in kept)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders")
def test_that_without_it_the_systems_folders_for_users_are_used(isolated: Path) -> None:
    folders = user_folders()

    assert folders.profiles == isolated / ".config" / "scim-explorer" / "profiles"
    assert folders.log == isolated / ".local" / "share" / "scim-explorer" / "log.sqlite3"


def test_that_each_config_dir_has_secrets_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert user_folders().secret_prefix == ""
    assert user_folders(tmp_path / "a").secret_prefix != user_folders(tmp_path).secret_prefix
    assert user_folders(Path("a")).secret_prefix == user_folders(tmp_path / "a").secret_prefix
