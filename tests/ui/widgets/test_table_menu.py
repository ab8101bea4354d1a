"""Copies out of the table, and its menu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from shiboken6 import delete

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.models.page_cache import PageCache, Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.sort_menu import SortMenu
from scim_explorer.ui.widgets.table_menu import TableMenu

BODY = (
    b'{"totalResults":200,"Resources":[{"id":"a", "userName":"x\\ud800\\u0000"},'
    b'{"id":"b","n":1.50},{"userName":"no id"}]}'
)


class Bench:
    """A table of three rows of which one has no id; 197 more are not loaded."""

    def __init__(self) -> None:
        model = ResourceTableModel()
        model.show_columns((Column("userName"), Column("n")))
        model.show_cache(PageCache(read_list(BODY), 3, FIRST))
        self.view = ResourceTableView(model)
        model.setParent(self.view)
        self.view.show_widths({})
        self.view.resize(500, 400)
        self.view.show()
        self.menu = TableMenu(self.view, model, SortMenu(self.view, model))
        self.said: list[str] = []
        self.menu.copied.connect(self.said.append)

    def select(self, row: int) -> None:
        # Not selectRow: it asks the header for a section at x = 0, and selects nothing without.
        flag = QItemSelectionModel.SelectionFlag
        index = self.view.model().index(row, 0)
        self.view.selectionModel().select(index, flag.ClearAndSelect | flag.Rows)

    def menu_on(self, row: int, column: int = 1) -> QMenu | None:
        index = self.view.model().index(row, column)
        return self.menu.menu_at(self.view.visualRect(index).center())


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    made = Bench()
    yield made
    delete(made.view)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_that_json_is_copied_as_the_server_sent_it(bench: Bench) -> None:
    bench.select(1)

    bench.menu.copy_json()

    assert clipboard() == '{"id":"b","n":1.50}'
    assert bench.said == ["Copied 1 resource(s) as JSON"]


def test_that_only_loaded_rows_of_a_selection_are_copied(bench: Bench) -> None:
    bench.view.selectAll()

    bench.menu.copy_ids()

    assert clipboard() == "a\nb"


def test_that_a_lone_surrogate_does_not_break_the_clipboard(bench: Bench) -> None:
    bench.select(0)

    bench.menu.copy_table()

    assert clipboard().startswith("x\ufffd")


def test_that_nothing_selected_copies_nothing(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("before")

    bench.menu.copy_table()

    assert (clipboard(), bench.said) == ("before", [])


def test_that_a_placeholder_has_no_menu(bench: Bench) -> None:
    assert bench.menu_on(10) is None
    assert bench.menu.menu_at(QPoint(9_999, 9_999)) is None


def test_that_the_row_under_the_pointer_is_handed_on(bench: Bench) -> None:
    rows: list[Row] = []
    for signal in (bench.menu.opened, bench.menu.tab_requested, bench.menu.delete_requested):
        signal.connect(rows.append)
    menu = bench.menu_on(1)
    assert menu is not None

    for action in menu.actions():
        if action.text() in ("&Open", "Open as &tab", "&Delete..."):
            action.trigger()

    assert [row.id for row in rows] == ["b", "b", "b"]


def test_that_no_filter_is_offered_on_the_column_of_remarks(bench: Bench) -> None:
    on_mark, on_value = bench.menu_on(1, 0), bench.menu_on(1, 2)
    assert on_mark is not None
    assert on_value is not None

    assert not any("Filter" in action.text() for action in on_mark.actions())
    assert any('n eq "1.50"' in action.text() for action in on_value.actions())


def test_that_the_loaded_rows_can_be_sorted_from_a_cell_with_the_keyboard(bench: Bench) -> None:
    menu, on_mark = bench.menu_on(1, 2), bench.menu_on(1, 0)
    assert menu is not None
    assert on_mark is not None
    sort = next(one for one in menu.actions() if one.text() == "&Sort the loaded rows").menu()
    assert isinstance(sort, QMenu)

    assert sort.actions()[0].text() == "Sort the loaded rows by n, &ascending"
    assert all(one.menu() is None for one in on_mark.actions())
