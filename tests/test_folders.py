"""Where files go."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scim_explorer.folders import user_folders


def test_that_config_dir_takes_everything(tmp_path: Path) -> None:
    folders = user_folders(tmp_path)

    kept = [folders.profiles, folders.log, folders.window_state, folders.drafts]
    assert all(path.is_relative_to(tmp_path) for path in kept)
    assert folders.own == tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG folders")
def test_that_without_it_the_systems_folders_for_users_are_used(isolated: Path) -> None:
    folders = user_folders()

    assert folders.profiles == isolated / ".config" / "scim-explorer" / "profiles"
    assert folders.own is None
    assert folders.log == isolated / ".local" / "share" / "scim-explorer" / "log.sqlite3"
