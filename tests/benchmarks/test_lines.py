from __future__ import annotations

import pytest

from benchmarks.lines import LINES, chosen


def test_that_every_stretch_is_at_least_as_hard_as_its_goal() -> None:
    assert all(0 < line.stretch <= line.goal for line in LINES)


def test_that_the_lines_stand_in_the_order_of_their_numbers() -> None:
    numbers = [line.number for line in LINES]

    assert numbers == sorted(numbers)


def test_that_no_line_stands_twice_with_the_same_title_and_floor() -> None:
    assert len({(line.title, line.divided_by) for line in LINES}) == len(LINES)


def test_that_chosen_numbers_bring_every_floor_of_their_line() -> None:
    lines = chosen(frozenset({21, 3}))

    assert [line.number for line in lines] == [3, 21, 21]


def test_that_no_number_chooses_everything() -> None:
    assert chosen(frozenset()) == LINES


def test_that_a_number_without_a_line_is_named() -> None:
    with pytest.raises(ValueError, match="no line 99"):
        chosen(frozenset({3, 99}))
