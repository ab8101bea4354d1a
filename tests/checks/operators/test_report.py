"""The matrix as a text for a ticket."""

from __future__ import annotations

from scim_explorer.checks.operators.matrix import Claims
from scim_explorer.checks.operators.probe import Group, Kind, Verdict
from scim_explorer.checks.operators.report import plain_text
from tests.checks.operators.test_matrix import matrix, result

FOUND = matrix(
    result(Verdict.RIGHT, shape="userName eq \u2026", got=1, expected=1, exchange=7),
    result(
        Verdict.WRONG,
        kind=Kind.BOOLEAN,
        shape="active eq false",
        got=0,
        expected=2,
        missing=2,
        asked='userName eq "amelia"',
        examples=("id-of-amelia",),
        said="No amelia.",
    ),
    result(Verdict.NOT_TRIED, Group.SORT, construct="ascending", kind=None, note="No rows."),
    claims=Claims(filter=True),
)


def test_that_the_report_says_what_the_window_says() -> None:
    text = plain_text(FOUND, "Acme", "https://scim.example.com/v2")

    assert text.startswith("Operator matrix: Acme, User\n1 of 2 answers are right, 1 wrong.\n")
    assert "Claims filter: 1 of 2 right.\n" in text
    assert "Target: https://scim.example.com/v2\n" in text
    assert "Tried: 2026-11-25 12:00:00 UTC\n" in text
    assert "\nOperators\nright      eq on text: userName eq \u2026 (1 row came" in text
    assert "\nWRONG      eq on boolean: active eq false (0 rows came" in text
    assert "\nSort\nnot-tried  ascending: (No rows.)\n" in text
    assert " #7)" in text


def test_that_nothing_of_a_row_is_in_the_report() -> None:
    assert "amelia" not in plain_text(FOUND, "Acme", "https://scim.example.com/v2")
