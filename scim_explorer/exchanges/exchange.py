"""One request with its reply. Qt-free, a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Headers = tuple[tuple[str, str], ...]
"""Header fields in wire order, spelled as on the wire; names may repeat."""

PROBE = "PROBE"
"""Stands as the method of a look at the connection below HTTP: a name, a port, a certificate.

Such a record has no HTTP message; what was seen are its ``notes``, and ANSWERED means "seen".
"""


class Outcome(StrEnum):
    """How an attempt on the wire ended."""

    STARTED = "started"
    """Recorded before a write leaves; still there after a crash: outcome unknown."""
    ANSWERED = "answered"
    NO_REPLY = "no-reply"
    CUT_SHORT = "cut-short"
    """An answer began and did not end (limit, deadline, broken connection)."""
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """The write guard or a check before sending; nothing left."""


@dataclass(frozen=True, slots=True)
class Body:
    """A message body after content decoding.

    Attributes:
        data: The decoded bytes, never re-serialised.
        wire_bytes: Length on the wire, before content decoding.
        encoding: ``Content-Encoding`` as received, "" for none.
        complete: False when it was cut short.
        masked: Byte spans ``(start, end)`` in ``data`` where a secret was cut out and eight
            dots stand; empty for an unmasked original.
        undecoded: The raw bytes when they could not be decoded (kept in memory only).
        stored: False when the log keeps only the head of the body, or none.
    """

    data: bytes = b""
    wire_bytes: int = 0
    encoding: str = ""
    complete: bool = True
    masked: tuple[tuple[int, int], ...] = ()
    undecoded: bytes = b""
    stored: bool = True


@dataclass(frozen=True, slots=True)
class Times:
    """When things happened.

    Attributes:
        queued_at: Wall clock, seconds since 1970 UTC.
        sent_ms: From ``queued_at`` until the request was handed to the connection (waiting for
            a free slot lies before it), or None.
        first_byte_ms: Until the response headers were in, or None.
        done_ms: Until the last byte, the failure or the cancel.
    """

    queued_at: float
    sent_ms: float | None = None
    first_byte_ms: float | None = None
    done_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came back; never changed once recorded.

    Attributes:
        number: Position in the log, from 1, never reused ("#118").
        endpoint: Profile id this belongs to.
        origin: Which pane, command or step sent it ("Browse", "Resource", "Compose", "list").
        method: HTTP method, as sent.
        url: Absolute URL as sent, query included.
        status: HTTP status, or None when no status line arrived.
        reason: Why there is no full answer ("timed out after 60 s"); "" when answered.
        http_version: "HTTP/1.1", or "" when unknown.
        follows: Number of the exchange that led to this one (redirect hop, retry), or None.
        notes: Remarks of the transport in plain words (unusual charset, surplus bytes).
    """

    number: int
    endpoint: str
    origin: str
    method: str
    url: str
    times: Times
    outcome: Outcome
    request_headers: Headers = ()
    request_body: Body = field(default_factory=Body)
    status: int | None = None
    reason: str = ""
    http_version: str = ""
    response_headers: Headers = ()
    response_body: Body = field(default_factory=Body)
    follows: int | None = None
    notes: tuple[str, ...] = ()


def header(headers: Headers, name: str, default: str = "") -> str:
    """Return the first value of ``name`` (compared without case)."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), default)
