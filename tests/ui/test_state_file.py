"""The file of the window's state, written by two windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scim_explorer.ui.models.saved_views import saved_filter
from scim_explorer.ui.state_file import StateFile
from scim_explorer.ui.window_state import SavedView, WindowState, load_state

KEY = "p1/User"


def state(*names: str) -> WindowState:
    return WindowState(saved={KEY: tuple(map(one, names))})


def one(name: str) -> SavedView:
    return saved_filter(name, f'title eq "{name}"')


def names(path: Path) -> list[str]:
    return [each.name for each in load_state(path).saved.get(KEY, ())]


def test_that_two_windows_keep_what_each_saved(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    first, second = StateFile(path, WindowState()), StateFile(path, WindowState())

    first.write(state("one"))
    seen = second.write(state("two"))
    first.write(state("one"))

    assert names(path) == ["one", "two"]
    assert [each.name for each in seen[KEY]] == ["one", "two"]


def test_that_what_one_window_deleted_stays_deleted(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    found = state("a", "b")
    first, second = StateFile(path, found), StateFile(path, found)
    first.write(found)

    first.write(state("a"))
    second.write(found)

    assert names(path) == ["a"]


def test_that_what_was_changed_here_counts_where_both_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    found = state("a")
    first, second = StateFile(path, found), StateFile(path, found)
    first.write(found)
    changed = replace(one("a"), view=replace(one("a").view, filter_text="title pr"))

    first.write(WindowState())
    second.write(WindowState(saved={KEY: (changed,)}))

    assert load_state(path).saved[KEY] == (changed,)


def test_that_an_endpoint_that_was_deleted_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    found = state("a")
    window = StateFile(path, found)
    window.write(found)

    window.write(found.without_profile("p1"))

    assert load_state(path).saved == {}
