from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scim_explorer.ui.window_state import (
    OpenTab,
    SavedView,
    ViewSettings,
    WindowState,
    load_state,
    save_state,
)

VIEW = ViewSettings(
    columns=("userName", "urn:x:User:department"),
    widths={"userName": 180},
    sort_by="userName",
    descending=True,
    page_size=50,
    attributes=("emails",),
    excluded=("photos",),
    method="POST",
    filter_text='userName eq "\u00e5"',
    history=("active eq true",),
)
FILTER = ViewSettings(filter_text="title pr")
STATE = WindowState(
    geometry="01d9",
    docks="00ff",
    theme="dark",
    text_percent=150,
    tabs=(OpenTab("browse", "p1", "User"), OpenTab("compose", "p2", draft={"method": "PUT"})),
    active_tab=1,
    views={"p1/User": VIEW},
    saved={"p1/User": (SavedView("mine", VIEW), SavedView("f", FILTER, is_filter=True))},
    recent=("action:Find",),
)


def test_that_what_was_saved_is_what_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new" / "window.json"

    save_state(path, STATE)

    assert load_state(path) == STATE


def test_that_a_draft_of_bytes_that_are_no_text_is_kept_too(tmp_path: Path) -> None:
    state = WindowState(tabs=(OpenTab("compose", "p1", draft={"body": "a\udc80\ud800"}),))

    save_state(tmp_path / "window.json", state)

    assert load_state(tmp_path / "window.json") == state


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"tabs": 7}',
        b'{"theme": null}',
        b'{"text_percent": "large"}',
        b'{"views": {"p1/User": {"columns": [1]}}}',
        b"[" * 100_000,
    ],
)
def test_fault_98_a_corrupt_file_gives_the_defaults_and_a_line_in_the_log(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        state = load_state(path)

    assert state == WindowState()
    assert "window state not used" in caplog.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_that_no_file_stops_the_window(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)

    load_state(path)


@pytest.mark.parametrize(
    ("field", "value"), [("theme", "pink"), ("text_percent", 0), ("text_percent", 100_000)]
)
def test_that_a_value_the_window_cannot_show_is_the_default(
    tmp_path: Path, field: str, value: object
) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"active_tab": 3, field: value}), "utf-8")

    state = load_state(path)

    assert getattr(state, field) == getattr(WindowState(), field)


def test_that_a_file_of_another_version_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"version": 2, "theme": "dark"}), "utf-8")

    assert load_state(path) == WindowState()


def test_that_a_missing_file_is_no_news(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert load_state(tmp_path / "window.json") == WindowState()
    assert caplog.text == ""


def test_that_a_folder_that_cannot_be_written_is_logged_and_not_raised(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", "utf-8")

    save_state(in_the_way / "window.json", STATE)

    assert "window state not saved" in caplog.text


def test_that_views_are_kept_for_each_type_of_each_endpoint() -> None:
    state = WindowState().with_view("p1", "User", VIEW)

    assert state.view_of("p1", "User") == VIEW
    assert state.view_of("p1", "Group") == ViewSettings()
    assert state.view_of("p2", "User") == ViewSettings()


def test_that_a_deleted_endpoint_leaves_nothing_behind() -> None:
    state = WindowState(
        tabs=(OpenTab("browse", "p1", "User"), OpenTab("browse", "p10", "User")),
        views={"p1/User": VIEW, "p10/User": VIEW},
    )

    left = state.without_profile("p1")

    assert left.tabs == (OpenTab("browse", "p10", "User"),)
    assert left.views == {"p10/User": VIEW}


def test_fault_103_a_filter_that_holds_a_password_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    view = ViewSettings(
        filter_text='password eq "s3cret"', history=('password eq "s3cret"', "b pr")
    )

    save_state(path, WindowState().with_view("p1", "User", view))

    assert b"s3cret" not in path.read_bytes()
    assert load_state(path).view_of("p1", "User") == ViewSettings(history=("b pr",))


def test_that_what_was_saved_by_name_goes_with_its_endpoint() -> None:
    state = STATE.with_saved("p2", "Group", (SavedView("g", ViewSettings()),))

    left = state.without_profile("p1")

    assert [(kind, one.name) for kind, one in state.saved_under("p1")] == [
        ("User", "mine"),
        ("User", "f"),
    ]
    assert left.saved_under("p1") == ()
    assert [one.name for one in left.saved_of("p2", "Group")] == ["g"]


def test_that_a_saved_filter_with_a_password_is_not_written(tmp_path: Path) -> None:
    secret = SavedView("s", ViewSettings(filter_text='password eq "canary-9"'), is_filter=True)
    state = WindowState(saved={"p1/User": (secret, SavedView("f", FILTER))})

    save_state(tmp_path / "window.json", state)

    assert b"canary-9" not in (tmp_path / "window.json").read_bytes()
    loaded = load_state(tmp_path / "window.json").saved_of("p1", "User")
    assert [one.name for one in loaded] == ["f"]
