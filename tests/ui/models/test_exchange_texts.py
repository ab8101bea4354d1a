"""The texts of an exchange in full."""

from __future__ import annotations

from scim_explorer.exchanges.exchange import Body, Outcome, Times
from scim_explorer.ui.models.exchange_texts import exchange_texts, timing_rows
from tests.ui.sample_exchanges import exchange


def test_that_request_and_response_are_the_messages_as_recorded() -> None:
    texts = exchange_texts(exchange())

    assert texts.request == (
        'PATCH /v2/Users/28 HTTP/1.1\nContent-Type: application/scim+json\n\n{"a":1.0}'
    )
    assert texts.response == 'HTTP/1.1 200\nETag: W/"1"\n\n{"id":"28"}'
    assert texts.curl.startswith("curl ")


def test_that_a_look_at_the_connection_has_no_curl_command() -> None:
    texts = exchange_texts(exchange(method="PROBE", status=None, notes=("TLSv1.3",)))

    assert texts.curl == ""
    assert texts.response == "TLSv1.3\n"


def test_that_a_missing_answer_is_said_with_its_reason() -> None:
    texts = exchange_texts(
        exchange(status=None, outcome=Outcome.NO_REPLY, reason="timed out after 60 s")
    )

    assert "timed out after 60 s" in texts.response
    assert ("Ended", "timed out after 60 s") in timing_rows(
        exchange(status=None, outcome=Outcome.NO_REPLY, reason="timed out after 60 s")
    )


def test_that_what_the_log_does_not_hold_is_said() -> None:
    head = exchange_texts(exchange(response_body=Body(b'{"id', stored=False)))
    nothing = exchange_texts(exchange(response_body=Body(stored=False)))

    assert head.response.endswith("[The log does not hold the whole body.]")
    assert nothing.response.endswith("[No longer in the log.]")


def test_that_the_phases_add_up_to_the_whole() -> None:
    rows = dict(timing_rows(exchange()))

    assert rows["Waited for a slot"] == "3 ms"
    assert rows["Until the first byte"] == "97 ms"
    assert rows["Until the last byte"] == "43 ms"
    assert rows["Took in all"] == "143 ms"


def test_that_a_phase_that_was_not_reached_is_left_out() -> None:
    rows = dict(timing_rows(exchange(times=Times(0.0, done_ms=7.0), follows=117, notes=("x",))))

    assert "Until the first byte" not in rows
    assert rows["Follows"] == "#117"
    assert rows["Note"] == "x"


def test_that_encoding_and_both_sizes_are_shown() -> None:
    body = Body(b"x" * 3_000, wire_bytes=400, encoding="gzip")

    rows = dict(timing_rows(exchange(response_body=body)))

    assert rows["Received"] == "400 B (gzip)"
    assert rows["Decoded"] == "2.9 KB"
