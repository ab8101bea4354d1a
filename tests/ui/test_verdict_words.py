from __future__ import annotations

import pytest

from scim_explorer.client.resources import WriteResult
from scim_explorer.exchanges.exchange import Exchange, Outcome, Times
from scim_explorer.problems import Problem
from scim_explorer.protocol.compare import MISSING
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.verdict import Verdict, judge, managed_attributes
from scim_explorer.ui.verdict_words import words_after_reading, words_for

OLD: Json = {"a": 1, "b": 1, "c": 1}
SENT: Json = {"a": 2, "b": 1, "c": 1}


def exchange(method: str = "PUT", status: int | None = 200) -> Exchange:
    return Exchange(
        7, "p", "Resource", method, "http://h/Users/1", Times(0.0), Outcome.ANSWERED, status=status
    )


@pytest.mark.parametrize(
    ("actual", "title"),
    [
        (SENT, "Applied as sent"),
        (OLD, "Sent, but not all of it was applied"),
        ({"a": 2, "b": 5, "c": 1}, "Applied, and the server changed 1 other attribute"),
        ({"a": 2, "b": 5, "c": 5}, "Applied, and the server changed 2 other attributes"),
    ],
)
def test_title_of_a_put(actual: Json, title: str) -> None:
    judgement = judge(OLD, SENT, actual, managed_attributes(()))
    result = WriteResult(exchange(), None, judgement.verdict, judgement=judgement)

    words = words_for(result, is_whole_known=True)

    assert (words.title, words.exchange, words.is_plain) == (title, 7, False)
    assert words.detail.startswith("200 to PUT")


@pytest.mark.parametrize(
    ("actual", "title"),
    [
        (OLD, "Sent, and nothing changed"),
        (SENT, "Sent, and 1 attribute changed"),
        ({}, "Sent, and 3 attributes changed"),
    ],
)
def test_that_a_patch_by_hand_is_neither_praised_nor_blamed(actual: Json, title: str) -> None:
    judgement = judge(OLD, MISSING, actual, managed_attributes(()))
    result = WriteResult(exchange("PATCH", 204), None, judgement.verdict, judgement=judgement)

    words = words_for(result, is_whole_known=False)

    assert (words.title, words.is_plain) == (title, True)


def test_that_a_delete_of_what_was_gone_says_so() -> None:
    result = WriteResult(
        exchange("DELETE", 404), None, Verdict.APPLIED, gone=True, note="It was gone already."
    )

    words = words_for(result, is_whole_known=False)

    assert words.title == "Deleted"
    assert "It was gone already." in words.detail


def test_that_an_unknown_outcome_keeps_the_words_of_its_problem() -> None:
    problem = Problem("Outcome unknown", "No answer to PUT within 60 s.", "Read again.")
    result = WriteResult(exchange(status=None), problem, Verdict.UNKNOWN)

    words = words_for(result, is_whole_known=True)

    assert words.title == "Outcome unknown"
    assert words.detail == "No answer to PUT within 60 s. Read again."


def test_that_reading_later_answers_an_unknown_outcome() -> None:
    judgement = judge(OLD, SENT, SENT, managed_attributes(()))

    words = words_after_reading(judgement, 0.0, 7, is_whole_known=True)

    assert words.verdict is Verdict.APPLIED
    assert words.detail.startswith("No answer came; read again ")
