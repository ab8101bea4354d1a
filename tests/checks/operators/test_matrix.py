"""The matrix in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scim_explorer.checks.operators.matrix import (
    Claims,
    Matrix,
    claim_words,
    ground_words,
    matrix_of,
    sentence,
    words,
)
from scim_explorer.checks.operators.plan import Plan
from scim_explorer.checks.operators.probe import Group, Kind, Result, Verdict
from scim_explorer.protocol.schema import Capabilities
from tests.checks.operators.people import known, user_type

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def result(verdict: Verdict, group: Group = Group.OPERATORS, **changes: object) -> Result:
    made = Result(group, "eq", Kind.TEXT, verdict)
    return replace(made, **changes)  # type: ignore[arg-type]


def matrix(*results: Result, **changes: object) -> Matrix:
    made = Matrix("User", NOON, 50, True, 50, 50, Claims(), results)
    return replace(made, **changes)  # type: ignore[arg-type]


LITTLE = "This proves little: an answer that took no notice would look the same, or empty."
RIGHT, WRONG = result(Verdict.RIGHT), result(Verdict.WRONG)


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((), "Nothing was asked."),
        ((result(Verdict.NOT_TRIED),), "Nothing was asked."),
        ((RIGHT, RIGHT), "All 2 answers are right."),
        ((RIGHT, WRONG), "1 of 2 answers are right, 1 wrong."),
        (
            (RIGHT, WRONG, result(Verdict.IGNORED), result(Verdict.REFUSED)),
            "1 of 4 answers are right, 1 wrong, 1 ignored and 1 refused.",
        ),
        (
            (RIGHT, result(Verdict.FAILED), result(Verdict.OPEN)),
            "1 of 3 answers are right, 1 failed and 1 left open by the RFC.",
        ),
    ],
)
def test_that_one_sentence_says_how_the_answers_were(
    results: tuple[Result, ...], said: str
) -> None:
    assert sentence(results) == said


def test_that_it_is_said_of_how_many_rows_the_answers_were_held_against() -> None:
    part = matrix(rows=200, is_whole=False, total=10482)

    assert ground_words(matrix()) == "Held against all 50 User resources that there are."
    assert ground_words(part).startswith("Held against the 200 of 10,482 User resources that were")
    assert " of " not in ground_words(replace(part, total=None)).partition("that were")[0]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (Claims(filter=True), "Claims filter: 1 of 2 right."),
        (Claims(filter=False), "Denies filter: 1 of 2 right."),
        (Claims(), "Says nothing about filter: 1 of 2 right."),
    ],
)
def test_that_a_claim_stands_beside_what_was_seen(claims: Claims, said: str) -> None:
    results = (RIGHT, WRONG, result(Verdict.NOT_TRIED))

    assert claim_words(matrix(*results, claims=claims)) == (said,)


def test_that_order_is_counted_apart() -> None:
    results = (RIGHT, result(Verdict.IGNORED, Group.SORT))

    said = claim_words(matrix(*results, claims=Claims(filter=True, sort=True)))

    assert said == ("Claims filter: 1 of 1 right.", "Claims sort: 0 of 1 right.")


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (50, "Claims filter.maxResults 50: not exceeded."),
        (20, "Claims filter.maxResults 20: 50 rows came in one answer."),
    ],
)
def test_that_the_largest_answer_is_held_against_the_claim(most: int, said: str) -> None:
    assert claim_words(matrix(claims=Claims(max_results=most))) == (said,)


@pytest.mark.parametrize(("read", "largest"), [(3, 9), (30, 30)])
def test_that_the_largest_answer_may_be_one_of_the_run(read: int, largest: int) -> None:
    plan = Plan(user_type(), known(largest_page=read, total=12, is_whole=False), ())
    told = Capabilities(filter=True, max_results=20)
    results = (RIGHT, result(Verdict.RIGHT, got=9))

    found = matrix_of(plan, NOON, told, results)

    assert found == Matrix("User", NOON, 10, False, 12, largest, Claims(True, None, 20), results)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            result(Verdict.WRONG, got=9, total=9, expected=8, extra=2, missing=1),
            "9 rows came, of the known ones 8 should: 2 too many and 1 missing.",
        ),
        (
            result(Verdict.RIGHT, got=1, total=50, expected=50, weak=True),
            f"1 row came of 50, of the known ones 50 should. {LITTLE}",
        ),
        (
            result(Verdict.REFUSED, status=400, scim_type="invalidFilter", said="Not me."),
            "400 invalidFilter. Not me.",
        ),
        (result(Verdict.FAILED, status=500), "500."),
        (result(Verdict.NOT_TRIED, note="No rows."), "No rows."),
    ],
)
def test_that_a_result_is_told_in_words(found: Result, said: str) -> None:
    assert words(found) == said
