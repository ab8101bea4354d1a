"""Interim answers are counted, and only they."""

from __future__ import annotations

import pytest

from scim_explorer.client.interim import LIMIT, InterimCount, InterimFloodError

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def counted(*pieces: bytes) -> None:
    count = InterimCount()
    count.expect()
    for piece in pieces:
        count.take(piece)


def test_that_a_hundred_are_taken_and_one_more_is_not() -> None:
    counted(CONTINUE * LIMIT, b"HTTP/1.1 200 OK\r\n\r\n")

    with pytest.raises(InterimFloodError):
        counted(CONTINUE * LIMIT, CONTINUE)


@pytest.mark.parametrize("at", range(1, len(CONTINUE)))
def test_that_a_status_line_cut_anywhere_counts_once(at: int) -> None:
    counted(*[CONTINUE[:at], CONTINUE[at:]] * LIMIT)
    with pytest.raises(InterimFloodError):
        counted(*[CONTINUE[:at], CONTINUE[at:]] * (LIMIT + 1))


def test_that_a_body_may_speak_of_interim_answers() -> None:
    counted(b"HTTP/1.1 200 OK\r\n\r\n", CONTINUE * 1000)


def test_that_the_next_request_counts_anew() -> None:
    count = InterimCount()
    for _ in range(3):
        count.expect()
        count.take(CONTINUE * LIMIT + b"HTTP/1.0 404 Not Found\r\n\r\n")
