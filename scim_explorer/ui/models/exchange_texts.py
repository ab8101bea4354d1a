"""An exchange as the texts that its detail shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.exchanges.curl import curl_command
from scim_explorer.exchanges.exchange import PROBE, Body, Exchange
from scim_explorer.exchanges.wire import request_text, response_text
from scim_explorer.ui.display import clock_text, date_text, duration_text, size_text


@dataclass(frozen=True, slots=True)
class ExchangeTexts:
    """What the four tabs show.

    Attributes:
        request: The HTTP message.
        response: The HTTP message, or why there is none.
        timing: When things happened, one a line.
        curl: A command that sends the request again, "" for a look at the connection.
    """

    request: str
    response: str
    timing: str
    curl: str


def exchange_texts(exchange: Exchange) -> ExchangeTexts:
    """Return the texts of a recorded exchange, secrets as eight dots."""
    return ExchangeTexts(
        request=request_text(exchange) + _remark(exchange.request_body),
        response=response_text(exchange) + _remark(exchange.response_body),
        timing="\n".join(f"{name:<22}{value}" for name, value in timing_rows(exchange)),
        curl=_curl(exchange),
    )


def _curl(exchange: Exchange) -> str:
    if exchange.method == PROBE:
        return ""
    body = exchange.request_body.data or None
    return curl_command(exchange.method, exchange.url, exchange.request_headers, body)


def timing_rows(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """Return name and value of what is known about time and size."""
    times = exchange.times
    rows = [("Queued", f"{date_text(times.queued_at)} ({clock_text(times.queued_at)})")]
    if times.sent_ms is not None:
        rows.append(("Waited for a slot", duration_text(times.sent_ms)))
    if times.sent_ms is not None and times.first_byte_ms is not None:
        rows.append(("Until the first byte", duration_text(times.first_byte_ms - times.sent_ms)))
        rows.append(("Until the last byte", duration_text(times.done_ms - times.first_byte_ms)))
    rows.append(("Took in all", duration_text(times.done_ms)))
    rows += _size_rows(exchange.response_body)
    if exchange.follows is not None:
        rows.append(("Follows", f"#{exchange.follows}"))
    if exchange.reason:
        rows.append(("Ended", exchange.reason))
    rows += (("Note", note) for note in exchange.notes)
    return tuple(rows)


def _size_rows(body: Body) -> list[tuple[str, str]]:
    if not body.wire_bytes:
        return []
    rows = [("Received", size_text(body.wire_bytes))]
    if body.encoding:
        rows = [("Received", f"{size_text(body.wire_bytes)} ({body.encoding})")]
        if body.stored:
            rows.append(("Decoded", size_text(len(body.data))))
    return rows


def _remark(body: Body) -> str:
    if body.stored:
        return ""
    return "\n\n[The log does not hold the whole body.]" if body.data else "[No longer in the log.]"
