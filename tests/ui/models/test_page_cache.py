"""Rows as far as they came, within a limit of memory."""

from __future__ import annotations

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.models.page_cache import Mark, PageCache
from tests.ui.fake_directory import list_body, user

FIRST = Position(start_index=1, cursor=None)


def answer(start: int, count: int, total: int, **members: object) -> ListPage:
    rows = [user(n, **members) for n in range(start, start + count)]
    return read_list(list_body(rows, total))


def marks(cache: PageCache) -> list[Mark]:
    return [row.mark for _, row in cache.held_rows()]


def test_that_only_the_pages_of_visible_rows_are_missing() -> None:
    cache = PageCache(answer(0, 100, 1_000_000), 100, FIRST)

    assert cache.missing(0, 20) == ()
    assert cache.missing(95, 105) == (1,)
    assert cache.missing(500_050, 500_080) == (5_000,)
    assert cache.missing(999_990, 1_000_010) == (9_999,)


def test_that_a_row_is_the_bytes_the_server_sent() -> None:
    body = b'{"totalResults":1,"Resources":[ {"id" : "a",\t"x":1.0} ]}'

    cache = PageCache(read_list(body), 100, FIRST)

    row = cache.row(0)
    assert row is not None
    assert bytes(row.raw) == b'{"id" : "a",\t"x":1.0}'


def test_that_rows_held_are_given_as_blocks_that_stay_the_same_object() -> None:
    cache = PageCache(answer(0, 100, 1_000), 100, FIRST)
    cache.add(4, answer(400, 100, 1_000))

    blocks, again = cache.blocks(), cache.blocks()

    assert [(block.first, len(block.rows)) for block in blocks] == [(0, 100), (400, 100)]
    assert all(one.rows is other.rows for one, other in zip(blocks, again, strict=True))


def test_that_the_least_recently_used_pages_go_first() -> None:
    one_page = len(answer(0, 100, 1_000).body)
    cache = PageCache(answer(0, 100, 1_000), 100, FIRST, kept_bytes=3 * one_page + 500)
    cache.add(1, answer(100, 100, 1_000))
    cache.add(2, answer(200, 100, 1_000))
    cache.show(100, 120)
    cache.show(0, 20)

    cache.add(3, answer(300, 100, 1_000))

    assert set(cache.held_pages) == {0, 1, 3}
    assert cache.loaded == 400


def test_that_visible_pages_stay_even_when_the_limit_is_too_small() -> None:
    cache = PageCache(answer(0, 100, 1_000), 100, FIRST, kept_bytes=1)
    cache.show(0, 150)

    cache.add(1, answer(100, 100, 1_000))
    cache.add(2, answer(200, 100, 1_000))

    assert set(cache.held_pages) == {0, 1, 2}

    cache.show(500, 520)
    cache.add(5, answer(500, 100, 1_000))

    assert cache.held_pages == (5,)


def test_that_kept_bytes_stay_within_the_limit_over_a_long_scroll() -> None:
    limit = 64 * 1024
    cache = PageCache(answer(0, 100, 100_000), 100, FIRST, kept_bytes=limit)

    for page in range(1, 300):
        cache.show(page * 100, page * 100 + 30)
        cache.add(page, answer(page * 100, 100, 100_000))
        assert cache.held_bytes <= limit

    assert cache.held_bytes > limit // 2


def test_that_a_page_that_went_can_come_back_without_being_called_repeated() -> None:
    cache = PageCache(answer(0, 100, 1_000), 100, FIRST, kept_bytes=1)
    cache.show(100, 120)
    cache.add(1, answer(100, 100, 1_000))

    assert cache.missing(0, 20) == (0,)

    cache.add(0, answer(0, 100, 1_000))

    assert cache.row(3) is not None
    assert not cache.repeated
    assert cache.loaded == 200


def test_that_a_row_seen_on_another_page_is_marked_and_counted() -> None:
    cache = PageCache(answer(0, 100, 200), 100, FIRST)

    cache.add(1, answer(99, 100, 200))

    repeated = cache.row(100)
    assert repeated is not None
    assert (repeated.mark, repeated.first_seen) == (Mark.REPEATED, 99)
    assert cache.repeated == {1: 1}
    assert cache.row_count == 200


def test_that_a_row_twice_on_one_page_is_marked_once() -> None:
    body = list_body([user(1), user(2), user(1)], 3)

    cache = PageCache(read_list(body), 100, FIRST)

    assert marks(cache) == [Mark.NONE, Mark.NONE, Mark.REPEATED]


def test_that_rows_without_a_usable_id_are_shown_and_counted() -> None:
    rows = [user(1, id=None), user(2, id=7), user(3, id={}), user(4)]

    cache = PageCache(read_list(list_body(rows, 4)), 100, FIRST)

    assert marks(cache) == [Mark.NO_ID] * 3 + [Mark.NONE]
    assert cache.without_id == 3


def test_that_a_page_of_known_rows_adds_nothing_and_is_remembered() -> None:
    cache = PageCache(answer(0, 100, 1_000), 100, FIRST)

    filled = cache.add(1, answer(0, 100, 1_000))

    assert filled == range(0)
    assert (cache.loaded, cache.ignored_page, cache.row_count) == (100, 1, 100)


def test_that_a_list_without_total_is_read_in_order() -> None:
    page = read_list(list_body([user(n) for n in range(10)], None))

    cache = PageCache(page, 10, FIRST)

    assert cache.row_count == 10
    assert cache.layout.has_more
    assert cache.layout.reported is None


def test_that_a_server_that_ignores_cursors_is_read_by_index() -> None:
    start = Position(start_index=None, cursor="")

    cache = PageCache(answer(0, 20, 1_000), 20, start)

    assert cache.layout.position(5) == Position(start_index=101, cursor=None)
