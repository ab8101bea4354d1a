from __future__ import annotations

import asyncio

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from scim_explorer.client.patience import Patience
from scim_explorer.problems import Problem, WaitStopped
from scim_explorer.ui.widgets.wait_strip import WaitStrip

BUSY = Problem("Server asks to wait", "429 with Retry-After: 30.", exchange=7)
USED_UP = Problem("Request budget used up", "This profile allows 2 requests a minute.")


async def test_fault_62_a_wait_is_counted_down_and_ended_by_a_click(qtbot: QtBot) -> None:
    times = [0.0]
    patience = Patience(lambda: times[-1])
    strip = WaitStrip(patience)
    qtbot.addWidget(strip)
    links: list[int] = []
    strip.link_activated.connect(links.append)
    assert strip.isHidden()
    async with asyncio.TaskGroup() as group:
        group.create_task(patience.wait(BUSY, 30))
        await asyncio.sleep(0)
        words = "Server asks to wait. 429 with Retry-After: 30. Going on in {0} s."
        assert strip.label.text() == words.format("30")
        assert not strip.isHidden()
        times.append(1.2)
        strip.show_left()
        assert strip.label.text() == words.format("29")
        strip.link.click()
        strip.now_button.click()

    assert strip.isHidden()
    assert links == [7]


async def test_that_a_strip_that_is_gone_is_told_nothing() -> None:
    patience = Patience()
    delete(WaitStrip(patience))

    await patience.wait(BUSY, 0.01)

    assert patience._listeners == []


async def test_that_a_budget_can_be_stopped_for_and_not_passed_over(qtbot: QtBot) -> None:
    patience = Patience()
    strip = WaitStrip(patience)
    qtbot.addWidget(strip)
    waiting = asyncio.get_running_loop().create_task(patience.wait(USED_UP, 30))
    await asyncio.sleep(0)

    assert strip.now_button.isHidden()
    assert not strip.stop_button.isHidden()
    strip.stop_button.click()

    with pytest.raises(WaitStopped):
        await waiting
    assert strip.isHidden()
