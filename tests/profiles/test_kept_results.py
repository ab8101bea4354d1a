"""Results of checks beside the profile."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from scim_explorer.problems import InputError
from scim_explorer.profiles.kept_results import forget_kept, keep, read_kept
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore


def test_that_what_was_kept_is_read_for_its_type_only(tmp_path: Path) -> None:
    keep(tmp_path, "p1", "User", "one")
    keep(tmp_path, "p1", "Group", "two")
    keep(tmp_path, "p1", "User", "three")

    assert read_kept(tmp_path, "p1", "User") == "three"
    assert read_kept(tmp_path, "p1", "Group") == "two"
    assert read_kept(tmp_path, "p2", "User") is None


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_that_only_the_user_can_read_it(tmp_path: Path) -> None:
    keep(tmp_path, "p1", "User", "one")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON", "x" * 500, "", "\ud800", ".."])
def test_that_a_name_of_a_server_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "profiles"
    keep(folder, "p1", name, "one")

    (path,) = (each for each in tmp_path.rglob("*") if each.is_file())

    assert path.parent == folder / "p1.operators"
    assert read_kept(folder, "p1", name) == "one"


def test_that_names_that_differ_in_case_alone_are_kept_apart(tmp_path: Path) -> None:
    keep(tmp_path, "p1", "User", "one")
    keep(tmp_path, "p1", "USER", "two")

    assert read_kept(tmp_path, "p1", "User") == "one"


def test_that_an_id_that_is_no_file_name_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not fit"):
        read_kept(tmp_path, "../p1", "User")


def test_that_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "p1.operators").write_text("in the way")

    with pytest.raises(InputError, match="Result not kept"):
        keep(tmp_path, "p1", "User", "one")


def test_that_what_is_no_text_or_too_long_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, "p1", "User", "one")
    (path,) = (tmp_path / "p1.operators").iterdir()

    path.write_bytes(b"\xff\xfe")
    assert read_kept(tmp_path, "p1", "User") is None
    path.write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    assert read_kept(tmp_path, "p1", "User") is None


def test_that_it_goes_with_the_profile_and_no_other(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    for number in (1, 2):
        store.save(Profile(id=f"p{number}", name=f"Acme {number}", base_url="http://x/v2"))
        keep(tmp_path, f"p{number}", "User", "one")

    store.delete("p1")

    assert read_kept(tmp_path, "p1", "User") is None
    assert not (tmp_path / "p1.operators").exists()
    assert read_kept(tmp_path, "p2", "User") == "one"
    assert [one.id for one in store.load()] == ["p2"]


def test_that_nothing_kept_is_nothing_to_forget(tmp_path: Path) -> None:
    forget_kept(tmp_path, "p1")

    assert list(tmp_path.iterdir()) == []
