"""Search words of the request log."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.log_query import LogQuery, parse_log_query

NOW = datetime(2026, 11, 23, 15, 0).astimezone().timestamp()


class Row(NamedTuple):
    number: int = 118
    queued_at: float = datetime(2026, 11, 23, 14, 2, 31).astimezone().timestamp()
    origin: str = "Browse"
    method: str = "PATCH"
    url: str = "https://scim.example/v2/Users?filter=userName%20eq%20%22ann%22"
    status: int | None = 409
    outcome: str = "answered"
    reason: str = ""
    took_ms: float = 1_500.0


@pytest.mark.parametrize(
    "words",
    [
        "",
        "409",
        "4xx",
        "404 409",
        "patch",
        "post patch",
        "/Users",
        "/users",
        "#118",
        "#1 #118",
        "after:14:00",
        "after:14:02:30",
        "after:2026-11-23",
        "after:2026-11-23T14:00",
        "before:14:30",
        "took:>1s",
        "took:>1000",
        "took:>1000ms",
        "took:1s",
        "took:<1min",
        "browse",
        "ann",
        "%22ann",
        '"userName eq"',
        '"userName e',
        '"" /Users',
        "409 patch /Users after:14:00 took:>1s",
    ],
)
def test_that_the_row_is_found(words: str) -> None:
    assert parse_log_query(words, NOW).matches(Row())


@pytest.mark.parametrize(
    "words",
    [
        "404",
        "5xx",
        "post",
        "/Groups",
        "#11",
        "after:14:30",
        "after:2026-11-24",
        "before:14:00",
        "took:>2s",
        "took:<1s",
        "took:>1.5s",
        "berta",
        '"patch"',
        "patch 404",
        '"eq userName"',
    ],
)
def test_that_the_row_is_left_out(words: str) -> None:
    assert not parse_log_query(words, NOW).matches(Row())


def test_that_a_request_without_answer_has_no_status() -> None:
    unanswered = Row(status=None, outcome="no-reply", reason="timed out after 60 s")

    assert not parse_log_query("5xx", NOW).matches(unanswered)
    assert parse_log_query("no reply", NOW).matches(unanswered)
    assert parse_log_query("timed", NOW).matches(unanswered)


def test_that_a_time_of_day_still_to_come_is_yesterdays() -> None:
    late_yesterday = Row(queued_at=datetime(2026, 11, 22, 23, 55).astimezone().timestamp())

    assert parse_log_query("after:23:50", NOW).matches(late_yesterday)


@pytest.mark.parametrize("word", ["after:", "after:1", "after:14", "before:x", "took:", "took:>x"])
def test_that_half_a_word_narrows_nothing_and_is_named(word: str) -> None:
    query = parse_log_query(word, NOW)

    assert query.is_empty
    assert query.unread == (word,)


def test_that_numbers_of_four_digits_and_urns_are_text() -> None:
    assert parse_log_query("4091 urn:ietf", NOW) == LogQuery(texts=("4091", "urn:ietf"))


@given(st.text())
def test_that_no_text_breaks_it(text: str) -> None:
    parse_log_query(text, NOW).matches(Row())
