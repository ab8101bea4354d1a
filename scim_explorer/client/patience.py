"""Waiting when a server asks for it: seen by those who look at the session, and ended by them.

Only reads wait and are sent again; a write is sent by whoever asked for it, or not at all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from scim_explorer.client.answers import problem_for
from scim_explorer.client.request import Request
from scim_explorer.client.waiting import ASKS_TO_WAIT, MAX_TRIES, wait_s
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.problems import Problem


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait under way.

    Attributes:
        problem: Why, with the number of the exchange.
        until_s: When it ends, on the clock of ``Patience``.
    """

    problem: Problem
    until_s: float


class Patience:
    """The waits of one session."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waits: dict[asyncio.Event, Wait] = {}
        self._listeners: list[Callable[[], None]] = []

    @property
    def problem(self) -> Problem | None:
        """Why the longest wait is made; None without one."""
        wait = self._longest()
        return wait.problem if wait is not None else None

    @property
    def left_s(self) -> float:
        """Seconds until the longest wait ends, 0 without one."""
        wait = self._longest()
        return max(wait.until_s - self._clock(), 0.0) if wait is not None else 0.0

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` when a wait begins or ends; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def go_on(self) -> None:
        """End every wait now."""
        for event in self._waits:
            event.set()

    async def wait(self, problem: Problem, seconds: float) -> None:
        """Wait, or until ``go_on``."""
        ended = asyncio.Event()
        self._waits[ended] = Wait(problem, self._clock() + seconds)
        self._tell()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await ended.wait()
        finally:
            del self._waits[ended]
            self._tell()

    def _longest(self) -> Wait | None:
        return max(self._waits.values(), key=lambda wait: wait.until_s, default=None)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


class Sender(Protocol):
    """What is needed of a session."""

    patience: Patience

    async def send(self, request: Request) -> Exchange: ...


async def send_patiently(session: Sender, request: Request) -> Exchange:
    """Send a read as ``Session.send`` does, and again when the server asked to wait first.

    It is sent three times at most; the last answer is returned, whatever it is.

    Raises:
        ValueError: ``request`` is no read.
        ExplorerError: As ``Session.send``.
    """
    if not request.is_read:
        raise ValueError("a write is never sent again by itself")
    exchange = await session.send(request)
    for tries in range(1, MAX_TRIES):
        if exchange.status not in ASKS_TO_WAIT:
            break
        retry_after = header(exchange.response_headers, "Retry-After")
        seconds = wait_s(retry_after, datetime.now(UTC), tries)
        await session.patience.wait(problem_for(exchange), seconds)
        exchange = await session.send(request)
    return exchange
