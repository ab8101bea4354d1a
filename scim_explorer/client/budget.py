"""How many requests a minute one endpoint gets from this program, at most."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from scim_explorer.client.patience import Patience
from scim_explorer.problems import EDIT_PROFILE, Problem

_WINDOW_S = 60.0


class Budget:
    """Lets a request go when fewer than ``per_minute`` left within the last minute."""

    def __init__(
        self,
        per_minute: int,
        patience: Patience,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Count nothing yet.

        Args:
            per_minute: 0 for no bound.
            patience: Waits, so that it is seen.
            clock: Seconds.
        """
        self._per_minute = per_minute
        self._patience = patience
        self._clock = clock
        self._left_at_s: deque[float] = deque()

    async def take(self) -> None:
        """Return when another request may leave; it counts from then on."""
        while self._per_minute and (seconds := self._wait_s()) > 0:
            await self._patience.wait(_used_up(self._per_minute), seconds)
        if self._per_minute:
            self._left_at_s.append(self._clock())

    def _wait_s(self) -> float:
        now_s = self._clock()
        while self._left_at_s and now_s - self._left_at_s[0] >= _WINDOW_S:
            self._left_at_s.popleft()
        if len(self._left_at_s) < self._per_minute:
            return 0.0
        return self._left_at_s[0] + _WINDOW_S - now_s


def _used_up(per_minute: int) -> Problem:
    return Problem(
        "Request budget used up",
        f"This profile allows {per_minute} requests a minute.",
        "Raise it in the profile under Limits.",
        action=EDIT_PROFILE,
    )
