"""The matrix kept as text: read back, and without anything of the rows."""

from __future__ import annotations

import json

import pytest

from scim_explorer.checks.operators.matrix import Claims
from scim_explorer.checks.operators.matrix_json import from_text, to_text
from scim_explorer.checks.operators.probe import Group, Verdict
from tests.checks.operators.test_matrix import matrix, result

FOUND = matrix(
    result(Verdict.RIGHT, got=1, total=1, expected=1, shape="userName eq \u2026", exchange=7),
    result(
        Verdict.WRONG,
        Group.SORT,
        kind=None,
        weak=True,
        note="2 rows stand behind one that they belong before.",
        extra=1,
        missing=2,
        status=200,
        scim_type="invalidFilter",
    ),
    claims=Claims(filter=True, sort=False, max_results=200),
)


def test_that_a_matrix_is_read_back_as_it_was() -> None:
    assert from_text(to_text(FOUND)) == FOUND


def test_that_nothing_of_a_row_is_kept() -> None:
    found = matrix(
        result(
            Verdict.REFUSED,
            asked='userName eq "amelia@example.com"',
            examples=("id-of-amelia",),
            said='No "amelia".',
            scim_type="amelia@example.com",
        )
    )

    assert "amelia" not in to_text(found)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "{}", "null", '{"when": "yesterday"}', "[" * 100_000]
)
def test_that_what_is_no_matrix_is_no_last_time(text: str) -> None:
    assert from_text(text) is None


def test_that_results_of_a_newer_version_are_left_out() -> None:
    kept = json.loads(to_text(FOUND))
    kept["results"][0]["verdict"] = "splendid"
    kept["claims"] = {"filter": "yes"}
    kept["when"] = "2026-11-25T12:00:00"

    found = from_text(json.dumps(kept))

    assert found is not None
    assert found.results == FOUND.results[1:]
    assert found.claims == Claims()
    assert found.when == FOUND.when


def test_that_numbers_that_cannot_be_are_left_out() -> None:
    kept = json.loads(to_text(FOUND))
    kept["rows"] = -1
    kept["results"][0] |= {"got": "many", "extra": -3, "exchange": True}

    found = from_text(json.dumps(kept))

    assert found is not None
    assert found.rows == 0
    assert (found.results[0].got, found.results[0].extra) == (None, 0)
    assert found.results[0].exchange is None
