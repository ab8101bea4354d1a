"""Drafts on disk: whole after a crash, private, and each window's own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.profiles.drafts import (
    DraftStore,
    SavedDraft,
    SavedOperation,
    SavedOriginal,
    file_content,
    new_draft_id,
    read_draft,
)

WINDOW = """
import itertools, sys
from dataclasses import replace
from pathlib import Path
from scim_explorer.profiles.drafts import DraftStore
from tests.profiles.test_drafts import draft
store = DraftStore(Path(sys.argv[1]))
for number in itertools.count():
    store.save(replace(draft(), text=str(number) * 50_000, saved_at=float(number)))
    print(number, flush=True)
"""
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def draft(number: int = 1, **changes: object) -> SavedDraft:
    made = SavedDraft(
        id=f"d{number}",
        profile="p1",
        endpoint="/Users",
        resource="42",
        name="Björn Åkesson",
        method="PATCH",
        text='{"title": "a\u2028b"}',
        original=SavedOriginal('{"title": "Dr"}', 'W/"v1"', 117, 1.5),
        operations=(SavedOperation("replace", "title", '"x"', enabled=False),),
        saved_at=float(number),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test names what it changes


def damaged(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.damaged")]


@given(ANY_TEXT, ANY_TEXT, st.none() | ANY_TEXT)
def test_that_any_text_comes_back_as_it_was(text: str, value: str, patch: str | None) -> None:
    operation = SavedOperation("add", text, value, enabled=True)
    kept = draft(text=text, name=value, operations=(operation,), patch_text=patch)

    assert read_draft(file_content(kept)) == kept


@pytest.mark.parametrize("text", ["\ud800", "\ud800\udc00", "\udcff\U00010000", "\u2028\u2029\0"])
def test_that_no_surrogate_is_joined_or_lost(text: str) -> None:
    found = read_draft(file_content(draft(text=text)))

    assert found is not None
    assert [*found.text] == [*text]


def test_that_the_next_window_gets_what_one_left_behind(tmp_path: Path) -> None:
    first = DraftStore(tmp_path)
    first.save(draft(2))
    first.save(draft(1))
    first.close()

    second = DraftStore(tmp_path)
    assert second.adopt() == (draft(1), draft(2))
    second.close()

    assert DraftStore(tmp_path).adopt() == (draft(1), draft(2))


def test_that_a_window_leaves_the_drafts_of_another_that_runs(tmp_path: Path) -> None:
    first, second = DraftStore(tmp_path), DraftStore(tmp_path)
    first.save(draft(text="mine"))
    second.save(draft(text="yours"))

    assert first.adopt() == second.adopt() == ()
    second.delete("p1", "d1")
    first.close()
    second.close()

    assert [one.text for one in DraftStore(tmp_path).adopt()] == ["mine"]


def test_fault_101_two_windows_left_behind_keep_both_their_drafts(tmp_path: Path) -> None:
    for number in (1, 2):
        store = DraftStore(tmp_path)
        store.save(draft(number, resource="42"))
        store.close()

    assert DraftStore(tmp_path).adopt() == (draft(1), draft(2))


def test_that_a_deleted_draft_is_gone_and_its_folder_too(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    store.save(draft())
    store.delete("p1", "d1")
    store.delete("p1", "d1")
    store.close()

    assert list(tmp_path.iterdir()) == []


def test_that_a_window_without_drafts_writes_nothing(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts")

    assert store.adopt() == ()
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_that_an_endpoint_takes_all_its_drafts_along(tmp_path: Path) -> None:
    first, second = DraftStore(tmp_path), DraftStore(tmp_path)
    first.save(draft(1))
    second.save(draft(2))
    second.save(draft(3, profile="p10"))

    first.delete_profile("p1")
    first.close()
    second.close()

    assert DraftStore(tmp_path).adopt() == (draft(3, profile="p10"),)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"[]", b"[" * 100_000, b'{"version": 1, "text": 5}', b'{"version": "x"}'],
)
def test_fault_98_a_damaged_file_is_put_aside_and_the_others_are_read(
    tmp_path: Path, content: bytes
) -> None:
    store = DraftStore(tmp_path)
    store.save(draft())
    (store.own / "p1.odd.json").write_bytes(content)
    store.close()

    assert DraftStore(tmp_path).adopt() == (draft(),)
    assert damaged(tmp_path) == ["p1.odd.json.damaged"]


def test_fault_99_a_draft_of_a_newer_version_is_kept_for_it(tmp_path: Path) -> None:
    store = DraftStore(tmp_path)
    store.save(draft(version=2))
    store.close()

    later = DraftStore(tmp_path)
    assert later.adopt() == ()
    later.close()
    assert len(list(tmp_path.rglob("p1.d1.json"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_that_drafts_are_private(tmp_path: Path) -> None:
    store = DraftStore(tmp_path / "drafts")
    store.save(draft())

    assert stat.S_IMODE((store.own / "p1.d1.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(store.own.stat().st_mode) == 0o700
    store.close()


def test_fault_95_a_kill_while_saving_leaves_a_whole_draft(tmp_path: Path) -> None:
    for kill_after in range(3):
        window = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        with window:
            assert window.stdout is not None
            said = [int(window.stdout.readline()) for _ in range(kill_after + 2)]
            window.kill()

        store = DraftStore(tmp_path)
        (found,) = store.adopt()
        assert found.saved_at >= said[-1]
        assert found.text == str(int(found.saved_at)) * 50_000
        assert damaged(tmp_path) == []
        store.delete("p1", found.id)
        store.close()
        assert list(tmp_path.iterdir()) == []


def test_that_ids_differ() -> None:
    assert len({new_draft_id() for _ in range(100)}) == 100
