"""The waits of a session."""

from __future__ import annotations

import asyncio

import pytest

from scim_explorer.client.patience import Patience, send_patiently
from scim_explorer.client.request import Request
from scim_explorer.problems import Problem
from tests.client.fake_door import FakeDoor, reply
from tests.client.memory_log import profile, session_for

BUSY = Problem("Server asks to wait", "429")
LONGER = Problem("Server not available", "503")


async def test_that_the_longest_wait_is_the_one_that_is_told() -> None:
    patience = Patience(lambda: 5.0)
    told: list[str] = []
    end = patience.subscribe(
        lambda: told.append(patience.problem.detail if patience.problem else "none")
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(patience.wait(BUSY, 10))
        group.create_task(patience.wait(LONGER, 90))
        await asyncio.sleep(0)
        assert (patience.problem, patience.left_s) == (LONGER, 90.0)
        patience.go_on()

    end()
    assert (patience.problem, patience.left_s) == (None, 0.0)
    assert told[:2] == ["429", "503"]
    assert told[-1] == "none"


async def test_that_a_wait_ends_by_itself() -> None:
    patience = Patience()

    await patience.wait(BUSY, 0.01)

    assert patience.problem is None


async def test_that_a_write_is_never_sent_patiently() -> None:
    session = session_for(profile(), door=FakeDoor(reply({})))

    with pytest.raises(ValueError, match="never sent again"):
        await send_patiently(session, Request("POST", "/Users", body=b"{}"))
