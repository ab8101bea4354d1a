"""Rows that are too many, that are missing, and that nobody can be blamed for."""

from __future__ import annotations

import pytest

from scim_explorer.checks.operators.rows import Comparison, compared
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.list_response import read_list
from tests.checks.operators.people import known, page, person

PEOPLE = known()
ACTIVE = [person(number) for number in range(2, 10)]


def held(text: str, rows: list[Resource], total: int | None = None) -> Comparison:
    answer = page(rows, total)
    return compared(text, answer, rows, PEOPLE)


def test_that_the_right_rows_are_not_contradicted() -> None:
    seen = held("active eq true", ACTIVE)

    assert seen == Comparison(8, (), ())
    assert not seen.is_contradicted


def test_that_extra_and_missing_rows_are_named() -> None:
    seen = held("active eq true", [*ACTIVE[1:], person(0)])

    assert (seen.extra, seen.missing) == (("u00",), ("u02",))


def test_that_nothing_is_missed_on_a_page_that_is_not_all() -> None:
    seen = held("active eq true", ACTIVE[:3], total=8)

    assert not seen.is_contradicted


def test_that_a_page_without_a_total_may_not_be_all() -> None:
    body: dict[str, Json] = {"Resources": [*ACTIVE[:3]]}

    seen = compared("active eq true", read_list(dumps(body).encode()), ACTIVE[:3], PEOPLE)

    assert not seen.is_contradicted


@pytest.mark.parametrize(("total", "too_many", "too_few"), [(9, 1, 0), (7, 0, 1), (8, 0, 0)])
def test_that_a_total_that_cannot_be_is_told(total: int, too_many: int, too_few: int) -> None:
    seen = held("active eq true", ACTIVE[:3], total=total)

    assert (seen.too_many, seen.too_few) == (too_many, too_few)


def test_that_a_row_that_changed_since_it_was_read_is_not_too_much() -> None:
    seen = held("active eq true", [*ACTIVE, person(0, active=True)])

    assert not seen.is_contradicted


def test_that_a_row_of_which_only_a_part_comes_is_held_against_what_was_read() -> None:
    seen = held("active eq true", [{"id": row["id"]} for row in ACTIVE])

    assert not seen.is_contradicted


def test_that_an_unknown_row_is_held_against_itself() -> None:
    partly = known([person(number) for number in range(3)], is_whole=False, total=5000)
    rows = [person(2), person(40), person(41, active=False)]
    seen = compared("active eq true", page(rows, 3), rows, partly)

    assert (seen.extra, seen.missing) == (("u41",), ())


def test_that_a_row_without_an_id_is_held_against_itself() -> None:
    stranger = person(0)
    del stranger["id"]

    assert held("active eq true", [*ACTIVE, stranger]).extra == ("",)


def test_that_rows_that_the_rfc_leaves_open_are_counted_apart() -> None:
    rows = [person(number) for number in (1, 4, 7, 2, 5, 8)]
    # Those without a title did not come: the evaluator lets them, the RFC is silent.
    seen = held('title ne "x"', rows)

    assert not seen.is_contradicted
    assert seen.in_doubt == 4


def test_that_what_is_no_filter_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no filter"):
        held("userName eq", [])
