"""Saying "not sorted" only when it is certain."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.row_order import rows_out_of_order, wrong_steps


@pytest.mark.parametrize(
    ("values", "descending", "expected"),
    [
        (["amy", "bob", "carl"], False, 0),
        (["carl", "bob", "amy"], True, 0),
        (["bob", "amy", "carl"], False, 1),
        (["amy", "bob", "carl"], True, 2),
        pytest.param(["Bob", "amy"], False, 0, id="code points put capitals first"),
        pytest.param(["amy", "Bob"], False, 0, id="without case"),
        pytest.param(["de vries", "devito"], False, 0, id="spaces are ignored by some"),
        pytest.param(["zoe", "Ångström"], False, 0, id="accents go anywhere"),
        pytest.param(["10", "9"], False, 0, id="as text"),
        pytest.param(["9", "10"], False, 0, id="as numbers"),
        pytest.param(["30", "2", "1"], False, 2, id="numbers, wrong in both ways"),
        pytest.param(["bob", "", "carl", ""], False, 0, id="empty ones stand anywhere"),
        ([], False, 0),
    ],
)
def test_rows_out_of_order(values: list[str], *, descending: bool, expected: int) -> None:
    assert rows_out_of_order(values, descending=descending) == expected


def test_that_dates_compare_as_instants_and_not_as_text() -> None:
    values = ["2026-11-23T14:00:00+02:00", "2026-11-23T13:00:00Z", "2026-11-23T12:30:00Z"]

    assert rows_out_of_order(values, descending=False, dates=True) == 1


def test_that_a_date_without_zone_is_not_judged() -> None:
    values = ["2026-11-23T14:00:00Z", "2026-11-22T14:00:00", "soon"]

    assert rows_out_of_order(values, descending=False, dates=True) == 0


def test_that_neighbours_nobody_can_order_are_left_open() -> None:
    values = ["b", "a", "a", None, "c", "B", "d"]

    steps = wrong_steps(values, descending=False)

    assert steps == [True, None, None, None, True, False]
    assert wrong_steps(values, descending=True) == [False, None, None, None, False, True]
    assert wrong_steps(["a", "B"], descending=False) == [None]
