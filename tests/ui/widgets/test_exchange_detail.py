"""One exchange in full."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator

import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from scim_explorer.exchanges.exchange import Body, Exchange
from scim_explorer.ui.widgets.exchange_detail import ExchangeDetail
from tests.ui.sample_exchanges import exchange
from tests.ui.waiting import emitted, until_idle


class GatedSource:
    """Hands out exchanges; number 1 waits for the test."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.known = {1, 2, 3}

    def get(self, number: int) -> Exchange | None:
        if number == 1:
            self.gate.wait(10)
        body = Body(b'{"id": "<b>%d</b>"}' % number)
        return exchange(number, response_body=body) if number in self.known else None


@pytest_asyncio.fixture
async def detail() -> AsyncIterator[ExchangeDetail]:
    source = GatedSource()
    found = ExchangeDetail(source)
    found.resize(520, 300)
    found.show()
    yield found
    source.gate.set()
    await found.aclose()
    delete(found)


async def test_fault_9_a_late_answer_of_an_older_selection_is_dropped(
    detail: ExchangeDetail,
) -> None:
    detail.show_number(1)

    await emitted(detail.shown, lambda: detail.show_number(2))
    assert isinstance(detail._source, GatedSource)
    detail._source.gate.set()
    await until_idle(detail.tasks)

    assert detail.exchange is not None
    assert detail.exchange.number == 2


async def test_that_a_row_that_is_gone_is_said_and_can_be_asked_for_again(
    detail: ExchangeDetail,
) -> None:
    await emitted(detail.shown, lambda: detail.show_number(9))

    assert detail.property("state") == "error"
    assert detail._strip.problem is not None
    assert detail._strip.problem.title == "Request not found"

    assert isinstance(detail._source, GatedSource)
    detail._source.known.add(9)
    await emitted(detail.shown, detail._strip.retry.emit)
    assert detail.property("state") == "ready"


async def test_that_layout_changes_what_is_shown_and_not_the_text(
    detail: ExchangeDetail,
) -> None:
    await emitted(detail.shown, lambda: detail.show_number(2))
    detail.tabs.setCurrentWidget(detail.response)
    before, lines = detail.response.text(), detail.response.line_count

    detail.pretty_button.click()

    assert detail.response.line_count < lines
    assert detail.response.text() == before


async def test_that_text_is_found_in_the_part_that_is_shown(detail: ExchangeDetail) -> None:
    await emitted(detail.shown, lambda: detail.show_number(2))
    detail.tabs.setCurrentWidget(detail.response)

    detail.open_find()
    QTest.keyClicks(detail.find_bar.edit, "<b>2")
    QTest.keyClick(detail.find_bar.edit, Qt.Key.Key_Return)

    assert detail.response.selected_text() == "<b>2"


async def test_that_no_label_reads_markup(detail: ExchangeDetail) -> None:
    await emitted(detail.shown, lambda: detail.show_number(2))

    labels = detail.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


async def test_that_nothing_selected_shows_a_sentence(detail: ExchangeDetail) -> None:
    await emitted(detail.shown, lambda: detail.show_number(2))

    detail.show_number(None)

    assert detail.property("state") == "empty"
    assert detail.tabs.isHidden()
    assert detail.exchange is None
