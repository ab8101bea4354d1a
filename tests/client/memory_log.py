"""An exchange log in a list, and sessions that write to it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from scim_explorer.client.door import Door
from scim_explorer.client.session import Session
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import NO_RULES, RedactionRules, redact
from scim_explorer.profiles.profile import Limits, Profile

QUICK = Limits(connect_s=5.0, total_s=10.0)


class MemoryLog:
    """Keeps what a session records; ``rows`` is what the log's file would hold.

    Attributes:
        events: "started 1" and "done 1", in order.
    """

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.rows: list[Exchange] = []
        self.events: list[str] = []
        self._number = 0

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def started(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
        self.events.append(f"started {exchange.number}")
        self.rows.append(redact(exchange, rules))
        return _done()

    def append(self, exchange: Exchange, rules: RedactionRules = NO_RULES) -> Future[None]:
        self.events.append(f"done {exchange.number}")
        self.exchanges.append(exchange)
        self.rows.append(redact(exchange, rules))
        return _done()


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


def profile(base_url: str = "http://127.0.0.1:9/scim", **changes: object) -> Profile:
    made = Profile(id="p1", name="Acme staging", base_url=base_url, limits=QUICK)
    return replace(made, **changes)  # type: ignore[arg-type]  # a test names what it changes


def session_for(
    saved: Profile,
    log: MemoryLog | None = None,
    *,
    secret: str | None = None,
    door: Door | None = None,
    clock: list[float] | None = None,
) -> Session:
    """Return a session; ``clock`` is a list whose last item is the time."""

    async def read_secret(_slot: str) -> str | None:
        return secret

    times = clock or [0.0]
    return Session(
        saved,
        log=log or MemoryLog(),
        read_secret=read_secret,
        transport_factory=(lambda _route: door) if door else None,
        clock=lambda: times[-1],
    )
