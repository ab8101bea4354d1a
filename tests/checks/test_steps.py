"""The table of steps, and the verdict on the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.checks.steps import (
    STEPS,
    Judgement,
    Overall,
    failed,
    in_one_sentence,
    ok,
    overall,
    result,
    skipped,
    warning,
)
from tests.exchanges.samples import sample


def test_that_each_step_has_an_id_of_its_own() -> None:
    assert len({step.id for step in STEPS}) == len(STEPS)
    assert all(step.title for step in STEPS)


@pytest.mark.parametrize(
    ("judgements", "verdict", "sentence"),
    [
        ([ok("a"), skipped("b")], Overall.OK, "The connection is sound."),
        ([ok("a"), warning("b")], Overall.OK, "The connection is sound. 1 remark."),
        (
            [failed("a"), warning("b"), warning("c")],
            Overall.PROBLEMS,
            "The server is there, and 1 step failed. 2 remarks.",
        ),
        (
            [failed("a"), failed("b", unreachable=True)],
            Overall.UNREACHABLE,
            "The server cannot be reached.",
        ),
    ],
)
def test_that_the_worst_step_decides_and_a_warning_is_a_remark(
    judgements: list[Judgement], verdict: Overall, sentence: str
) -> None:
    results = [result("http", one) for one in judgements]

    assert overall(results) is verdict
    assert in_one_sentence(results) == sentence


def test_that_exchanges_side_by_side_count_once_and_gaps_do_not() -> None:
    same_time = [sample(2, queued_at=10.0), sample(1, queued_at=10.0)]
    later = replace(sample(5, queued_at=20.0), follows=4)

    found = result("http", ok("x"), [*same_time, later])

    assert found.exchanges == (1, 2, 4, 5)
    assert found.took_ms == pytest.approx(60.0)
