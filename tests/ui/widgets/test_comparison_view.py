from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import delete

from scim_explorer.ui.models.comparison import Cell, ComparisonModel, ComparisonRow
from scim_explorer.ui.widgets.comparison_view import ComparisonView


def test_that_columns_share_the_width_and_nothing_can_be_edited(qapp: object) -> None:
    view = ComparisonView()
    model = ComparisonModel(("attribute", "now", "after"), view)
    model.set_rows([ComparisonRow("title", (Cell("a" * 500), Cell("b")))])
    view.setModel(model)
    view.resize(600, 200)
    view.show()

    widths = [view.columnWidth(column) for column in range(3)]

    assert sum(widths) <= 600
    assert max(widths) - min(widths) <= 1
    assert view.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
    delete(view)
