"""Which of the loaded rows are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.models.local_rows import OwnOrder, local_rows, word_test
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.table_columns import Column, Kind
from tests.ui.fake_directory import list_body, user

COLUMNS = (Column("userName"), Column("meta.lastModified", Kind.DATE))


def cache_of(*users: dict[str, object], asked: int = 1_000) -> PageCache:
    return PageCache(read_list(list_body(list(users), len(users))), asked, FIRST)


def rows_with(words: str, cache: PageCache) -> tuple[int, ...] | None:
    return local_rows(cache.blocks(), word_test(words, COLUMNS), None)


def titles(*found: str) -> PageCache:
    return cache_of(*(user(n, title=title) for n, title in enumerate(found)))


def stop_after(times: int) -> Callable[[], bool]:
    left = iter([False] * times)
    return lambda: next(left, True)


def test_that_letter_case_does_not_matter() -> None:
    cache = cache_of(user(1, userName="STRASSE"), user(2, userName="Straße"), user(3))

    assert rows_with("straße", cache) == (0, 1)


def test_that_a_date_is_found_as_sent() -> None:
    cache = cache_of(user(1), user(2, meta={"lastModified": "2020-01-01T00:00:00Z"}))

    assert rows_with("2020-01-01T", cache) == (1,)


def test_that_only_shown_columns_are_searched() -> None:
    assert rows_with("pilot", titles("Pilot")) == ()


def test_that_many_rows_are_searched_to_the_last() -> None:
    cache = cache_of(*(user(n) for n in range(1_700)))

    assert rows_with("user0001699", cache) == (1_699,)


def test_that_pages_with_a_gap_between_them_keep_their_numbers() -> None:
    cache = PageCache(read_list(list_body([user(n) for n in range(10)], 40)), 10, FIRST)
    cache.add(2, read_list(list_body([user(n) for n in range(20, 30)], 40)))

    assert rows_with("user000002", cache) == tuple(range(20, 30))


def test_that_rows_are_found_and_sorted_at_once_and_turned_round() -> None:
    cache = titles("b", "A", "c", "a")
    order = OwnOrder("title", None, descending=False)
    wanted = word_test("example", COLUMNS)

    ascending = local_rows(cache.blocks(), wanted, order)
    order.turn(descending=True)

    assert ascending == (1, 3, 0, 2)
    assert local_rows(cache.blocks(), wanted, order) == (2, 0, 1, 3)


def test_that_an_order_turned_round_keeps_equal_rows_as_they_were_sent() -> None:
    cache = titles("b", "a", "B", "A", "")
    cache_rows, order = cache.blocks(), OwnOrder("title", None, descending=False)

    local_rows(cache_rows, None, order)
    order.turn(descending=True)

    assert local_rows(cache_rows, None, order) == (0, 2, 1, 3, 4)


def test_that_other_rows_are_found_in_the_same_order() -> None:
    cache, order = titles("b", "a", "d", "c"), OwnOrder("title", None, descending=False)
    local_rows(cache.blocks(), None, order)

    found = local_rows(cache.blocks(), word_test("user000000", COLUMNS), order)
    some = local_rows(
        cache.blocks(), lambda row: b'"d"' in bytes(row) or b'"c"' in bytes(row), order
    )

    assert (found, some) == ((1, 0, 3, 2), (3, 2))


def test_that_a_page_that_came_again_is_read_again() -> None:
    order = OwnOrder("title", None, descending=False)
    local_rows(titles("a", "b").blocks(), None, order)

    assert local_rows(titles("b", "a").blocks(), None, order) == (1, 0)


def test_that_work_nobody_waits_for_ends_at_each_step() -> None:
    cache = titles(*map(str, range(1_200)))
    test, order = word_test("user", COLUMNS), OwnOrder("title", None, descending=False)

    results = [local_rows(cache.blocks(), test, order, stop_after(times)) for times in range(8)]

    assert results[:7] == [None] * 7
    assert results[7] is not None
