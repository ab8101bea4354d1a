"""Waiting when a server asks for it: seen by those who look at the session, and ended by them.

Only reads wait and are sent again; a write is sent by whoever asked for it, or not at all. A 429 is
about this client and not about one address: no other read leaves until its time is over.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Protocol

from scim_explorer.client.answers import problem_for
from scim_explorer.client.request import Request
from scim_explorer.client.waiting import ASKS_TO_WAIT, MAX_TRIES, wait_s
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.problems import Problem, WaitStopped


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
        self._waits: dict[asyncio.Future[bool], Wait] = {}
        self._asked: Wait | None = None
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
        """End every wait now, and do what it was for."""
        self._asked = None
        self._end(goes_on=True)

    def stop(self) -> None:
        """End every wait now; what waited is not done."""
        self._end(goes_on=False)

    def ask_for_quiet(self, problem: Problem, seconds: float) -> None:
        """Let ``rest`` wait so long."""
        asked = Wait(problem, self._clock() + seconds)
        if self._asked is None or self._asked.until_s < asked.until_s:
            self._asked = asked

    async def rest(self) -> None:
        """Wait as long as the server asked for quiet; raises as ``wait`` does."""
        while self._asked is not None and (left_s := self._asked.until_s - self._clock()) > 0:
            await self.wait(self._asked.problem, left_s)

    async def wait(self, problem: Problem, seconds: float) -> None:
        """Wait, or until ``go_on``.

        Raises:
            WaitStopped: ``stop`` was called.
        """
        goes_on: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waits[goes_on] = Wait(problem, self._clock() + seconds)
        self._tell()
        try:
            await asyncio.wait((goes_on,), timeout=seconds)
        finally:
            del self._waits[goes_on]
            self._tell()
        if goes_on.done() and not goes_on.result():
            raise WaitStopped(problem)

    def _end(self, *, goes_on: bool) -> None:
        for wait in self._waits:
            if not wait.done():
                wait.set_result(goes_on)

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
        WaitStopped: The user ended the wait before anything had left.
        ExplorerError: As ``Session.send``.
    """
    if not request.is_read:
        raise ValueError("a write is never sent again by itself")
    patience = session.patience
    await patience.rest()
    exchange = await session.send(request)
    for tries in range(1, MAX_TRIES):
        if exchange.status not in ASKS_TO_WAIT:
            break
        problem = problem_for(exchange)
        retry_after = header(exchange.response_headers, "Retry-After")
        seconds = wait_s(retry_after, datetime.now(UTC), tries)
        if exchange.status == HTTPStatus.TOO_MANY_REQUESTS:
            patience.ask_for_quiet(problem, seconds)
        try:
            await patience.wait(problem, seconds)
        except WaitStopped:
            break
        exchange = await session.send(request)
    return exchange
