"""Requests by hand: composed, taken from the log, sent again, shown in the log."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtWidgets import QLabel

from scim_explorer.client.request import Request
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.ui.tabs import BrowseTab, ComposeTab, ExchangeTab
from tests.gui.user import User
from tests.ui.conftest import Desktop, open_users, saved, settled, titles
from tests.ui.recording_server import RecordingServer


async def sent_write(user: User) -> Exchange:
    session = user.bench.session_of("p1")
    assert session is not None
    request = Request("PUT", "/Users/1", body=b'{"userName":"amy"}', origin="Test")
    return await session.send(request)


async def test_that_a_request_of_the_log_opens_in_a_tab_and_is_sent_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        await user.until(lambda: len(user.log_rows()) >= 4)
        user.bench.requests.open(1)
        await settled(user)
        asked = len(server.requests)
        user.bench.requests.show(1)
        await user.until(lambda: user.window.log_pane.current_number == 1)
        await user.until(lambda: user.window.log_pane.detail.exchange)
        user.window.qt_actions["resend"].trigger()
        await user.until(lambda: len(server.requests) > asked)
        await settled(user)

        assert isinstance(user.window.tabs.current(), ExchangeTab)
        assert titles(user)[-1] == "#1"
        assert server.requests[-1].path == "/Users"


async def test_that_a_draft_takes_over_a_request_of_the_log(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        exchange = await asyncio.to_thread(user.bench.services.log.get, 1)
        assert exchange is not None
        user.bench.requests.compose_from(exchange)

        tab = user.window.tabs.current()
        assert isinstance(tab, ComposeTab)
        assert tab.target.path_edit.text() == "/Users?startIndex=1&count=100"
        assert [isinstance(t, BrowseTab) for t in user.window.tabs.tabs()] == [True, False]


async def test_that_a_request_of_a_deleted_endpoint_is_not_sent(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        await open_users(user)
        exchange = await asyncio.to_thread(user.bench.services.log.get, 1)
        assert exchange is not None
        asked = len(server.requests)
        user.bench.requests.resend(replace(exchange, endpoint="gone"))

        assert len(server.requests) == asked
        assert "not there any more" in user.window.status.message.text()


async def test_that_a_write_of_the_log_is_looked_at_before_it_is_sent_again(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        exchange = await sent_write(user)
        user.bench.requests.resend(exchange)

        tab = user.window.tabs.current()
        assert isinstance(tab, ComposeTab)
        assert tab.body.toPlainText() == '{"userName":"amy"}'
        assert len(server.writes) == 1
        assert "looked at" in user.window.status.message.text()


async def test_that_a_request_that_went_elsewhere_is_refused_and_said(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        exchange = replace(await sent_write(user), url="https://elsewhere.example/Users/1")
        user.bench.requests.resend(exchange)
        words = " ".join(label.text() for label in user.window.banner.findChildren(QLabel))

        assert "went to an address outside" in words
        assert user.window.tabs.count() == 0


async def test_that_each_new_request_has_a_number_of_its_own(
    desktop: Desktop, server: RecordingServer
) -> None:
    desktop.keep(saved(server))

    async with desktop.window() as user:
        for _ in range(2):
            user.bench.requests.compose("p1")
        user.bench.requests.compose("gone")

        assert titles(user) == ["Compose 1 \u2013 Acme 1", "Compose 2 \u2013 Acme 1"]
