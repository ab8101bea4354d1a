from __future__ import annotations

import pytest

from benchmarks.measure import Result, in_turns, python, verdict


def test_that_things_are_run_in_turns_after_one_uncounted_turn() -> None:
    order: list[str] = []

    def run(name: str) -> int:
        order.append(name)
        return len(order)

    first, second = in_turns(2, lambda: run("a"), lambda: run("b"))

    assert order == ["a", "b", "a", "b", "a", "b"]
    assert (first, second) == ([3, 5], [4, 6])


def test_that_the_value_is_the_ratio_of_the_medians() -> None:
    result = Result([2.0, 9.0, 3.0], [1.0, 2.0, 30.0], "ms")

    assert result.value == 1.5


def test_that_without_a_floor_the_value_is_the_median() -> None:
    result = Result([12.0, 8.0, 9.0], (), "ms")

    assert (result.value, result.denominator) == (9.0, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.1, "stretch"), (1.2, "stretch"), (1.4, "goal"), (1.5, "goal"), (1.6, "missed")],
)
def test_verdict(value: float, expected: str) -> None:
    assert verdict(value, goal=1.5, stretch=1.2) == expected


def test_that_a_process_tells_its_memory_and_what_it_printed() -> None:
    run = python("-c", "print('early'); print('{\"at_s\": 2.5}')")

    assert run.said() == {"at_s": 2.5}
    assert run.peak_bytes > 1_000_000
    assert run.took_s > 0


def test_that_a_process_that_fails_stops_the_measurement_with_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        python("-c", "1 / 0")
