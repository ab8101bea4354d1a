"""Walking through pages of servers that tell the truth, and of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.list_response import LIST_URN, ListPage, read_list
from scim_explorer.protocol.paging import (
    FIRST,
    FIRST_BY_CURSOR,
    Position,
    Walk,
    WalkSummary,
)
from tests.protocol.captures import capture

Server = Callable[[Position], ListPage]


def page(
    ids: Sequence[str | None], total: int | None = None, cursor: str | None = None
) -> ListPage:
    members = {
        "schemas": [LIST_URN],
        "totalResults": total,
        "nextCursor": cursor,
        "Resources": [{"userName": "x"} if one is None else {"id": one} for one in ids],
    }
    given_members = {key: value for key, value in members.items() if value is not None}
    return read_list(json.dumps(given_members).encode())


def people(count: int) -> list[str]:
    return [f"u{number}" for number in range(1, count + 1)]


def by_index(ids: Sequence[str], size: int, total: int | None) -> Server:
    def answer(position: Position) -> ListPage:
        start = (position.start_index or 1) - 1
        return page(ids[start : start + size], total)

    return answer


def by_cursor(ids: Sequence[str], size: int, total: int | None = None) -> Server:
    def answer(position: Position) -> ListPage:
        start = int(position.cursor or 0)
        more = start + size < len(ids)
        return page(ids[start : start + size], total, str(start + size) if more else None)

    return answer


def walk(server: Server, walk_: Walk, start: Position = FIRST) -> list[Position]:
    """Follow a walk to its end and return the positions asked for."""
    asked = []
    position: Position | None = start
    while position is not None:
        asked.append(position)
        assert len(asked) < 10_000
        position = walk_.next_position(server(position))
    return asked


def starts(asked: list[Position]) -> list[int | None]:
    return [position.start_index for position in asked]


def rules(walk_: Walk) -> list[str]:
    return [finding.rule for finding in walk_.findings]


def test_that_repeats_are_told_row_by_row() -> None:
    walk_ = Walk(count=3)

    walk_.next_position(page(["a", "b", "a"], 9))
    assert list(walk_.repeats) == [False, False, True]
    walk_.next_position(page(["b", "c", None], 9))
    assert list(walk_.repeats) == [True, False, False]
    walk_.next_position(page(["d", "e", "f"], 9))
    assert list(walk_.repeats) == []


def test_that_a_row_without_an_id_is_a_repeat_only_on_a_page_without_news() -> None:
    walk_ = Walk(count=2)

    walk_.next_position(page([None, None], 9))
    assert list(walk_.repeats) == []
    walk_.next_position(page([None, "a"], 9))
    assert list(walk_.repeats) == []
    walk_.next_position(page(["a", None], 9))
    assert list(walk_.repeats) == [True, True]


def test_that_a_truthful_server_is_walked_to_its_total() -> None:
    walk_ = Walk(count=10)

    asked = walk(by_index(people(25), 10, 25), walk_)

    assert starts(asked) == [1, 11, 21]
    assert walk_.findings == []
    assert walk_.summary() == WalkSummary(3, 25, 25, 25, "The reported total was reached.")
    assert walk_.summary().complete


def test_that_rows_received_decide_the_step_when_the_server_gives_fewer() -> None:
    asked = walk(by_index(people(25), 7, 25), Walk(count=100))

    assert starts(asked) == [1, 8, 15, 22]


def test_that_a_full_last_page_is_followed_by_one_page_more() -> None:
    walk_ = Walk(count=10)

    assert starts(walk(by_index(people(20), 10, 20), walk_)) == [1, 11, 21]
    assert walk_.findings == []
    assert walk_.summary().complete


def test_that_a_walk_from_the_middle_asks_for_no_page_more_and_accuses_nobody() -> None:
    walk_ = Walk(Position(start_index=11), count=10)

    asked = walk(by_index(people(20), 10, 20), walk_, Position(start_index=11))

    assert starts(asked) == [11]
    assert walk_.summary().problem() is None
    assert not walk_.summary().complete


def test_that_a_total_that_is_a_cap_does_not_hide_the_rest() -> None:
    walk_ = Walk(count=10)

    walk(by_index(people(35), 10, 20), walk_)

    assert walk_.summary().distinct == 35
    assert rules(walk_) == ["paging.total-too-small"]
    problem = walk_.summary().problem()
    assert problem is not None
    assert problem.title == "Server reported 20, gave 35"
    assert problem.hint == ""


def test_that_a_total_too_big_ends_at_the_empty_page_with_both_numbers() -> None:
    walk_ = Walk(count=10)

    asked = walk(by_index(people(25), 10, 1104), walk_)

    assert starts(asked) == [1, 11, 21, 26]
    assert rules(walk_) == ["paging.total-too-big"]
    problem = walk_.summary().problem()
    assert problem is not None
    assert problem.title == "Server reported 1,104, gave 25"
    assert problem.detail.startswith("Page 4 was empty.")
    assert "1,079" in problem.hint


def test_that_without_a_total_the_walk_ends_at_the_empty_page() -> None:
    walk_ = Walk(count=10)

    assert starts(walk(by_index(people(25), 10, None), walk_)) == [1, 11, 21, 26]
    assert walk_.summary().complete


def test_that_a_server_that_ignores_the_start_index_is_left_at_the_second_page() -> None:
    walk_ = Walk(count=50)
    first = capture("scimmy-express5", "Users_page1").body

    asked = walk(lambda _: read_list(first), walk_)

    assert starts(asked) == [1, 21]
    assert rules(walk_) == ["paging.ignored", "paging.total-too-big"]
    assert walk_.summary().is_cut
    assert walk_.summary().distinct == 20


def test_that_page_one_again_past_the_end_is_the_end() -> None:
    ids = people(20)

    def answer(position: Position) -> ListPage:
        start = (position.start_index or 1) - 1
        return page(ids[start : start + 10] or ids[:10], 20)

    walk_ = Walk(count=10)

    assert starts(walk(answer, walk_)) == [1, 11, 21]
    assert rules(walk_) == ["paging.past-end"]
    assert walk_.summary().complete


def test_that_overlapping_pages_are_walked_and_the_repeats_counted() -> None:
    ids = people(30)

    def answer(position: Position) -> ListPage:
        start = max((position.start_index or 1) - 2, 0)
        return page(ids[start : start + 10], 30)

    walk_ = Walk(count=10)
    walk(answer, walk_)

    assert walk_.summary().repeated > 0
    assert "paging.repeated-ids" in rules(walk_)


def test_that_a_total_that_moves_is_noted_and_the_last_one_counts() -> None:
    totals = iter([30, 25, 25])
    ids = people(25)
    walk_ = Walk(count=10)

    def answer(position: Position) -> ListPage:
        return by_index(ids, 10, next(totals))(position)

    walk(answer, walk_)

    assert rules(walk_) == ["paging.total-moved"]
    assert walk_.summary().complete


def test_that_cursors_are_followed_to_the_page_without_one() -> None:
    walk_ = Walk(FIRST_BY_CURSOR, count=10)

    asked = walk(by_cursor(people(25), 10, 25), walk_, FIRST_BY_CURSOR)

    assert [position.cursor for position in asked] == ["", "10", "20"]
    assert walk_.findings == []
    assert walk_.summary().complete


def test_that_a_server_with_cursors_only_is_followed_though_asked_by_index() -> None:
    walk_ = Walk(count=10)

    asked = walk(by_cursor(people(25), 10), walk_)

    assert [position.cursor for position in asked] == [None, "10", "20"]
    assert walk_.summary().distinct == 25


def test_that_a_cursor_given_twice_ends_the_walk() -> None:
    fresh = iter(people(1000))
    walk_ = Walk(FIRST_BY_CURSOR)

    asked = walk(lambda _: page([next(fresh)], None, "same"), walk_, FIRST_BY_CURSOR)

    assert len(asked) == 2
    assert rules(walk_) == ["paging.cursor-loop"]


def test_that_new_cursors_with_old_resources_end_the_walk() -> None:
    cursors = iter(range(10_000))
    walk_ = Walk(FIRST_BY_CURSOR)

    asked = walk(lambda _: page(["a", "b"], 50, f"c{next(cursors)}"), walk_, FIRST_BY_CURSOR)

    assert len(asked) == 2
    assert rules(walk_) == ["paging.repeated-page", "paging.total-too-big"]


def test_that_endless_empty_pages_with_cursors_end_the_walk() -> None:
    cursors = iter(range(10_000))
    walk_ = Walk(FIRST_BY_CURSOR)

    asked = walk(lambda _: page([], None, f"c{next(cursors)}"), walk_, FIRST_BY_CURSOR)

    assert len(asked) == 4
    assert rules(walk_) == ["paging.empty-pages"]


def test_that_one_empty_page_between_cursors_is_walked_over() -> None:
    pages = iter([page(["a"], 2, "1"), page([], 2, "2"), page(["b"], 2)])
    walk_ = Walk(FIRST_BY_CURSOR)

    walk(lambda _: next(pages), walk_, FIRST_BY_CURSOR)

    assert walk_.summary().complete


def test_that_ignored_cursors_are_not_taken_for_the_end() -> None:
    walk_ = Walk(FIRST_BY_CURSOR, count=10)

    asked = walk(by_index(people(25), 10, 25), walk_, FIRST_BY_CURSOR)

    assert asked == [FIRST_BY_CURSOR, Position(11), Position(21)]
    assert rules(walk_) == ["paging.cursor-ignored"]
    assert walk_.summary().complete


def test_that_rows_without_ids_are_told_apart_by_their_bytes() -> None:
    walk_ = Walk(count=2)

    asked = walk(lambda _: page([None, "a"], 100), walk_)

    assert len(asked) == 2
    assert rules(walk_) == ["paging.ignored", "paging.total-too-big"]


def test_that_an_empty_list_is_one_page() -> None:
    walk_ = Walk(count=10)

    assert starts(walk(by_index([], 10, 0), walk_)) == [1]
    assert walk_.summary().complete


LIES = st.builds(
    page,
    st.lists(st.sampled_from([*people(12), None]), max_size=6),
    st.none() | st.integers(0, 200),
    st.none() | st.text("abc", min_size=1, max_size=2),
)


@given(st.lists(LIES, min_size=1, max_size=30), st.sampled_from([FIRST, FIRST_BY_CURSOR]))
def test_that_every_walk_ends_whatever_the_server_says(
    lies: list[ListPage], start: Position
) -> None:
    walk_ = Walk(start, count=5)
    turn = iter(range(10**9))

    asked = walk(lambda _: lies[next(turn) % len(lies)], walk_, start)

    # 13 resources, nine cursors and three letters; each page costs something new.
    assert len(asked) <= 13 + 12 * 4 + 2
    assert walk_.summary().ended


@given(st.integers(0, 60), st.integers(1, 12), st.integers(1, 12))
def test_that_every_resource_of_a_truthful_server_comes_once(
    count: int, size: int, cap: int
) -> None:
    for server, start in (
        (by_index(people(count), min(size, cap), count), FIRST),
        (by_cursor(people(count), min(size, cap), count), FIRST_BY_CURSOR),
    ):
        walk_ = Walk(start, count=size)
        walk(server, walk_, start)
        assert (walk_.summary().distinct, walk_.summary().repeated) == (count, 0)
        assert walk_.summary().complete
        assert walk_.findings == []
