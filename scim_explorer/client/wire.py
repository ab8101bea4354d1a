"""What goes into the transport, and what comes out of it: values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.exchanges.exchange import Body, Headers, Outcome, Times


class WireRequest(NamedTuple):
    """A request with everything decided but Host and Content-Length, which are derived."""

    method: str
    url: str
    headers: Headers
    body: bytes | None


@dataclass(frozen=True, slots=True)
class WireReply:
    """What happened to one request; ``failure`` is None when the answer is whole."""

    outcome: Outcome
    times: Times
    request_headers: Headers
    failure: Failure | None = None
    status: int | None = None
    http_version: str = ""
    headers: Headers = ()
    body: Body = field(default_factory=Body)
    notes: tuple[str, ...] = ()


def outcome_of(failure: Failure | None, status: int | None) -> Outcome:
    if failure is None:
        return Outcome.ANSWERED
    if failure.kind is FailureKind.CANCELLED:
        return Outcome.CANCELLED
    if failure.kind is FailureKind.INVALID:
        return Outcome.REFUSED
    return Outcome.NO_REPLY if status is None else Outcome.CUT_SHORT
