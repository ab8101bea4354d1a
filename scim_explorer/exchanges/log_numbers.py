"""Exchange numbers, taken from the database in blocks."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

BLOCK = 64


class NumberBlocks:
    """Hands out numbers; a second block is fetched before the first one is used up."""

    def __init__(self, reserve: Callable[[int], range]) -> None:
        """Start empty.

        Args:
            reserve: Takes a block of that many numbers nobody else gets.
        """
        self._reserve = reserve
        self._lock = threading.Lock()
        self._blocks: deque[range] = deque()
        self.end = 1
        """No number from here on was handed out."""

    def next(self) -> int:
        """Return the next number; fetches a block only when none is left."""
        with self._lock:
            if not self._blocks:
                self._fetch()
            block = self._blocks.popleft()
            if len(block) > 1:
                self._blocks.appendleft(block[1:])
            return block[0]

    def _fetch(self) -> None:
        block = self._reserve(BLOCK)
        self._blocks.append(block)
        self.end = max(self.end, block.stop)

    def refill(self) -> None:
        """Fetch a block when the last one is half used; called where waiting does no harm."""
        if sum(map(len, tuple(self._blocks))) < BLOCK // 2:
            with self._lock:
                self._fetch()

    def rest(self) -> range:
        """Give up all numbers at the end of the last block; the range may be empty."""
        with self._lock:
            rest = self._blocks.pop() if self._blocks else range(0)
            while self._blocks and self._blocks[-1].stop == rest.start:
                rest = range(self._blocks.pop().start, rest.stop)
            self._blocks.clear()
            return rest
