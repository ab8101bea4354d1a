"""An exchange as rows of the log's database, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from scim_explorer.exchanges.bodies import DamagedBodyError, pack, unpack
from scim_explorer.exchanges.exchange import Body, Exchange, Headers, Outcome, Times

READS = frozenset({"GET", "HEAD", "OPTIONS"})

SUMMARY_COLUMNS = (
    "number, queued_at, endpoint, origin, method, url, status, outcome, reason, took_ms, size,"
    " follows"
)

_MARGIN_BYTES = 64 * 1024
_NOT_SEARCHED = (
    "Headers and bodies are not stored: a fault of this program kept it from cutting secrets out."
)
_DAMAGED = "The stored copy of this exchange is damaged."


class Summary(NamedTuple):
    """One line of the request log.

    Attributes:
        queued_at: Wall clock, seconds since 1970 UTC.
        endpoint: Profile id.
        outcome: Value of ``Outcome``.
        took_ms: From queueing to the last byte, the failure or the cancel.
        size: Bytes of the decoded response body.
        follows: Number of the exchange that led to this one.
    """

    number: int
    queued_at: float
    endpoint: str
    origin: str
    method: str
    url: str
    status: int | None
    outcome: str
    reason: str
    took_ms: float
    size: int
    follows: int | None

    @property
    def path(self) -> str:
        """Path and query, percent-encoding undone for reading; not fit for sending."""
        parts = urlsplit(self.url)
        return unquote(parts.path + (f"?{parts.query}" if parts.query else "")) or "/"


class Record(NamedTuple):
    """One exchange, ready for the database."""

    summary: Summary
    is_write: bool
    head: str
    request_body: bytes
    response_body: bytes


def is_write(method: str, url: str) -> bool:
    """Tell whether this may have changed something (RFC 7644 section 3.4.3 reads by POST)."""
    name = method.upper()
    if name in READS:
        return False
    return not (name == "POST" and urlsplit(url).path.endswith("/.search"))


def _storable(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _shortened(body: Body, keep_bytes: int | None) -> Body:
    """Keep the head of a body; a mask at the edge is left out whole."""
    if keep_bytes is None or len(body.data) <= keep_bytes:
        return body
    edge = next((start for start, end in body.masked if start < keep_bytes < end), keep_bytes)
    return Body(
        data=body.data[:edge],
        wire_bytes=body.wire_bytes,
        encoding=body.encoding,
        complete=body.complete,
        masked=tuple(place for place in body.masked if place[1] <= edge),
        stored=False,
    )


def head_only(exchange: Exchange, keep_bytes: int | None) -> Exchange:
    """Leave out what ``to_record`` will not keep, before secrets are looked for.

    So much more stays that no secret is cut in two at the place where the record ends.
    """
    body = exchange.response_body
    if keep_bytes is None or len(body.data) <= keep_bytes + _MARGIN_BYTES:
        return exchange
    # In UTF-16 a cut might fall into a character, and nothing would be found any more.
    if is_write(exchange.method, exchange.url) or b"\0" in body.data[:4]:
        return exchange
    head = replace(body, data=body.data[: keep_bytes + _MARGIN_BYTES], stored=False)
    return replace(exchange, response_body=head)


def without_contents(exchange: Exchange, url: str) -> Exchange:
    """Return what is left when secrets cannot be cut out: that it happened, and how it ended."""
    return Exchange(
        number=exchange.number,
        endpoint=exchange.endpoint,
        origin=exchange.origin,
        method=exchange.method,
        url=url,
        times=exchange.times,
        outcome=exchange.outcome,
        status=exchange.status,
        follows=exchange.follows,
        notes=(_NOT_SEARCHED,),
        request_body=Body(stored=False),
        response_body=Body(stored=False),
    )


def _body_head(body: Body) -> list[Any]:
    return [body.wire_bytes, body.encoding, body.complete, body.masked, body.stored]


def to_record(exchange: Exchange, keep_bytes: int | None = None, size: int | None = None) -> Record:
    """Return the rows for a redacted exchange.

    Args:
        exchange: Already without secrets.
        keep_bytes: Of a longer answer to a read only this many bytes are kept; None for all.
        size: Length of the answer where ``exchange`` holds only its head.
    """
    writes = is_write(exchange.method, exchange.url)
    answer = exchange.response_body
    size = len(answer.data) if size is None else size
    if not writes:
        answer = _shortened(answer, keep_bytes)
    summary = Summary(
        number=exchange.number,
        queued_at=exchange.times.queued_at,
        endpoint=_storable(exchange.endpoint),
        origin=_storable(exchange.origin),
        method=_storable(exchange.method),
        url=_storable(exchange.url),
        status=exchange.status,
        outcome=exchange.outcome.value,
        reason=_storable(exchange.reason),
        took_ms=exchange.times.done_ms,
        size=size,
        follows=exchange.follows,
    )
    head = [
        exchange.request_headers,
        exchange.response_headers,
        exchange.notes,
        exchange.http_version,
        exchange.times.sent_ms,
        exchange.times.first_byte_ms,
        _body_head(exchange.request_body),
        _body_head(answer),
    ]
    return Record(
        summary,
        writes,
        _json(head),
        pack(exchange.request_body.data),
        pack(answer.data),
    )


def _json(value: list[Any]) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # A lone surrogate (a header field with raw bytes); this escapes it.
        return json.dumps(value)


def _headers(pairs: Sequence[Sequence[str]]) -> Headers:
    return tuple((name, value) for name, value in pairs)


def _body(head: Sequence[Any], stored: bytes, size: int | None = None) -> Body:
    wire_bytes, encoding, complete, masked, kept = head
    data = unpack(stored)
    if not data and size:
        kept, masked = False, ()
    return Body(
        data=data,
        wire_bytes=wire_bytes,
        encoding=encoding,
        complete=complete,
        masked=tuple((start, end) for start, end in masked),
        stored=kept,
    )


def _bare(summary: Summary, notes: tuple[str, ...] = ()) -> Exchange:
    return Exchange(
        number=summary.number,
        endpoint=summary.endpoint,
        origin=summary.origin,
        method=summary.method,
        url=summary.url,
        times=Times(queued_at=summary.queued_at, done_ms=summary.took_ms),
        outcome=Outcome(summary.outcome),
        status=summary.status,
        reason=summary.reason,
        follows=summary.follows,
        notes=notes,
        request_body=Body(stored=not notes),
        response_body=Body(stored=not notes),
    )


def to_exchange(
    summary: Summary, head: str | None, request_body: bytes, response_body: bytes
) -> Exchange:
    """Return the exchange of these rows; what is damaged is left out and noted."""
    try:
        request_headers, response_headers, notes, version, sent, first, *bodies = json.loads(
            head or ""
        )
        return Exchange(
            number=summary.number,
            endpoint=summary.endpoint,
            origin=summary.origin,
            method=summary.method,
            url=summary.url,
            times=Times(summary.queued_at, sent, first, summary.took_ms),
            outcome=Outcome(summary.outcome),
            request_headers=_headers(request_headers),
            request_body=_body(bodies[0], request_body),
            status=summary.status,
            reason=summary.reason,
            http_version=version,
            response_headers=_headers(response_headers),
            response_body=_body(bodies[1], response_body, summary.size),
            follows=summary.follows,
            notes=tuple(notes),
        )
    except (DamagedBodyError, ValueError, TypeError, LookupError, RecursionError):
        return _bare(summary, (_DAMAGED,))


def to_summary(row: Sequence[Any]) -> Summary | None:
    """Return the line for a row, or None when the row is damaged."""
    summary = Summary(*row)
    texts = (summary.endpoint, summary.origin, summary.method, summary.url, summary.reason)
    numbers = (summary.queued_at, summary.took_ms, summary.size, summary.number)
    optional = (summary.status, summary.follows)
    sound = (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int | float) for number in numbers)
        and all(number is None or isinstance(number, int) for number in optional)
        and summary.outcome in Outcome.__members__.values()
    )
    return summary if sound else None
