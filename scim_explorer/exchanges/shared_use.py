"""Lets many threads use a thing, or one replace it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SharedUse:
    """Any number of users at a time, or one who is alone. A user must not ask to be alone."""

    def __init__(self) -> None:
        """Begin unused."""
        self._change = threading.Condition()
        self._users = 0

    @contextmanager
    def use(self) -> Iterator[None]:
        """Use it together with others; waits while somebody is alone with it."""
        with self._change:
            self._users += 1
        try:
            yield
        finally:
            with self._change:
                self._users -= 1
                self._change.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody uses it, and keep everybody out."""
        with self._change:
            self._change.wait_for(lambda: not self._users)
            yield
