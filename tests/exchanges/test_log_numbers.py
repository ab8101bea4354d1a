"""Blocks of numbers."""

from __future__ import annotations

from itertools import count

from scim_explorer.exchanges.log_numbers import BLOCK, NumberBlocks


def blocks() -> NumberBlocks:
    starts = count(1, BLOCK)
    return NumberBlocks(lambda size: range(start := next(starts), start + size))


def test_that_numbers_follow_one_another_over_blocks() -> None:
    numbers = blocks()

    assert [numbers.next() for _ in range(BLOCK + 3)] == list(range(1, BLOCK + 4))


def test_that_a_refill_comes_before_the_block_is_used_up() -> None:
    numbers = blocks()
    numbers.next()
    numbers.refill()
    before = numbers.end
    for _ in range(BLOCK):
        numbers.next()

    assert before == BLOCK + 1
    assert numbers.end == 2 * BLOCK + 1
    numbers.refill()
    assert numbers.end == 2 * BLOCK + 1


def test_that_the_unused_end_is_given_up_whole() -> None:
    numbers = blocks()
    for _ in range(BLOCK - 1):
        numbers.next()
    numbers.refill()

    assert numbers.rest() == range(BLOCK, 2 * BLOCK + 1)
    assert not numbers.rest()
