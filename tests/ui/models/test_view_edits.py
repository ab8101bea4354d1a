"""From one way of showing a list to the next."""

from __future__ import annotations

from scim_explorer.protocol.filters.templates import all_templates
from scim_explorer.ui.models.view_edits import (
    HISTORY_KEPT,
    query_of,
    with_filter,
    with_next_sort,
    with_template,
)
from scim_explorer.ui.window_state import ViewSettings


def test_that_the_newest_filter_stands_first_and_only_once() -> None:
    view = ViewSettings(history=("a", "b", "c"))

    assert with_filter(view, "b").history == ("b", "a", "c")


def test_that_the_history_is_bounded() -> None:
    view = ViewSettings()
    for number in range(HISTORY_KEPT + 5):
        view = with_filter(view, f"n eq {number}")

    assert len(view.history) == HISTORY_KEPT
    assert view.history[0] == f"n eq {HISTORY_KEPT + 4}"


def test_that_no_filter_is_no_entry() -> None:
    view = with_filter(ViewSettings(filter_text="a", history=("a",)), "")

    assert (view.filter_text, view.history) == ("", ("a",))


def test_that_a_heading_goes_up_down_and_out() -> None:
    view = ViewSettings(sort_by="title", descending=True)
    seen = []
    for _ in range(4):
        view = with_next_sort(view, "userName")
        seen.append((view.sort_by, view.descending))

    assert seen == [("userName", False), ("userName", True), ("", False), ("userName", False)]


def test_that_asking_as_a_client_does_drops_what_the_client_does_not_send() -> None:
    view = ViewSettings(sort_by="title", attributes=("id",), method="POST", columns=("id",))
    groups = next(one for one in all_templates() if one.excluded)

    asked = with_template(view, groups)

    assert (asked.sort_by, asked.attributes, asked.method) == ("", (), "GET")
    assert (asked.excluded, asked.plus, asked.columns) == (("members",), True, ("id",))


def test_that_how_blanks_are_written_goes_with_the_query() -> None:
    assert query_of(ViewSettings(plus=True), "/Users", 50).plus


def test_that_the_page_size_of_the_profile_fills_in_for_the_view() -> None:
    assert query_of(ViewSettings(), "/Users", 50).count == 50
    assert query_of(ViewSettings(page_size=10), "/Users", 50).count == 10
