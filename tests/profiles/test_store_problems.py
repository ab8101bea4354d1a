"""Words for profile files that cannot be used, and where damaged ones go."""

from __future__ import annotations

from pathlib import Path

import pytest

from scim_explorer.profiles.store_problems import moved_aside, unreadable, unwritable


def test_that_a_damaged_file_goes_where_none_is_yet(tmp_path: Path) -> None:
    path = tmp_path / "p1.json"
    told = []
    for content in ("one", "two", "three"):
        path.write_text(content)
        told.append(moved_aside(path, "No name.").detail)

    kept = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert kept == {"p1.damaged": "one", "p1.damaged-2": "two", "p1.damaged-3": "three"}
    assert told[2] == f"p1.json is damaged and is now {tmp_path / 'p1.damaged-3'}. No name."


def test_that_a_damaged_file_that_cannot_be_moved_is_said_to_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)

    told = moved_aside(tmp_path / "p1.json", "No name.")

    assert told.detail.endswith("is damaged (No name.) and stays: Permission denied.")


def test_that_the_system_is_quoted_with_the_file() -> None:
    full = OSError(28, "No space left on device")

    assert unreadable(Path("p1.json"), full).detail == "p1.json: No space left on device."
    assert unwritable("Profile not saved", Path("p1.json"), full).detail == (
        "p1.json: No space left on device. What was saved before is unchanged."
    )
