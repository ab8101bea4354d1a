"""Waiting for what the window says, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance

from scim_explorer.ui.tasks import TaskScope

LIMIT_S = 10


async def emitted(signal: SignalInstance, action: Callable[[], object] | None = None) -> Any:
    """Run ``action`` and return the arguments of the next emission of ``signal``."""
    future: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def take(*arguments: Any) -> None:
        if not future.done():
            future.set_result(arguments)

    connection = signal.connect(take)
    try:
        if action is not None:
            action()
        return await asyncio.wait_for(future, LIMIT_S)
    finally:
        signal.disconnect(connection)


async def until_idle(tasks: TaskScope, action: Callable[[], object] | None = None) -> None:
    """Run ``action``, then wait until no work of ``tasks`` is left."""
    if action is not None:
        action()
    while tasks.busy:
        await emitted(tasks.busy_changed)


async def until(signal: SignalInstance, seen: Callable[[], bool]) -> None:
    """Wait for emissions of ``signal`` until ``seen`` holds."""
    while not seen():
        await emitted(signal)
