"""One attempt on the wire, and the exchange it is recorded as. No I/O."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from scim_explorer.client.failures import DEAD_CONNECTION, problem_of
from scim_explorer.client.redirects import MAX_REDIRECTS, chain_note, is_redirect
from scim_explorer.client.request import READ_METHODS, Request
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.redact import RedactionRules
from scim_explorer.problems import Problem


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt about to be made.

    Attributes:
        number: Of its exchange.
        rules: What to cut out of its record.
        follows: Number of the attempt that led to this one.
        hops: URLs of the redirects followed so far, this one included.
    """

    number: int
    endpoint: str
    request: Request
    wire: WireRequest
    rules: RedactionRules
    follows: int | None = None
    hops: tuple[str, ...] = ()

    def exchange(self, outcome: Outcome, reason: str = "") -> Exchange:
        """Return the record of an attempt that has no reply, or none yet."""
        body = self.wire.body or b""
        return Exchange(
            number=self.number,
            endpoint=self.endpoint,
            origin=self.request.origin,
            method=self.wire.method,
            url=self.wire.url,
            times=Times(time.time()),
            outcome=outcome,
            request_headers=self.wire.headers,
            request_body=Body(body, wire_bytes=len(body)),
            reason=reason,
            follows=self.follows,
        )

    def answered(self, reply: WireReply) -> Exchange:
        """Return the record of the attempt with all that came of it."""
        exchange = replace(
            self.exchange(reply.outcome, reply.failure.reason if reply.failure else ""),
            times=reply.times,
            request_headers=reply.request_headers,
            status=reply.status,
            http_version=reply.http_version,
            response_headers=reply.headers,
            response_body=reply.body,
            notes=reply.notes,
        )
        if len(self.hops) == MAX_REDIRECTS and is_redirect(exchange):
            return replace(exchange, notes=(*exchange.notes, chain_note(self.hops)))
        return exchange

    def problem(self, reply: WireReply) -> Problem | None:
        """Return why there is no whole answer, or None when there is one."""
        if reply.failure is None:
            return None
        left = reply.times.sent_ms is not None and reply.status is None
        return problem_of(
            reply.failure,
            self.wire.method,
            self.wire.url,
            number=self.number,
            may_have_written=left and not self.request.is_read,
        )

    def may_be_repeated(self, reply: WireReply) -> bool:
        """Tell whether the connection was dead before any byte, and nothing can happen twice."""
        dead = reply.failure is not None and reply.failure.kind in DEAD_CONNECTION
        return dead and reply.status is None and self.wire.method in READ_METHODS
