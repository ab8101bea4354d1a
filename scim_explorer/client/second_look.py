"""Finds more exact words for a connection that failed. It may look again, and sends nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from scim_explorer.client.connection_errors import (
    no_tunnel,
    of_client_certificate,
    with_certificate,
)
from scim_explorer.client.failures import DEAD_CONNECTION, Failure, FailureKind
from scim_explorer.client.handshake import presented_chain, shake
from scim_explorer.client.route import Route
from scim_explorer.client.tls import unchecked_context
from scim_explorer.client.urls import DEFAULT_PORTS

_GUESS_S = 2.0


class Course(NamedTuple):
    """How far an attempt had come when it failed.

    Attributes:
        was_sent: The request had begun to leave.
        was_silent: The connection was a new one, and not a byte of an answer came over it.
    """

    was_sent: bool
    was_silent: bool


async def explained(
    failure: Failure, url: str, route: Route, course: Course, within_s: float
) -> Failure:
    """Return ``failure``, or the same one in more exact words.

    Args:
        failure: Why there is no whole answer.
        url: Of the request.
        route: How the connection was made.
        course: How far it had come.
        within_s: A second look at a refused certificate may take so long.
    """
    if failure.kind is FailureKind.CERTIFICATE:
        return await _with_its_certificate(failure, url, route, within_s)
    if route.https:
        is_tunnel = route.proxy is not None and not course.was_sent
        stopped = no_tunnel(failure.kind) if is_tunnel else None
        is_shown = route.certificate is not None
        return stopped or of_client_certificate(
            failure, is_shown=is_shown, was_silent=course.was_silent
        )
    is_dead = course.was_silent and failure.kind in DEAD_CONNECTION
    if route.proxy is None and (is_dead or failure.kind is FailureKind.NOT_HTTP):
        return await _mixed_up(failure, url)
    return failure


async def _with_its_certificate(
    failure: Failure, url: str, route: Route, within_s: float
) -> Failure:
    with suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            if route.https and (chain := await presented_chain(*_place(url), route)):
                return with_certificate(failure, chain[0])
            proxy = route.proxy.url if route.proxy is not None else ""
            if proxy.startswith("https:") and (chain := await presented_chain(*_place(proxy))):
                return with_certificate(failure, chain[0], "of the proxy")
    return failure


async def _mixed_up(failure: Failure, url: str) -> Failure:
    """Tell a server that speaks TLS where plain HTTP was sent: most hang up and say nothing."""
    with suppress(OSError, ValueError):
        async with asyncio.timeout(_GUESS_S):
            await shake(*_place(url), unchecked_context())
            reason = f"{failure.reason}; it speaks TLS on this port"
            return Failure(FailureKind.SPEAKS_TLS, reason)
    return failure


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
