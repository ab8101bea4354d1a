"""A transport that answers from a list and keeps what it was given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.wire import WireReply, WireRequest, outcome_of
from scim_explorer.exchanges.exchange import Body, Headers, Times
from scim_explorer.protocol.json_codec import Json

SCIM = (("Content-Type", "application/scim+json"),)


def reply(
    body: Json | bytes = b"",
    status: int | None = 200,
    headers: Headers = SCIM,
    failure: Failure | None = None,
    sent_ms: float | None = 1.0,
) -> WireReply:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return WireReply(
        outcome=outcome_of(failure, status),
        times=Times(1_000.0, sent_ms, 2.0 if status else None, 3.0),
        request_headers=(),
        failure=failure,
        status=status,
        http_version="HTTP/1.1" if status else "",
        headers=headers,
        body=Body(data),
    )


RESET = reply(status=None, failure=Failure(FailureKind.RESET, "connection reset by the server"))


class FakeDoor:
    """Answers the n-th request with the n-th reply, and 404 after the last.

    Attributes:
        sent: What came, in order.
        holding: When set, no answer leaves before its event does.
    """

    def __init__(self, *replies: WireReply) -> None:
        self.sent: list[WireRequest] = []
        self.holding: asyncio.Event | None = None
        self.closed = False
        self._replies = list(replies)

    async def exchange(
        self, request: WireRequest, cancelled: Callable[[WireReply], None]
    ) -> WireReply:
        self.sent.append(request)
        try:
            if self.holding is not None:
                await self.holding.wait()
        except asyncio.CancelledError:
            failure = Failure(FailureKind.CANCELLED, "stopped")
            cancelled(reply(status=None, failure=failure))
            raise
        return self._replies.pop(0) if self._replies else reply({}, 404)

    async def aclose(self) -> None:
        self.closed = True
