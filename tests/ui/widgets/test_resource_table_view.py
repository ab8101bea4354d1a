"""The table as a widget, without a server."""

from __future__ import annotations

import pytest
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column, Kind
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.cell_delegate import CellDelegate
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from tests.ui.fake_directory import list_body, user

COLUMNS = (
    Column("id", Kind.ID),
    Column("displayName"),
    Column("meta.lastModified", Kind.DATE),
)


def made(qtbot: QtBot, rows: int = 1_000_000, **members: object) -> ResourceTableView:
    model = ResourceTableModel()
    model.show_columns(COLUMNS)
    body = list_body([user(n, **members) for n in range(min(rows, 100))], rows)
    model.show_cache(PageCache(read_list(body), 100, FIRST))
    view = ResourceTableView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.show_widths({"displayName": 80})
    view.resize(500, 500)
    view.show()
    return view


def show_four(view: ResourceTableView) -> None:
    model = view.model()
    assert isinstance(model, ResourceTableModel)
    model.show_columns((*COLUMNS, Column("title")))


def tip(view: ResourceTableView, row: int, column: int) -> str:
    index = view.model().index(row, column)
    delegate = view.itemDelegateForIndex(index)
    assert isinstance(delegate, CellDelegate)
    return delegate.tip(index, view)


def test_that_it_says_which_rows_it_shows(qtbot: QtBot) -> None:
    view = made(qtbot)
    seen: list[tuple[int, int]] = []
    view.rows_shown.connect(lambda first, last: seen.append((first, last)))

    view.verticalScrollBar().setValue(500_000)

    first, last = seen[-1]
    assert first == 500_000
    assert 10 < last - first < 40


def test_that_selecting_a_million_rows_makes_no_index_for_each(qtbot: QtBot) -> None:
    view = made(qtbot)

    view.selectAll()

    rows = view.selected_rows()
    assert [next(rows), next(rows)] == [0, 1]


def test_that_overlapping_ranges_give_each_row_once(qtbot: QtBot) -> None:
    view = made(qtbot, 100)
    model, selection = view.model(), QItemSelection()
    for top, bottom in ((5, 6), (2, 3), (3, 3)):
        selection.select(model.index(top, 0), model.index(bottom, 3))
    view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    assert list(view.selected_rows()) == [2, 3, 5, 6]


def test_that_tips_show_what_the_cell_does_not(qtbot: QtBot) -> None:
    long = "<b>bold</b> " * 20
    view = made(qtbot, 2, displayName=long, id="short")

    assert tip(view, 0, 1) == ""
    assert "&lt;b&gt;bold" in tip(view, 0, 2)
    assert tip(view, 0, 3) == "2026-11-23T13:02:00Z"


def test_that_a_tip_of_a_huge_value_is_cut(qtbot: QtBot) -> None:
    view = made(qtbot, 1, displayName="x" * 1_000_000)

    assert len(tip(view, 0, 2)) < 3_000


@pytest.mark.parametrize("selected", [False, True])
def test_that_a_row_not_loaded_paints_a_bar_and_no_text(qtbot: QtBot, *, selected: bool) -> None:
    view = made(qtbot)
    view.verticalScrollBar().setValue(5_000)
    if selected:
        view.selectRow(5_001)
    rect = view.visualRect(view.model().index(5_001, 1))

    picture = view.viewport().grab(rect).toImage()

    colours = {
        QColor(picture.pixel(x, y)).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert theme().tokens.hairline in colours
    assert theme().tokens.text not in colours


def test_that_columns_that_do_not_fit_hide_from_the_right_and_come_back(qtbot: QtBot) -> None:
    view = made(qtbot, 10)
    show_four(view)

    def hidden() -> list[bool]:
        return [view.isColumnHidden(section) for section in range(5)]

    view.show_widths({}, fit=True)
    view.resize(400, 300)
    narrow = hidden()
    view.resize(700, 300)

    assert narrow == [False, False, False, False, True]
    assert hidden() == [False] * 5

    view.show_widths({}, fit=False)
    view.resize(400, 300)

    assert hidden() == [False] * 5


def test_that_hiding_a_column_is_not_taken_for_a_width(qtbot: QtBot) -> None:
    view = made(qtbot, 10)
    show_four(view)
    widths: list[object] = []
    view.widths_changed.connect(widths.append)

    view.show_widths({}, fit=True)
    view.resize(300, 300)

    assert widths == []


def test_that_a_column_hidden_before_the_first_picture_is_not_taken_for_a_width(
    qtbot: QtBot,
) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(QWidget())
    view = made(qtbot, 10)
    show_four(view)
    stack.addWidget(view)
    stack.resize(300, 300)
    stack.show()
    widths: list[object] = []
    view.widths_changed.connect(widths.append)

    view.show_widths({}, fit=True)
    stack.setCurrentWidget(view)

    assert view.isColumnHidden(4)
    assert widths == []


def test_that_three_default_columns_fit_a_small_window_without_a_scroll_bar(qtbot: QtBot) -> None:
    view = made(qtbot, 10)

    view.show_widths({}, fit=True)
    view.resize(300, 300)
    narrow = [view.columnWidth(section) for section in (1, 2, 3)]
    spare = view.viewport().width() - view.horizontalHeader().length()
    view.resize(700, 300)

    assert not view.isColumnHidden(3)
    assert min(narrow) >= 60
    assert spare >= 0
    assert view.columnWidth(1) == 190


def test_that_column_0_stays_first_and_fixed(qtbot: QtBot) -> None:
    view = made(qtbot)
    header = view.horizontalHeader()
    widths: list[object] = []
    view.widths_changed.connect(widths.append)

    header.resizeSection(0, 300)

    assert not header.isFirstSectionMovable()
    assert widths == []


def test_that_the_row_height_follows_the_text(qtbot: QtBot) -> None:
    view = made(qtbot, 10)

    assert view.rowHeight(0) >= 24
    assert view.verticalHeader().isHidden()
    assert view.textElideMode() != Qt.TextElideMode.ElideNone


class Painted(QObject):
    """Keeps which parts of a widget were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.parts: list[QRect] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.parts.append(event.rect())
        return False


@pytest.mark.parametrize(("page", "is_painted"), [(0, True), (5_000, False)])
def test_that_a_page_is_painted_when_it_came_only_if_it_is_on_the_screen(
    qtbot: QtBot, page: int, *, is_painted: bool
) -> None:
    view = made(qtbot)
    model = view.model()
    assert isinstance(model, ResourceTableModel)
    painted = Painted(view.viewport())
    dot = QRect(0, 0, 1, 1)

    def only_the_dot() -> bool:
        is_quiet = painted.parts[-1:] == [dot]
        view.viewport().update(dot)
        return is_quiet

    qtbot.waitUntil(only_the_dot)
    qtbot.waitUntil(lambda: painted.parts[-2:] == [dot, dot])
    painted.parts.clear()

    rows = [user(n, title="new") for n in range(page * 100, page * 100 + 100)]
    model.add_page(page, read_list(list_body(rows, 1_000_000)))
    view.viewport().update(dot)
    qtbot.waitUntil(lambda: bool(painted.parts))

    assert (painted.parts != [dot]) is is_painted
