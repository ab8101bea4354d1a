"""Exchanges as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.exchanges.exchange import Body, Outcome
from scim_explorer.exchanges.log_rows import (
    Summary,
    head_only,
    is_write,
    to_exchange,
    to_record,
    to_summary,
)
from scim_explorer.exchanges.redact import RedactionRules, redact
from tests.exchanges.samples import sample


def test_that_an_exchange_comes_back_as_it_was() -> None:
    exchange = replace(
        sample(7, method="POST", request=b'{"a":1}', response=b"x" * 500, status=201),
        request_headers=(("A", "1"), ("A", "2")),
        response_headers=(("B", "\udce4"),),
        follows=3,
        notes=("odd",),
        reason="why",
        response_body=Body(b"x" * 500, 77, "gzip", complete=False, masked=((1, 25),)),
    )

    record = to_record(exchange)

    assert to_exchange(record.summary, *record[2:]) == exchange


@pytest.mark.parametrize(
    ("method", "url", "writes"),
    [
        ("GET", "/Users", False),
        ("head", "/Users", False),
        ("POST", "/Users/.search?x=1", False),
        ("POST", "/Users", True),
        ("PATCH", "/Users/.search", True),
    ],
)
def test_that_search_by_post_is_a_read(method: str, url: str, *, writes: bool) -> None:
    assert is_write(method, url) is writes


def test_that_only_the_head_of_a_long_answer_is_kept_and_no_half_mask() -> None:
    exchange = redact(sample(1, response=b'{"password":"x","a":"' + b"y" * 100 + b'"}'))

    record = to_record(exchange, keep_bytes=20)

    kept = to_exchange(record.summary, *record[2:]).response_body
    assert kept.data == b'{"password":"'
    assert (kept.masked, kept.stored) == ((), False)
    assert record.summary.size == len(exchange.response_body.data)


def test_that_an_answer_to_a_write_is_kept_whole() -> None:
    record = to_record(sample(1, method="POST", response=b"y" * 100), keep_bytes=20)

    assert to_exchange(record.summary, *record[2:]).response_body.data == b"y" * 100


def test_that_a_dropped_body_is_marked() -> None:
    record = to_record(sample(1, response=b"y" * 100))

    body = to_exchange(record.summary, record.head, record.request_body, b"").response_body

    assert (body.data, body.stored) == (b"", False)


@pytest.mark.parametrize("head", [None, "", "[]", "{}", "[1,2", "[[1],[],[],1,1,1,[],[]]"])
def test_that_a_damaged_head_leaves_the_line(head: str | None) -> None:
    record = to_record(sample(1, status=404))

    exchange = to_exchange(record.summary, head, b"\x09", b"")

    assert (exchange.status, exchange.outcome) == (404, Outcome.ANSWERED)
    assert "damaged" in exchange.notes[0]


def test_that_a_damaged_line_is_left_out() -> None:
    line = to_record(sample(1)).summary

    assert to_summary(tuple(line)) == line
    assert to_summary(tuple(line._replace(outcome="odd"))) is None
    assert to_summary((*line[:1], b"x", *line[2:])) is None


def test_that_a_path_is_decoded_for_reading() -> None:
    line = Summary(1, 0.0, "", "", "GET", "https://h/a%20b?f=%22", 200, "answered", "", 0, 0, None)

    assert line.path == '/a b?f="'


KEPT = 64 * 1024


@pytest.mark.parametrize("place", [KEPT - 10, KEPT - 1, KEPT, 2 * KEPT - 10, 2 * KEPT - 1])
def test_that_no_part_of_a_secret_is_kept_wherever_the_answer_is_cut(place: int) -> None:
    answer = b'{"a":"'.ljust(place, b"y") + b"s3cr3t-t0k3n-0123456789" + b"z" * KEPT * 3
    rules = RedactionRules(secrets=("s3cr3t-t0k3n-0123456789",))

    head = head_only(sample(1, response=answer), KEPT)
    record = to_record(redact(head, rules), KEPT, len(answer))

    kept = to_exchange(record.summary, *record[2:]).response_body
    assert b"s3c" not in kept.data
    assert (kept.stored, record.summary.size) == (False, len(answer))


def test_that_a_short_answer_and_one_to_a_write_are_kept_whole() -> None:
    short = sample(1, response=b"x" * KEPT)
    written = sample(2, method="POST", response=b"x" * KEPT * 4)

    assert head_only(short, KEPT) is short
    assert head_only(written, KEPT) is written


def test_that_secrets_are_found_in_the_head_of_a_long_answer_in_utf_16() -> None:
    text = '{"password":"hunter22","a":"' + "y" * 200_000 + '"}'
    exchange = sample(1, response=text.encode("utf-16-le"))

    record = to_record(redact(head_only(exchange, KEPT)), KEPT)

    kept = to_exchange(record.summary, *record[2:]).response_body
    assert "hunter22" not in kept.data.decode("utf-16-le")
