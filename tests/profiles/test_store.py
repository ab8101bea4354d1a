"""The folder of profiles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scim_explorer.problems import InputError
from scim_explorer.profiles.store import ProfileStore, free_name
from tests.profiles.samples import profile


@pytest.fixture
def store(tmp_path: Path) -> ProfileStore:
    store = ProfileStore(tmp_path / "profiles")
    for position, name in enumerate(("Ada", "Bob", "Cyd")):
        store.save(profile(name.lower(), name, position=position))
    return store


def names(store: ProfileStore) -> list[str]:
    return [loaded.name for loaded in store.load()]


def test_that_a_folder_that_is_not_there_holds_no_profiles(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path / "none")

    assert store.load() == ()
    assert store.problems == ()


def test_that_profiles_come_back_in_their_order(store: ProfileStore) -> None:
    store.save(profile("dan", "Dan", position=0))

    assert names(store) == ["Ada", "Dan", "Bob", "Cyd"]


def test_that_a_deleted_profile_is_gone_and_deleting_it_again_is_no_error(
    store: ProfileStore,
) -> None:
    store.delete("bob")
    store.delete("bob")

    assert names(store) == ["Ada", "Cyd"]


def test_that_a_new_order_keeps_what_another_window_saved(store: ProfileStore) -> None:
    other = ProfileStore(store.folder)
    other.save(profile("cyd", "Cyd of the other window", position=2))
    other.save(profile("dan", "Dan", position=3))

    result = store.reorder(["cyd", "ada", "bob"])

    assert [loaded.id for loaded in result] == ["cyd", "ada", "bob", "dan"]
    assert names(store) == ["Cyd of the other window", "Ada", "Bob", "Dan"]


def test_that_a_new_order_leaves_files_alone_that_do_not_move(store: ProfileStore) -> None:
    before = (store.folder / "ada.json").stat().st_ino

    store.reorder(["ada", "cyd", "bob"])

    assert (store.folder / "ada.json").stat().st_ino == before


def test_that_a_new_name_keeps_what_another_window_saved(store: ProfileStore) -> None:
    ProfileStore(store.folder).save(profile("bob", "Bob", position=1, notes="theirs"))

    renamed = store.rename("bob", " Bobby ")

    assert (renamed.name, renamed.notes) == ("Bobby", "theirs")
    assert names(store) == ["Ada", "Bobby", "Cyd"]


@pytest.mark.parametrize(("profile_id", "name"), [("bob", " "), ("bob", "ADA"), ("gone", "Gone")])
def test_that_an_unfit_name_is_refused(store: ProfileStore, profile_id: str, name: str) -> None:
    with pytest.raises(InputError, match="Profile not renamed"):
        store.rename(profile_id, name)

    assert names(store) == ["Ada", "Bob", "Cyd"]


def test_that_a_name_may_change_its_letter_case(store: ProfileStore) -> None:
    assert store.rename("ada", "ADA").name == "ADA"


def test_that_a_duplicate_has_an_id_and_a_name_of_its_own(store: ProfileStore) -> None:
    copy = store.duplicate(store.load()[0])

    assert copy.id not in {"ada", "bob", "cyd"}
    assert (copy.name, copy.position) == ("Ada (2)", 3)
    assert names(store) == ["Ada", "Bob", "Cyd"]


def test_that_free_names_count_on() -> None:
    assert free_name("Ada (2)", ["ada", "ADA (2)", "Ada (3)"]) == "Ada (4)"


@pytest.mark.parametrize("content", [b"", b'{"name":"x"', b"[]", b'{"name":1,"base_url":""}'])
def test_fault_98_a_damaged_file_is_moved_aside_and_named(
    store: ProfileStore, content: bytes
) -> None:
    path = store.folder / "bob.json"
    path.write_bytes(content)

    assert names(store) == ["Ada", "Cyd"]

    aside = store.folder / "bob.damaged"
    assert aside.read_bytes() == content
    assert str(aside) in store.problems[0].detail
    assert names(store) == ["Ada", "Cyd"]
    assert store.problems == ()


def test_fault_98_the_version_before_a_damaged_one_can_be_brought_back(
    store: ProfileStore,
) -> None:
    bob = store.load()[1]
    store.save(replace(bob, notes="newer"))
    (store.folder / "bob.json").write_bytes(b"{")
    store.load()

    assert store.restorable == {"bob": bob.name}
    assert store.restore("bob") == bob
    assert store.load()[1] == bob
    assert store.restorable == {}


def test_fault_98_a_file_put_aside_by_another_program_can_be_brought_back(
    store: ProfileStore,
) -> None:
    bob = store.load()[1]
    store.save(replace(bob, notes="newer"))
    (store.folder / "bob.json").write_bytes(b"{")
    ProfileStore(store.folder).load()

    store.load()

    assert store.restorable == {"bob": bob.name}
    assert store.restore("bob") == bob


def test_fault_98_what_is_left_aside_is_offered_no_more_and_stays(store: ProfileStore) -> None:
    store.save(replace(store.load()[1], notes="newer"))
    (store.folder / "bob.json").write_bytes(b"{")
    store.load()

    store.leave_aside("bob")
    store.leave_aside("bob")
    store.load()

    assert store.restorable == {}
    assert (store.folder / "bob.damaged").read_bytes() == b"{"
    assert b'"Bob"' in (store.folder / "bob.earlier.damaged").read_bytes()


def test_fault_98_what_was_never_saved_twice_has_nothing_to_bring_back(
    store: ProfileStore,
) -> None:
    store.save(profile("new", "New"))
    (store.folder / "new.json").write_bytes(b"{")
    store.load()

    assert store.restorable == {}
    with pytest.raises(InputError, match="gone"):
        store.restore("new")


def test_that_deleting_takes_the_version_before_along(store: ProfileStore) -> None:
    store.save(replace(store.load()[1], notes="newer"))

    store.delete("bob")

    assert [path.name for path in store.folder.iterdir() if path.name.startswith("bob")] == []


def test_fault_97_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert ProfileStore(tmp_path / "profiles" / "deep").why_read_only() == ""
    assert not (tmp_path / "profiles").exists()
    assert "Not a directory" in ProfileStore(tmp_path / "file" / "profiles").why_read_only()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_fault_97_a_folder_of_somebody_else_says_why(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert "Permission denied" in ProfileStore(tmp_path).why_read_only()
    tmp_path.chmod(0o700)


def test_that_two_damaged_files_of_one_name_are_both_kept(store: ProfileStore) -> None:
    for content in ("one", "two"):
        (store.folder / "bob.json").write_text(content)
        store.load()

    assert (store.folder / "bob.damaged").read_text() == "one"
    assert (store.folder / "bob.damaged-2").read_text() == "two"


def test_fault_99_a_newer_file_is_shown_and_never_written(store: ProfileStore) -> None:
    path = store.folder / "bob.json"
    content = json.dumps(json.loads(path.read_bytes()) | {"version": 2, "tls": {}})
    path.write_text(content)

    loaded = store.load()
    with pytest.raises(InputError, match="Profile not saved"):
        store.save(replace(loaded[1], name="changed"))
    store.reorder(["cyd", "bob", "ada"])

    assert store.read_only_ids == {"bob"}
    assert "newer version" in store.problems[0].detail
    assert path.read_text() == content


def test_that_a_secret_never_goes_to_a_file(store: ProfileStore) -> None:
    with pytest.raises(InputError, match="may carry a secret") as caught:
        store.save(profile("ada", "Ada", headers=(("X-Api-Key", "hunter2"),)))

    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in (store.folder / "ada.json").read_text()


def test_fault_96_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("in the way")
    store = ProfileStore(tmp_path / "profiles")

    with pytest.raises(InputError, match="Profile not saved"):
        store.save(profile())


def test_that_an_id_cannot_leave_the_folder(store: ProfileStore) -> None:
    for odd in ("../x", "", "a/b", ".hidden", "x" * 65):
        with pytest.raises(ValueError, match="file name"):
            store.delete(odd)


def test_that_imported_profiles_get_free_names_and_places(store: ProfileStore) -> None:
    text = store.export_profiles(store.load()[:2])

    imported = store.import_profiles(text)

    assert [(p.name, p.position, p.read_only) for p in imported] == [
        ("Ada (2)", 3, True),
        ("Bob (2)", 4, True),
    ]
    assert names(store) == ["Ada", "Bob", "Cyd"]


WRITER = """
import sys
from pathlib import Path
from scim_explorer.profiles.store import ProfileStore
from tests.profiles.samples import profile
store = ProfileStore(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    store.save(profile(f"{sys.argv[2]}{n % 5}", f"{sys.argv[2]} {n}", position=n))
    loaded = store.load()
    store.reorder([p.id for p in reversed(loaded) if p.id.startswith(sys.argv[2])])
assert store.problems == ()
"""


def test_fault_101_two_processes_lose_no_profile(tmp_path: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, "20"])
        for name in ("left", "right")
    ]
    codes = [child.wait() for child in children]

    ids = {loaded.id for loaded in ProfileStore(tmp_path).load()}
    assert codes == [0, 0]
    assert ids == {f"{side}{n}" for side in ("left", "right") for n in range(5)}
