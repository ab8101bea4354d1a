"""Exchanges and log lines with defaults, for tests of what shows them."""

from __future__ import annotations

from typing import Any

from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.log import Summary


def exchange(number: int = 118, **fields: Any) -> Exchange:
    """Return an answered PATCH; ``fields`` replace its own."""
    known: dict[str, Any] = {
        "number": number,
        "endpoint": "p1",
        "origin": "Resource",
        "method": "PATCH",
        "url": "https://scim.example/v2/Users/28",
        "times": Times(1_795_000_000.0, 3.0, 100.0, 143.0),
        "outcome": Outcome.ANSWERED,
        "request_headers": (("Content-Type", "application/scim+json"),),
        "request_body": Body(b'{"a":1.0}'),
        "status": 200,
        "http_version": "HTTP/1.1",
        "response_headers": (("ETag", 'W/"1"'),),
        "response_body": Body(b'{"id":"28"}', wire_bytes=11),
    }
    return Exchange(**(known | fields))


def summary(number: int, **fields: Any) -> Summary:
    """Return the line of an answered GET; ``fields`` replace its own."""
    known: dict[str, Any] = {
        "number": number,
        "queued_at": 1_795_000_000.0 + number,
        "endpoint": "p1",
        "origin": "Browse",
        "method": "GET",
        "url": "https://scim.example/v2/Users",
        "status": 200,
        "outcome": Outcome.ANSWERED.value,
        "reason": "",
        "took_ms": 143.0,
        "size": 1_946,
        "follows": None,
    }
    return Summary(**(known | fields))
