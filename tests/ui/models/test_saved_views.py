"""What was saved by name, from one list to the next."""

from __future__ import annotations

from scim_explorer.ui.models.saved_views import (
    named,
    renamed,
    saved_filter,
    saved_view,
    with_one,
    without,
)
from scim_explorer.ui.window_state import ViewSettings

B, A = saved_filter("b", "title pr"), saved_filter("A", "active eq true")


def names(saved: object) -> list[str]:
    assert isinstance(saved, tuple)
    return [one.name for one in saved]


def test_that_the_list_is_in_the_order_of_names() -> None:
    assert names(with_one(with_one((), B), A)) == ["A", "b"]


def test_that_a_namesake_in_other_case_is_replaced() -> None:
    saved = with_one((A, B), saved_filter("B", "id pr"))

    assert names(saved) == ["A", "B"]
    assert saved[1].view.filter_text == "id pr"


def test_that_a_new_name_moves_it_in_the_order() -> None:
    assert names(renamed((A, B), "A", "z")) == ["b", "z"]
    assert renamed((A, B), "absent", "z") == (A, B)


def test_that_one_is_found_and_taken_away_in_any_case() -> None:
    assert named((A, B), " a ") is A
    assert without((A, B), "a") == (B,)
    assert without((A, B), "c") == (A, B)


def test_that_a_saved_view_has_the_filter_as_typed_and_no_history() -> None:
    view = ViewSettings(columns=("id",), filter_text="old pr", history=("old pr",), page_size=10)

    saved = saved_view("v", view, "new pr")

    assert saved.view == ViewSettings(columns=("id",), filter_text="new pr", page_size=10)
    assert not saved.is_filter
