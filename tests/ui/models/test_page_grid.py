"""Where pages stand, and where a list that lies about its length ends."""

from __future__ import annotations

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.models.page_grid import MAX_ROWS, PageGrid
from tests.ui.fake_directory import list_body, user


def answer(start: int, count: int, total: int | None) -> ListPage:
    return read_list(list_body([user(n) for n in range(start, start + count)], total))


def test_that_any_row_of_a_million_has_its_own_start_index() -> None:
    grid = PageGrid(answer(0, 100, 1_000_000), 100)

    assert grid.row_count == 1_000_000
    assert grid.page_at(765_432) == 7654
    assert grid.position(7654) == Position(start_index=765_401, cursor=None)


def test_that_a_server_that_caps_a_page_sets_the_grid() -> None:
    grid = PageGrid(answer(0, 40, 1_000), 100)

    assert grid.size == 40
    assert grid.position(2).start_index == 81


def test_that_a_short_only_page_does_not_change_the_grid() -> None:
    grid = PageGrid(answer(0, 40, 40), 100)

    assert (grid.size, grid.row_count, grid.has_more) == (100, 40, False)


def test_that_more_rows_than_asked_make_a_larger_page() -> None:
    grid = PageGrid(answer(0, 250, 250), 100)

    assert (grid.size, grid.row_count, grid.has_more) == (250, 250, False)


def test_that_an_empty_page_shrinks_the_list_to_its_start() -> None:
    grid = PageGrid(answer(0, 100, 1_000), 100)

    grid.place(9, answer(0, 0, 1_000), 0)

    assert grid.row_count == 900


def test_that_the_end_of_a_lying_list_is_found_by_halving() -> None:
    truth, grid, asked = 730, PageGrid(answer(0, 100, 1_000_000), 100), 0
    grid.place(9_999, answer(0, 0, 1_000_000), 0)

    while (page := grid.probe()) is not None:
        start = grid.position(page).start_index or 0
        count = max(0, min(100, truth - start + 1))
        grid.place(page, answer(start - 1, count, 1_000_000), count)
        asked += 1

    assert grid.row_count == truth
    assert asked <= 16


def test_that_ignored_paging_ends_the_list_after_one_look_at_the_next_page() -> None:
    grid = PageGrid(answer(0, 100, 1_000), 100)
    grid.place(9, answer(0, 100, 1_000), 0)

    assert grid.probe() == 1

    grid.place(1, answer(0, 100, 1_000), 0)

    assert (grid.row_count, grid.probe()) == (100, None)


def test_that_a_short_page_in_the_middle_asks_for_its_rest() -> None:
    grid = PageGrid(answer(0, 100, 300), 100)

    grid.place(1, answer(100, 60, 300), 60)

    assert grid.position(1).start_index == 161
    assert not grid.is_complete(1)

    grid.place(1, answer(160, 100, 300), 100)

    assert grid.is_complete(1)


def test_that_a_total_that_is_too_small_is_tested_and_grows_with_the_rows() -> None:
    grid = PageGrid(answer(0, 100, 100), 100)
    page = grid.one_more()

    assert page == 1

    grid.place(1, answer(100, 30, 100), 30)

    assert (grid.row_count, grid.one_more()) == (130, None)


def test_that_a_page_past_the_end_that_repeats_the_first_ends_the_list() -> None:
    grid = PageGrid(answer(0, 100, 100), 100)

    grid.place(1, answer(0, 100, 100), 0)

    assert (grid.row_count, grid.one_more(), grid.has_more) == (100, None, False)


def test_that_rows_past_an_empty_page_take_the_end_back() -> None:
    grid = PageGrid(answer(0, 100, 1_000), 100)
    grid.place(2, answer(0, 0, 1_000), 0)

    grid.place(3, answer(300, 100, 1_000), 100)

    assert grid.row_count == 400


def test_that_the_next_page_leaves_out_those_under_way() -> None:
    grid = PageGrid(answer(0, 100, 400), 100)
    grid.place(2, answer(200, 100, 400), 100)

    assert grid.next_page(()) == 1
    assert grid.next_page((1,)) == 3
    assert grid.next_page((1, 3)) is None


def test_that_an_absurd_total_is_cut_to_what_a_view_can_hold() -> None:
    assert PageGrid(answer(0, 100, 10**400), 100).row_count == MAX_ROWS


def test_that_an_empty_first_page_is_an_empty_list_whatever_was_reported() -> None:
    grid = PageGrid(answer(0, 0, 50), 100)

    assert (grid.row_count, grid.reported, grid.has_more) == (0, 50, False)
