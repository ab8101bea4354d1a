from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from scim_explorer.client.request import Request
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.ui.dialogs.ask_dialog import AskDialog
from scim_explorer.ui.window_state import load_state
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved
from tests.ui.recording_server import RecordingServer, Reply


def close_window(user: User) -> None:
    QApplication.sendEvent(user.window, QCloseEvent())


async def send_write(user: User, server: RecordingServer) -> None:
    """Send a write that is not answered, and wait until the server has it."""
    server.replies["PUT"] = Reply(hang=True)
    session = user.bench.session_of("p1")
    assert session is not None
    request = Request("PUT", "/Users/1", body=b"{}", origin="Test")
    user.bench.tasks.start("write", session.send(request), lambda _: None)
    await user.until(server.got_write.is_set)


async def test_that_an_idle_window_closes_without_a_question(desktop: Desktop) -> None:
    async with desktop.window() as user:
        close_window(user)

        assert desktop.codes == [0]
        assert not user.look(AskDialog, "askDialog")


async def test_that_a_read_under_way_is_no_reason_to_ask(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))
    hanging()

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await user.until(lambda: server.requests)
        close_window(user)

        assert desktop.codes == [0]


async def test_that_a_write_under_way_is_asked_about_once(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await send_write(user, server)
        close_window(user)
        close_window(user)
        question = user.find(AskDialog, "askDialog")
        codes_before = list(desktop.codes)
        question.yes_button.click()

        assert codes_before == []
        assert desktop.codes == [0]


async def test_that_cancel_stays_and_the_next_close_asks_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await send_write(user, server)
        close_window(user)
        user.find(AskDialog, "askDialog").cancel_button.click()
        stayed = desktop.codes == [] and user.window.isVisible()
        await asyncio.sleep(0)
        close_window(user)

        assert stayed
        assert user.find(AskDialog, "askDialog")


async def test_fault_7_a_signal_does_not_ask(desktop: Desktop, server: RecordingServer) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await send_write(user, server)
        user.window.quit_now()

        assert desktop.codes == [0]


async def test_that_the_end_stops_everything_and_loses_no_row(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await send_write(user, server)
        async with asyncio.timeout(2):
            await user.start.shutdown.close()

        assert not user.bench.tasks.busy
        assert list(user.bench.pool) == []

    log = ExchangeLog.open(desktop.folders.log)
    (row,) = log.newest()
    log.close()
    assert (row.method, row.outcome) == ("PUT", Outcome.CANCELLED)


async def test_that_the_end_saves_what_the_window_remembers(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await user.rows_shown()

    assert [tab.resource_type for tab in load_state(desktop.folders.window_state).tabs] == ["User"]


async def test_fault_97_a_folder_that_cannot_be_written_does_not_stop_the_end(
    desktop: Desktop,
) -> None:
    async with desktop.window():
        desktop.folders.window_state.mkdir()

    assert desktop.folders.window_state.is_dir()


async def test_that_what_the_filter_lab_reads_ends_with_the_window(
    desktop: Desktop, server: RecordingServer, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        user.bench.open_endpoint("p1")
        await user.rows_shown()
        lab, judge = user.tab.browse.lab, user.tab.browse.judge
        user.tab.browse.search_for("title pr")
        await user.rows_shown()
        hanging()
        judge.known.forget()
        lab.open()
        user.click("labLoadButton")
        assert judge.known.is_loading

        await user.start.shutdown.close()

        assert not judge.known.is_loading
        assert judge.tasks.keys == ()
