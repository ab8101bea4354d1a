from __future__ import annotations

from PySide6.QtWidgets import QTreeView
from shiboken6 import delete

from scim_explorer.ui.models.comparison import Cell, ComparisonModel, ComparisonRow
from scim_explorer.ui.theme import TREE_ROW, theme
from scim_explorer.ui.widgets.padded_delegate import PaddedDelegate


def test_that_rows_are_high_enough_and_a_tint_fills_the_whole_cell(qapp: object) -> None:
    view = QTreeView()
    view.setItemDelegate(PaddedDelegate(view))
    model = ComparisonModel(("attribute", "after"), view)
    model.set_rows([ComparisonRow("title", (Cell("x", "error"),))])
    view.setModel(model)
    view.resize(400, 100)
    view.show()
    cell = view.visualRect(model.index(0, 1))

    image = view.viewport().grab().toImage()

    assert cell.height() >= TREE_ROW
    tint = theme().colour("error_tint")
    assert image.pixelColor(cell.left() + 1, cell.center().y()) == tint
    assert image.pixelColor(cell.right() - 1, cell.center().y()) == tint
    delete(view)
