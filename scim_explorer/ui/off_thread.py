"""Long work that only computes, beside the window's thread, and ended when nobody waits for it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_TURN_S = 0.001


async def computed(work: Callable[[Callable[[], bool]], T]) -> T:
    """Return what ``work`` gives; it runs in a thread.

    Args:
        work: Gets a function to ask every few milliseconds: it says whether to stop, and lets
            the window have its turn, which Python code in a thread does not do by itself.
    """
    given_up = threading.Event()

    def should_stop() -> bool:
        time.sleep(_TURN_S)
        return given_up.is_set()

    try:
        return await asyncio.to_thread(work, should_stop)
    finally:
        given_up.set()
