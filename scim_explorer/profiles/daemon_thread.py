"""Work that may ask a person or hang, in a thread that nothing waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What the work ended with."""

    value: T | None = None
    error: BaseException | None = None


class _Delivery(Generic[T]):
    """Puts what a block ends with into a future: backends raise classes of their own."""

    def __init__(self) -> None:
        self.future: Future[Answer[T]] = Future()
        # From here on a cancel of whoever waits leaves the future alone.
        self.future.set_running_or_notify_cancel()

    def __enter__(self) -> Future[Answer[T]]:
        return self.future

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None:
            self.future.set_result(Answer(error=error))
        return True


def in_daemon_thread(work: Callable[[], T]) -> Future[Answer[T]]:
    """Do ``work`` in a thread that neither a cancel nor the exit of the program waits for."""
    delivery: _Delivery[T] = _Delivery()

    def run() -> None:
        with delivery as future:
            future.set_result(Answer(work()))

    threading.Thread(target=run, name="secrets", daemon=True).start()
    return delivery.future
