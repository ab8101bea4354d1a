"""Exchanges as HTTP text."""

from __future__ import annotations

from dataclasses import replace

from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.wire import request_text, response_text
from tests.exchanges.samples import sample


def test_that_a_request_reads_as_on_the_wire() -> None:
    exchange = sample(
        1, method="POST", path="/Users?a=1", request=b'{"a":1}', request_headers=(("Accept", "x"),)
    )

    assert request_text(exchange) == 'POST /scim/v2/Users?a=1 HTTP/1.1\nAccept: x\n\n{"a":1}'


def test_that_an_answer_reads_as_on_the_wire() -> None:
    exchange = sample(1, status=404, response=b"\xff{}", response_headers=(("ETag", "w"),))

    assert response_text(exchange) == "HTTP/1.1 404\nETag: w\n\n\\xff{}"


def test_that_a_missing_answer_says_why() -> None:
    exchange = replace(sample(1, status=None, outcome=Outcome.NO_REPLY), reason="timed out")

    assert response_text(exchange) == "No answer: timed out\n"


def test_that_a_request_refused_before_sending_has_no_missing_answer() -> None:
    exchange = replace(sample(1, status=None, outcome=Outcome.REFUSED), reason="read-only")

    assert response_text(exchange) == "Not sent: read-only\n"


def test_that_a_look_at_the_connection_is_no_http_message() -> None:
    seen = replace(sample(1, method="PROBE", status=None), notes=("TLSv1.3", "certificate x"))
    unseen = replace(seen, notes=(), outcome=Outcome.NO_REPLY, reason="connection refused")

    assert request_text(seen).startswith("No HTTP request")
    assert response_text(seen) == "TLSv1.3\ncertificate x\n"
    assert response_text(unseen) == "connection refused\n"
