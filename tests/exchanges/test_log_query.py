"""Search words of the request log."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.log_query import LogQuery, parse_log_query

NOW = datetime(2026, 11, 23, 15, 0).astimezone().timestamp()


def at(hour: int, minute: int = 0, second: int = 0, day: int = 23) -> float:
    return datetime(2026, 11, day, hour, minute, second).astimezone().timestamp()


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", LogQuery()),
        ("409", LogQuery(statuses=((409, 409),))),
        ("4xx 503", LogQuery(statuses=((400, 499), (503, 503)))),
        ("post Patch", LogQuery(methods=("POST", "PATCH"))),
        ("/Groups", LogQuery(texts=("/groups",))),
        ("#1 #118", LogQuery(numbers=(1, 118))),
        ("after:14:00", LogQuery(after=at(14))),
        ("after:14:02:30", LogQuery(after=at(14, 2, 30))),
        ("before:2026-11-22", LogQuery(before=at(0, day=22))),
        ("after:2026-11-23T14:00", LogQuery(after=at(14))),
        ("took:>1s", LogQuery(min_ms=1_000)),
        ("took:1.5s", LogQuery(min_ms=1_500)),
        ("took:>200", LogQuery(min_ms=200)),
        ("took:<1min", LogQuery(max_ms=60_000)),
        ("Ann browse", LogQuery(texts=("ann", "browse"))),
        ('"userName eq" "409', LogQuery(texts=("username eq", "409"))),
        ('"" x', LogQuery(texts=("x",))),
        ("4091 urn:ietf", LogQuery(texts=("4091", "urn:ietf"))),
        pytest.param("#", LogQuery(texts=("#",)), id="no number yet"),
    ],
)
def test_words(words: str, query: LogQuery) -> None:
    assert parse_log_query(words, NOW) == query


def test_that_a_time_of_day_still_to_come_is_yesterdays() -> None:
    assert parse_log_query("after:23:50", NOW).after == at(23, 50, day=22)


@pytest.mark.parametrize("word", ["after:", "after:1", "after:14", "before:x", "took:", "took:>x"])
def test_that_half_a_word_narrows_nothing_and_is_named(word: str) -> None:
    assert parse_log_query(word, NOW) == LogQuery(unread=(word,))


@given(st.text())
def test_that_no_text_breaks_it(text: str) -> None:
    parse_log_query(text, NOW)
