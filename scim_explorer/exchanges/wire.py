"""An exchange as the HTTP messages it consisted of, for reading."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from scim_explorer.exchanges.exchange import PROBE, Body, Exchange, Headers, Outcome


def body_text(body: Body) -> str:
    r"""Return the body as text; bytes that are not UTF-8 stand as ``\xNN``."""
    return body.data.decode("utf-8", "backslashreplace")


def _message(start_line: str, headers: Headers, body: Body) -> str:
    lines = [start_line, *(f"{name}: {value}" for name, value in headers)]
    return "\n".join(lines) + "\n\n" + body_text(body)


def request_text(exchange: Exchange) -> str:
    """Return start line, header fields, an empty line and the body of the request."""
    if exchange.method == PROBE:
        return f"No HTTP request: a look at the connection to {exchange.url}\n"
    parts = urlsplit(exchange.url)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    version = exchange.http_version or "HTTP/1.1"
    return _message(
        f"{exchange.method} {target} {version}", exchange.request_headers, exchange.request_body
    )


def response_text(exchange: Exchange) -> str:
    """Return the answer in the same form; without a status line, why there is none."""
    if exchange.method == PROBE:
        return "".join(f"{line}\n" for line in (*exchange.notes, exchange.reason) if line)
    if exchange.status is None:
        what = "Not sent" if exchange.outcome is Outcome.REFUSED else "No answer"
        return f"{what}: {exchange.reason or exchange.outcome.value}\n"
    version = exchange.http_version or "HTTP/1.1"
    return _message(
        f"{version} {exchange.status}", exchange.response_headers, exchange.response_body
    )
