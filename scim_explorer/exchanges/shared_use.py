"""Lets many threads use a thing, or one replace it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SharedUse:
    """Any number of users at a time, or one who is alone.

    Whoever wants to be alone goes first: new users wait. So a user must not use it twice at a
    time, nor ask to be alone.
    """

    def __init__(self) -> None:
        """Begin unused."""
        self._change = threading.Condition()
        self._users = 0
        self._is_claimed = False

    @contextmanager
    def use(self) -> Iterator[None]:
        """Use it together with others; waits while somebody is alone with it or wants to be."""
        with self._change:
            self._change.wait_for(lambda: not self._is_claimed)
            self._users += 1
        try:
            yield
        finally:
            with self._change:
                self._users -= 1
                self._change.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep new users out, wait until the last one left, and be alone."""
        with self._change:
            self._is_claimed = True
            try:
                self._change.wait_for(lambda: not self._users)
                yield
            finally:
                self._is_claimed = False
                self._change.notify_all()
