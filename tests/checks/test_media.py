"""The matrix of media types, judged from exchanges."""

from __future__ import annotations

import pytest

from scim_explorer.checks.media import judge_media_types, may_be_asked_again
from scim_explorer.checks.steps import Verdict
from scim_explorer.exchanges.exchange import Exchange
from tests.checks.answers import got, listed, silent

SCIM_JSON, JSON = "application/scim+json", "application/json"
PLAIN = (("Content-Type", "text/plain"),)
REFUSED = got({}, 406)
UNTAKEN = got({}, 415)
ALL = {SCIM_JSON: listed(), JSON: listed(), "none": listed(), "both": listed()}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({SCIM_JSON: listed(), JSON: listed(), "none": listed()}, Verdict.OK),
        ({SCIM_JSON: listed(), JSON: REFUSED, "none": listed()}, Verdict.WARNING),
        ({SCIM_JSON: REFUSED, JSON: listed(), "none": listed()}, Verdict.FAILED),
        ({SCIM_JSON: got({}, headers=PLAIN)}, Verdict.WARNING),
        ({SCIM_JSON: got({}, headers=())}, Verdict.WARNING),
    ],
    ids=["all", "json-refused", "scim-refused", "fault-66-labelled-text", "no-label"],
)
def test_that_the_matrix_of_media_types_is_judged(
    answers: dict[str, Exchange], verdict: Verdict
) -> None:
    judged = judge_media_types(answers)

    assert judged.verdict is verdict
    assert judged.detail.startswith("Accept scim+json")


@pytest.mark.parametrize(
    ("sent", "verdict", "words"),
    [
        (
            {SCIM_JSON: listed(), JSON: listed(), "none": UNTAKEN},
            Verdict.OK,
            "scim+json, json: 200 application/scim+json; none: 415",
        ),
        ({SCIM_JSON: UNTAKEN, JSON: listed()}, Verdict.FAILED, "labelled application/scim+json is"),
        ({SCIM_JSON: listed(), JSON: UNTAKEN}, Verdict.WARNING, "a body labelled application/json"),
        ({SCIM_JSON: got({}, 404)}, Verdict.OK, "POST /.search is not offered (404)"),
        ({SCIM_JSON: got({}, 501)}, Verdict.OK, "POST /.search is not offered (501)"),
        ({SCIM_JSON: UNTAKEN, JSON: UNTAKEN}, Verdict.OK, "nothing is known of Content-Type"),
        ({SCIM_JSON: got({"id": "9"}, 201)}, Verdict.WARNING, "for something else"),
        ({SCIM_JSON: silent()}, Verdict.OK, "no answer"),
    ],
    ids=[
        "all",
        "scim",
        "json",
        "missing",
        "not-supported",
        "refused",
        "taken-for-a-write",
        "silent",
    ],
)
def test_that_labels_of_a_body_are_judged_by_a_search(
    sent: dict[str, Exchange], verdict: Verdict, words: str
) -> None:
    judged = judge_media_types(ALL, sent)

    assert judged.verdict is verdict
    assert words in judged.detail


def test_that_answers_that_are_the_same_stand_together() -> None:
    judged = judge_media_types(ALL)

    assert judged.detail == "Accept scim+json, json, none, both: 200 application/scim+json."


@pytest.mark.parametrize(
    "answer",
    [got({}, 404), got({}, 405), got({"id": "9"}, 201), got({"id": "9"}), silent()],
    ids=["missing", "method", "created", "resource", "silent"],
)
def test_that_a_server_that_knows_no_searches_is_not_asked_again(answer: Exchange) -> None:
    assert may_be_asked_again(listed())
    assert may_be_asked_again(UNTAKEN)
    assert not may_be_asked_again(answer)
