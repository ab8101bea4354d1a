"""Values that rows already have."""

from __future__ import annotations

import json

from scim_explorer.protocol.filters.seen import texts_seen
from tests.protocol.filters.people import BARBARA

ROWS = [
    json.dumps(BARBARA).encode(),
    b"[1]",
    b"no JSON",
    json.dumps(BARBARA | {"userName": "ann", "active": False}).encode(),
]


def test_that_each_text_is_returned_once_in_the_order_of_the_rows() -> None:
    assert texts_seen(ROWS, "userName", 9) == ["bjensen@example.com", "ann"]
    assert texts_seen(ROWS, "emails.type", 9) == ["work", "home"]
    assert texts_seen(ROWS, "title", 9) == ["Tour Guide"]


def test_that_there_are_no_more_than_asked_for() -> None:
    rows = (json.dumps({"userName": f"u{n}"}).encode() for n in range(100))

    assert texts_seen(rows, "userName", 3) == ["u0", "u1", "u2"]
    assert json.loads(next(rows)) == {"userName": "u3"}


def test_that_what_is_no_text_or_no_path_is_not_proposed() -> None:
    assert texts_seen(ROWS, "active", 9) == []
    assert texts_seen(ROWS, "name", 9) == []
    assert texts_seen(ROWS, "!", 9) == []


def test_that_rows_are_read_up_to_a_number_of_bytes_and_the_large_passed_over() -> None:
    large = json.dumps({"userName": "large", "pad": "x" * 1000}).encode()
    small = [json.dumps({"userName": f"u{n}"}).encode() for n in range(9)]

    found = texts_seen([large, *small], "userName", 9, most_bytes=3 * len(small[0]))

    assert found == ["u0", "u1", "u2"]
