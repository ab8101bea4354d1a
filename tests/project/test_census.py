"""What the soak counts as left behind."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import Counter

from scim_explorer.client.session import Session
from tests.client.memory_log import MemoryLog, profile, session_for
from tools.census import take_census


async def test_that_tasks_sockets_threads_and_sessions_that_are_held_are_counted() -> None:
    ended = threading.Event()
    before = take_census()

    held = socket.socket()
    task = asyncio.get_running_loop().create_task(asyncio.sleep(60), name="left")
    thread = threading.Thread(target=ended.wait, name="waiter")
    thread.start()
    session: Session | None = session_for(profile("http://h.example"), MemoryLog())
    during = take_census()
    held.close()
    task.cancel()
    ended.set()
    thread.join()
    session = None
    await asyncio.gather(task, return_exceptions=True)
    after = take_census()

    assert session is None
    assert during.tasks == ("left",)
    assert during.files - before.files == Counter(socket=1)
    assert during.threads - before.threads == Counter(waiter=1)
    assert during.objects - before.objects == Counter(Session=1)
    assert (after.tasks, after.files, after.threads) == ((), before.files, before.threads)
    assert not after.objects - before.objects
