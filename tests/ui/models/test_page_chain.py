"""Lists that can only be read in order."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.models.page_chain import PageChain
from tests.ui.fake_directory import list_body, user

BY_CURSOR = Position(start_index=1, cursor="")
BY_INDEX = Position(start_index=1, cursor=None)


def answer(start: int, count: int, cursor: str | None = None) -> ListPage:
    members = {} if cursor is None else {"nextCursor": cursor}
    return read_list(list_body([user(n) for n in range(start, start + count)], None, **members))


def test_that_the_next_cursor_leads_to_the_next_page() -> None:
    chain = PageChain(answer(0, 10, "two"), 10, BY_CURSOR)

    assert chain.next_page(()) == 1
    assert chain.position(1).cursor == "two"

    chain.place(1, answer(10, 10), 10)

    assert (chain.row_count, chain.has_more) == (20, False)
    assert chain.position(1).cursor == "two"


def test_that_a_cursor_that_comes_twice_ends_the_list() -> None:
    chain = PageChain(answer(0, 10, "a"), 10, BY_CURSOR)
    chain.place(1, answer(10, 10, "b"), 10)

    chain.place(2, answer(20, 10, "a"), 10)

    assert chain.loop
    assert not chain.has_more
    assert chain.row_count == 30


def test_that_a_page_with_nothing_new_ends_the_list_and_adds_no_row() -> None:
    chain = PageChain(answer(0, 10, "a"), 10, BY_CURSOR)

    taken = chain.place(1, answer(0, 10, "b"), 0)

    assert (taken, chain.row_count, chain.has_more) == (0, 10, False)


def test_that_an_empty_page_may_stand_before_others_but_not_for_ever() -> None:
    chain = PageChain(answer(0, 10, "a"), 10, BY_CURSOR)

    for cursor in ("b", "c", "d"):
        chain.place(1, answer(0, 0, cursor), 0)
        assert chain.position(1).cursor == cursor
    chain.place(1, answer(0, 0, "e"), 0)

    assert (chain.row_count, chain.has_more) == (10, False)


def test_that_without_a_total_the_rows_received_decide_the_next_start_index() -> None:
    chain = PageChain(answer(0, 7), 10, BY_INDEX)

    assert chain.position(1).start_index == 8

    chain.place(1, answer(7, 10), 10)

    assert chain.position(2).start_index == 18
    assert chain.page_at(7) == 1


def test_that_a_page_is_asked_for_ahead_only_near_the_end() -> None:
    chain = PageChain(answer(0, 10, "a"), 10, BY_CURSOR)

    assert chain.page_beyond(9) is None
    assert chain.page_beyond(10) == 1


def test_that_a_page_past_the_end_has_no_position() -> None:
    chain = PageChain(answer(0, 10), 10, BY_CURSOR)

    with pytest.raises(ValueError, match="past the end"):
        chain.position(1)
