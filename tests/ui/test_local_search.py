"""Searching and sorting what is loaded, as the user does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest_asyncio
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.local_search import REST_MS, SLOW_MS, LocalSearch
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column
from scim_explorer.ui.widgets.find_bar import FindBar
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.row_choice import RowChoice
from tests.protocol.filters.people import ATTRIBUTES
from tests.ui.fake_directory import list_body, user
from tests.ui.waiting import until, until_idle

TITLES = ("Pilot", "nurse", "Cook", "pilot", "")
PAGE_ROWS = len(TITLES)


def page(start: int, total: int = PAGE_ROWS) -> ListPage:
    rows = [user(start + n, title=title) for n, title in enumerate(TITLES)]
    return read_list(list_body(rows, total))


class Bench:
    """A table of five people and the field above it."""

    def __init__(self, *, slow_ms: int = SLOW_MS) -> None:
        self.window = QWidget()
        self.model = ResourceTableModel(self.window)
        self.model.show_columns((Column("userName"), Column("title")))
        self.table = ResourceTableView(self.model, self.window)
        self.bar = FindBar(self.window)
        choice = RowChoice(self.table, self.model)
        self.search = LocalSearch(self.bar, self.model, choice, self.window, slow_ms=slow_ms)
        self.search.take(ATTRIBUTES)
        self.show(page(0))

    def show(self, first: ListPage) -> None:
        self.model.show_cache(PageCache(first, PAGE_ROWS, FIRST))
        self.search.list_began()

    async def after(self, action: Callable[[], object]) -> list[object]:
        """Return the titles from top to bottom after all work that ``action`` causes."""
        await until_idle(self.search.tasks, action)
        return self.titles

    async def typed(self, text: str) -> list[object]:
        return await self.after(lambda: self.bar.edit.setText(text))

    async def sorted(self, path: str, *, descending: bool = False) -> list[object]:
        return await self.after(lambda: self.search.sort(path, descending=descending))

    @property
    def titles(self) -> list[object]:
        return [self.model.index(row, 2).data() for row in range(self.model.rowCount())]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    await made.search.aclose()
    delete(made.window)


async def test_that_a_filter_is_evaluated_and_counted_as_one(bench: Bench) -> None:
    titles = await bench.typed('title eq "pilot" and userName pr')

    assert titles == ["Pilot", "pilot"]
    assert bench.search.state[:3] == (2, 5, True)
    assert bench.bar.filter_button.isChecked()


async def test_that_words_are_found_as_words(bench: Bench) -> None:
    titles = await bench.typed("o")

    assert "nurse" in titles
    assert not bench.search.state.is_filter
    assert not bench.bar.filter_button.isChecked()


async def test_that_a_wrong_guess_is_undone_with_one_click(bench: Bench) -> None:
    await bench.typed("title pr")

    assert await bench.after(bench.bar.filter_button.click) == []
    assert await bench.after(bench.bar.filter_button.click) == list(TITLES[:4])


async def test_that_a_filter_in_the_making_leaves_what_was_found(bench: Bench) -> None:
    await bench.typed('title eq "nurse"')

    titles = await bench.typed('title eq "nurse" or title')

    assert titles == ["nurse"]
    assert bench.search.state.found == 1


def test_that_what_a_filter_lacks_is_said_once_the_typing_rests(qtbot: QtBot) -> None:
    bench = Bench()
    note = bench.bar.note
    bench.bar.edit.setText("title eq")
    before = note.text()

    qtbot.waitUntil(lambda: bool(note.text()), timeout=REST_MS * 10)

    assert before == ""
    assert note.text().startswith("Column 9: A value is missing")
    delete(bench.window)


async def test_that_what_a_filter_lacked_is_said_no_more(bench: Bench) -> None:
    bench.bar.show_note("Column 9: A value is missing")

    await bench.typed("title pr")

    assert bench.bar.note.text() == ""


async def test_that_closing_the_bar_shows_all_rows(bench: Bench) -> None:
    await bench.typed("title pr")

    bench.bar.close_bar()

    assert bench.titles == list(TITLES)
    assert bench.search.state.found is None


async def test_that_loaded_rows_are_sorted_both_ways_and_back(bench: Bench) -> None:
    assert await bench.sorted("title") == ["", "Cook", "nurse", "Pilot", "pilot"]
    assert await bench.sorted("title", descending=True) == ["Pilot", "pilot", "nurse", "Cook", ""]
    assert bench.search.state.sorted_by == "title"
    assert bench.model.own_sort[:2] == ("title", True)
    assert await bench.sorted("") == list(TITLES)
    assert bench.search.state.sorted_by == ""
    assert bench.model.own_sort.path == ""


async def test_that_a_search_keeps_the_order_and_the_other_way_round(bench: Bench) -> None:
    await bench.sorted("title", descending=True)

    assert await bench.typed('not (title sw "p")') == ["nurse", "Cook", ""]
    assert await bench.typed("") == ["Pilot", "pilot", "nurse", "Cook", ""]


async def test_that_the_chosen_row_stays_chosen(bench: Bench) -> None:
    bench.table.selectRow(2)

    await bench.sorted("title")

    assert bench.table.currentIndex().row() == 1


async def test_that_what_was_found_is_shown_from_its_top_and_stays_where_it_is_scrolled_to(
    bench: Bench,
) -> None:
    bench.table.resize(300, 70)
    bench.table.show()
    bench.window.show()
    bench.table.scrollToBottom()
    scroll_bar = bench.table.verticalScrollBar()

    await bench.typed("user")
    at_first = scroll_bar.value()
    bench.table.scrollToBottom()
    await bench.after(bench.search.rows_came)

    assert (at_first, scroll_bar.value()) == (0, scroll_bar.maximum())
    assert scroll_bar.maximum() > 0


async def test_that_pages_that_come_are_searched_and_sorted_too(bench: Bench) -> None:
    bench.show(page(0, total=10))
    await bench.typed('title eq "cook"')
    await bench.sorted("userName", descending=True)

    bench.model.add_page(1, page(5, total=10))
    await bench.after(bench.search.rows_came)

    names = [bench.model.index(row, 1).data() for row in range(bench.model.rowCount())]
    assert names == ["user0000007@example.com", "user0000002@example.com"]


async def test_that_pages_that_come_meanwhile_are_not_forgotten(bench: Bench) -> None:
    bench.show(page(0, total=10))
    bench.bar.edit.setText('title eq "cook"')

    bench.model.add_page(1, page(5, total=10))
    bench.search.rows_came()
    await until(bench.search.changed, lambda: bench.search.state.found == 2)

    assert bench.titles == ["Cook", "Cook"]


async def test_that_another_list_is_searched_in_its_turn(bench: Bench) -> None:
    await bench.typed('title eq "pilot"')

    titles = await bench.after(lambda: bench.show(page(100)))

    assert titles == ["Pilot", "pilot"]
    assert bench.model.index(0, 1).data() == "user0000100@example.com"


async def test_that_words_are_looked_for_in_the_columns_shown_now(bench: Bench) -> None:
    await bench.typed("nurse")
    bench.model.show_columns((Column("userName"), Column("displayName")))

    assert await bench.after(bench.search.columns_changed) == []


async def test_that_a_long_search_is_said_to_run() -> None:
    bench = Bench(slow_ms=0)
    states = []
    bench.search.changed.connect(lambda: states.append(bench.search.state.is_searching))
    bench.bar.edit.setText("title pr")

    await until_idle(bench.search.tasks)

    assert states[-1] is False
    assert not bench.search.state.is_searching
    delete(bench.window)
