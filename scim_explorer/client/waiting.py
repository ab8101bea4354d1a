"""How long to wait when a server asks for it. No I/O, no clock."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

ASKS_TO_WAIT = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
MAX_TRIES = 3
_MAX_WAIT_S = 120.0
_MAX_BACKOFF_S = 30.0
_MAX_DIGITS = 9


def wait_s(retry_after: str, now: datetime, tries: int) -> float:
    """Return how long to wait before the same read is sent again.

    Args:
        retry_after: Header value: seconds or an HTTP date; anything else counts as absent.
        now: Current time, timezone-aware.
        tries: How many were made so far, from 1; without a usable header the wait doubles
            with each, from 1 s to 30 s.

    Source: RFC 9110 section 10.2.3; 429 is RFC 6585 section 4.
    """
    told = _told_s(retry_after.strip(), now)
    if told is None or told < 0:
        return min(2.0 ** (tries - 1), _MAX_BACKOFF_S)
    return min(told, _MAX_WAIT_S)


def _told_s(text: str, now: datetime) -> float | None:
    if text.isascii() and text.isdigit():
        return float(text) if len(text) <= _MAX_DIGITS else _MAX_WAIT_S
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()
