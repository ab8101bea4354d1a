"""The request log in the window, over a real log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from shiboken6 import delete

from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.exchanges.redact import RedactionRules
from scim_explorer.ui.display import visible
from scim_explorer.ui.log_feed import PAGE_ROWS
from scim_explorer.ui.models.exchange_table import PATH_COLUMN
from scim_explorer.ui.panes.log_pane import LogPane

CANARY = "canary-5f1c-token"
NAMES = {"p1": "Acme staging", "p2": "Local dev"}
MARKUP = "<b>bold</b><img src=x>"
Role = Qt.ItemDataRole


class Bench:
    """A log with a pane over it."""

    def __init__(self, log: ExchangeLog) -> None:
        self.log = log
        self.pane = LogPane(log)
        self.pane.resize(1440, 216)
        self.pane.show()
        self._turn = asyncio.Event()
        feed, detail = self.pane.feed, self.pane.detail
        for signal in (feed.changed, feed.size_changed, detail.shown):
            signal.connect(lambda *_: self._turn.set())

    async def add(self, count: int = 1, *, endpoint: str = "p1", **fields: object) -> None:
        """Record exchanges and wait until they are committed."""
        done = [self._append(endpoint, **fields) for _ in range(count)]
        await asyncio.gather(*done)

    def _append(self, endpoint: str, **fields: object) -> asyncio.Future[None]:
        known: dict[str, object] = {
            "number": self.log.next_number(),
            "endpoint": endpoint,
            "origin": "Browse",
            "method": "GET",
            "url": "https://scim.example/v2/Users",
            "times": Times(0.0, 1.0, 2.0, 143.0),
            "outcome": Outcome.ANSWERED,
            "request_headers": (("Authorization", f"Bearer {CANARY}"),),
            "status": 200,
            "response_body": Body(b'{"userName":"%s"}' % MARKUP.encode()),
        }
        exchange = Exchange(**(known | fields))  # type: ignore[arg-type]
        return asyncio.wrap_future(self.log.append(exchange, RedactionRules(secrets=(CANARY,))))

    def numbers(self) -> list[int]:
        model = self.pane.feed.model
        return [model.index(row, 0).data(Role.UserRole) for row in range(model.rowCount())]

    def number_at_top(self) -> int:
        table = self.pane.table
        number: int = table.indexAt(table.viewport().rect().topLeft()).data(Role.UserRole)
        return number

    async def until(self, seen: Callable[[], bool]) -> None:
        """Look again after each change; the timeout is for a test that fails."""
        async with asyncio.timeout(10):
            while not seen():
                self._turn.clear()
                await self._turn.wait()

    async def shown(self, count: int) -> None:
        feed = self.pane.feed
        await self.until(lambda: feed.model.rowCount() == count and not feed.searching)

    async def in_detail(self, number: int) -> None:
        detail = self.pane.detail
        await self.until(lambda: detail.exchange is not None and detail.exchange.number == number)


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    log = ExchangeLog.open(tmp_path / "log.db")
    found = Bench(log)
    yield found
    await found.pane.aclose()
    # Now and here: left to the garbage collector, it may die on the thread of a test to come.
    delete(found.pane)
    log.close()


def status(bench: Bench) -> str:
    text: str = bench.pane.head._status.text()
    return text


async def test_that_the_rows_of_the_tabs_endpoint_are_shown_newest_first(bench: Bench) -> None:
    await bench.add(2)
    await bench.add(1, endpoint="other")

    bench.pane.set_endpoint("p1", NAMES)

    await bench.shown(2)
    assert bench.numbers() == [2, 1]
    assert bench.pane.property("state") == "ready"


async def test_that_live_rows_come_on_top_and_the_selection_stays(bench: Bench) -> None:
    await bench.add(3)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(3)
    bench.pane.table.select(2)
    resets: list[None] = []
    bench.pane.feed.model.modelReset.connect(lambda: resets.append(None))

    await bench.add(4)
    await bench.add(1, endpoint="other")

    await bench.shown(7)
    assert bench.pane.current_number == 2
    assert resets == []


async def test_that_it_follows_at_the_top_and_holds_still_when_scrolled_away(
    bench: Bench,
) -> None:
    await bench.add(50)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(50)
    bar = bench.pane.table.verticalScrollBar()

    await bench.add(1)
    await bench.shown(51)
    assert bar.value() == 0
    assert bench.number_at_top() == 51
    assert bench.pane.head.new_button.isHidden()

    bar.setValue(20)
    watched = bench.number_at_top()
    await bench.add(12)
    await bench.shown(63)
    assert bench.number_at_top() == watched
    assert bench.pane.head.new_button.text() == "12 new"

    bench.pane.head.new_button.click()
    assert bar.value() == 0
    assert bench.pane.head.new_button.isHidden()


async def test_that_older_rows_are_read_when_the_end_comes_into_sight(bench: Bench) -> None:
    await bench.add(PAGE_ROWS + 30)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(PAGE_ROWS)
    assert bench.pane.head._count.text() == "200+"

    bench.pane.table.verticalScrollBar().setValue(PAGE_ROWS)

    await bench.shown(PAGE_ROWS + 30)
    assert bench.pane.head._count.text() == "230"
    assert bench.numbers() == list(range(PAGE_ROWS + 30, 0, -1))


async def test_that_a_search_under_way_never_looks_like_nothing_found(bench: Bench) -> None:
    await bench.add(3)
    await bench.add(1, status=409, method="POST")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(4)

    bench.pane.head.search_edit.setText("409")
    assert status(bench) == "searching..."
    assert bench.pane.feed.model.rowCount() == 4
    bench.pane.head.search_edit.returnPressed.emit()
    assert status(bench) == "searching..."

    await bench.shown(1)
    assert status(bench) == "1 found"
    assert bench.numbers() == [4]


async def test_that_nothing_found_is_said_with_the_way_back(bench: Bench) -> None:
    await bench.add(3)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(3)

    bench.pane.head.search_edit.setText("delete")
    bench.pane.head.search_edit.returnPressed.emit()
    await bench.shown(0)

    assert bench.pane.property("state") == "empty"
    (button,) = bench.pane.table.findChildren(QPushButton, "emptyButton")
    assert button.isVisible()
    button.click()
    await bench.shown(3)
    assert bench.pane.head.search_edit.text() == ""


async def test_that_news_pass_the_search_too(bench: Bench) -> None:
    bench.pane.set_endpoint("p1", NAMES)
    bench.pane.head.problems_button.click()
    await bench.shown(0)

    await bench.add(2)
    await bench.add(1, status=None, outcome=Outcome.NO_REPLY)
    await bench.add(1, status=500)

    await bench.shown(2)
    assert bench.numbers() == [4, 3]


async def test_that_all_endpoints_are_named(bench: Bench) -> None:
    await bench.add(1)
    await bench.add(1, endpoint="p2")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(1)

    bench.pane.head.scope_combo.setCurrentIndex(1)

    await bench.shown(2)
    model = bench.pane.feed.model
    assert model.index(0, model.columnCount() - 1).data() == "Local dev: Browse"


async def test_that_the_detail_keeps_its_tab_and_shows_no_secret_and_no_markup(
    bench: Bench,
) -> None:
    await bench.add(2, request_body=Body(b'{"password":"%s"}' % CANARY.encode()), method="POST")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(2)
    detail = bench.pane.detail

    bench.pane.table.select(1)
    await bench.in_detail(1)
    detail.tabs.setCurrentWidget(detail.response)
    bench.pane.table.select(2)
    await bench.in_detail(2)

    assert detail.tabs.currentWidget() is detail.response
    assert MARKUP in detail.response.text()
    assert "Authorization: Bearer \u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022" in (
        detail.request.text()
    )
    shown = [view.text() for view in (detail.request, detail.response, detail.timing, detail.curl)]
    assert not any(CANARY in text for text in shown)


async def test_that_the_detail_of_another_endpoint_leaves_with_its_tab(bench: Bench) -> None:
    await bench.add(1)
    await bench.add(1, endpoint="p2")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(1)
    bench.pane.table.select(1)
    await bench.in_detail(1)

    bench.pane.set_endpoint("p1", NAMES)
    same_tab = bench.pane.detail.exchange
    bench.pane.set_endpoint("p2", NAMES)

    assert same_tab is not None
    assert bench.pane.detail.exchange is None


async def test_fault_107_the_curl_command_on_the_clipboard_has_a_variable_for_the_token(
    bench: Bench,
) -> None:
    await bench.add(1)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(1)
    said: list[str] = []
    bench.pane.said.connect(said.append)
    bench.pane.table.select(1)
    await bench.in_detail(1)

    bench.pane.copy_curl()

    copied = QGuiApplication.clipboard().text()
    assert "$SCIM_TOKEN" in copied
    assert CANARY not in copied
    assert "\u2022" not in copied
    assert said == ["Copied as cURL. The token stands as $SCIM_TOKEN."]


async def test_fault_84_markup_in_a_path_is_text(bench: Bench) -> None:
    await bench.add(1, url="https://scim.example/v2/Users/%3Ctable%3E%E2%80%AE")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(1)

    index = bench.pane.feed.model.index(0, PATH_COLUMN)

    assert index.data() == visible("/v2/Users/<table>\u202e")


async def test_that_enter_opens_and_the_requests_reach_the_window(bench: Bench) -> None:
    await bench.add(1)
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(1)
    opened: list[int] = []
    sent: list[Exchange] = []
    composed: list[Exchange] = []
    bench.pane.exchange_opened.connect(opened.append)
    bench.pane.resend_requested.connect(sent.append)
    bench.pane.compose_requested.connect(composed.append)
    bench.pane.table.select(1)
    await bench.in_detail(1)

    QTest.keyClick(bench.pane.table, Qt.Key.Key_Return)
    bench.pane.resend_current()
    bench.pane.compose_current()

    assert opened == [1]
    assert [found.number for found in sent + composed] == [1, 1]


async def test_that_a_narrow_window_has_no_detail_beside(bench: Bench) -> None:
    bench.pane.resize(1100, 216)
    assert bench.pane.detail.isHidden()

    bench.pane.resize(1440, 216)
    assert not bench.pane.detail.isHidden()


async def test_that_clearing_asks_and_can_be_undone(bench: Bench) -> None:
    await bench.add(3)
    await bench.add(1, endpoint="p2")
    bench.pane.set_endpoint("p1", NAMES)
    await bench.shown(3)

    bench.pane.ask_clear()
    (dialog,) = [found for found in QApplication.topLevelWidgets() if isinstance(found, QDialog)]
    assert bench.pane.feed.model.rowCount() == 3
    dialog.accept()
    await bench.shown(0)
    assert bench.log.newest(endpoint="p2") != []

    bench.pane.head.undo_button.click()
    await bench.shown(3)
    assert bench.pane.head.undo_button.isHidden()


async def test_that_a_link_shows_its_row_from_any_endpoint_and_search(bench: Bench) -> None:
    await bench.add(1)
    await bench.add(1, endpoint="p2")
    bench.pane.set_endpoint("p1", NAMES)
    bench.pane.head.search_edit.setText("delete")
    bench.pane.head.search_edit.returnPressed.emit()
    await bench.shown(0)

    bench.pane.select(2)

    await bench.shown(2)
    assert bench.pane.current_number == 2
    await bench.in_detail(2)


async def test_that_the_size_is_told_for_the_status_bar(bench: Bench) -> None:
    told: list[int] = []
    bench.pane.size_changed.connect(told.append)
    bench.pane.set_endpoint("p1", NAMES)

    await bench.until(lambda: bool(told))

    assert told[0] > 0
