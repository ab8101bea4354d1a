from __future__ import annotations

import gzip

from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.reception import Reception


def received(*chunks: bytes, limit: int = 1000, **headers: str) -> Reception:
    reception = Reception(limit)
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    reception.head(200, "HTTP/1.1", fields)
    if all(reception.feed(chunk) for chunk in chunks):
        reception.finish(0)
    return reception


def test_that_a_body_at_the_limit_is_whole() -> None:
    reception = received(b"a" * 999, b"a", limit=1000)

    assert reception.failure is None
    assert reception.body().complete


def test_that_a_body_over_the_limit_is_cut() -> None:
    reception = received(b"a" * 999, b"aa", limit=1000)

    assert reception.failure is not None
    assert reception.failure.kind is FailureKind.TOO_BIG
    assert reception.body().data == b"a" * 1000
    assert not reception.body().complete


def test_that_wire_length_and_encoding_are_noted() -> None:
    packed = gzip.compress(b"{}" * 50)

    body = received(packed, Content_Encoding="gzip").body()

    assert (body.data, body.wire_bytes, body.encoding) == (b"{}" * 50, len(packed), "gzip")


def test_that_a_body_that_only_claims_to_be_packed_is_kept_as_it_came() -> None:
    reception = received(b'{"plain":', b"1}", Content_Encoding="gzip")

    assert reception.failure is None
    assert reception.body().undecoded == b'{"plain":1}'
    assert reception.body().wire_bytes == 11
    assert "the bytes are kept" in reception.notes[0]


def test_that_damage_in_the_middle_keeps_what_came_before() -> None:
    packed = gzip.compress(bytes(range(256)) * 4, compresslevel=0)

    reception = received(packed[:600], b"\xff" * 700, limit=5000, Content_Encoding="gzip")

    assert reception.failure is not None
    assert reception.failure.kind is FailureKind.DAMAGED
    assert len(reception.body().data) > 500


def test_that_a_connection_that_ended_before_the_head_stays_what_it_was() -> None:
    failure = Failure(FailureKind.DISCONNECTED, "gone")

    assert Reception(10).interrupted(failure) is failure


def test_that_an_utf8_charset_needs_no_note() -> None:
    assert received(Content_Type='application/json; charset="UTF-8"').notes == []
