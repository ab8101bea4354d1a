"""The tree of a filter's parts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.ui.models.clause_rows import ClauseRow
from scim_explorer.ui.widgets.clause_view import ClauseView

LEAF = ClauseRow(
    'title co "<b>"', matched=False, note='"x"', span=Span(4, 9), whole='title co "<b>"'
)
TREE = ClauseRow(
    "not", matched=True, note="", span=Span(0, 10), whole='not (title co "<b>")', parts=(LEAF,)
)


@pytest.fixture
def view(qtbot: QtBot) -> ClauseView:
    made = ClauseView()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def cell(view: ClauseView, column: int, parent: QModelIndex | None = None) -> QModelIndex:
    return view.model().index(0, column, parent or QModelIndex())


def test_that_all_parts_are_open_with_word_and_values(view: ClauseView) -> None:
    view.show_row(TREE, "Values looked at")

    top = cell(view, 0)
    assert view.isExpanded(top)
    assert (top.data(), cell(view, 1).data()) == ("not", "true")
    assert cell(view, 0, top).data() == 'title co "<b>"'
    assert cell(view, 1, top).data() == 'false  "x"'
    assert view.model().headerData(1, Qt.Orientation.Horizontal) == "Values looked at"


def test_that_a_part_is_spoken_whole_and_its_markup_is_text(view: ClauseView) -> None:
    view.show_row(TREE, "")

    leaf = cell(view, 0, cell(view, 0))
    assert leaf.data(Qt.ItemDataRole.AccessibleTextRole) == 'title co "<b>", false  "x"'
    assert "&lt;b&gt;" in leaf.data(Qt.ItemDataRole.ToolTipRole)


def test_that_without_a_resource_nothing_is_true_or_false(view: ClauseView) -> None:
    counted = ClauseRow("title pr", matched=None, note="3 / 40", span=Span(0, 8), whole="title pr")

    view.show_row(counted, "Holds for")

    assert cell(view, 1).data() == "3 / 40"
    assert cell(view, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_that_a_chosen_part_says_its_place(view: ClauseView, qtbot: QtBot) -> None:
    view.show_row(TREE, "")

    with qtbot.waitSignal(view.chosen) as told:
        view.activated.emit(cell(view, 1, cell(view, 0)))

    assert told.args == [Span(4, 9)]


def test_that_it_can_be_emptied(view: ClauseView) -> None:
    view.show_row(TREE, "")
    view.show_row(None, "")

    assert view.model().rowCount() == 0
