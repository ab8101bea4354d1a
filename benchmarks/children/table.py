"""Scroll the table of resources at a million rows, and show it at a million and at a thousand."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from benchmarks.children.exchanges import user_read
from scim_explorer.protocol.list_response import LIST_URN, ListPage, read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.protocol.rfc_schemas import rfc_resource_types, rfc_schema_set
from scim_explorer.ui.models.column_choice import ColumnChoice
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView

MILLION, THOUSAND = 1_000_000, 1000
PAGE_ROWS = 1000
PAGES = (500, 501, 502)
SCREENS = 60


class ConstantModel(ResourceTableModel):
    """The floor: every cell is the same text, nothing is looked up."""

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return MILLION

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        return "user0012345@example.com" if role == Qt.ItemDataRole.DisplayRole else None


def page(first: int, total: int) -> ListPage:
    rows = b",".join(user_read(first + i).response_body.data for i in range(PAGE_ROWS))
    head = b'{"schemas":["%s"],"totalResults":%d,"Resources":[' % (LIST_URN.encode(), total)
    return read_list(head + rows + b"]}")


def shown(model: ResourceTableModel) -> ResourceTableView:
    view = ResourceTableView(model)
    kind = next(one for one in rfc_resource_types() if one.name == "User")
    choice = ColumnChoice(kind, rfc_schema_set())
    model.show_columns(choice.columns((), page(0, THOUSAND).rows[:50]))
    view.show_widths({})
    view.resize(1100, 800)
    view.show()
    QTest.qWaitForWindowExposed(view)
    return view


def scroll_ms(view: ResourceTableView) -> float:
    """Return the median time of one screen further down, painted."""
    first, last = view.visible_rows()
    step = max(last - first, 1)
    start = PAGES[0] * PAGE_ROWS
    times = []
    for screen in range(SCREENS):
        began = perf_counter()
        view.verticalScrollBar().setValue(start + screen * step)
        view.viewport().repaint()
        times.append((perf_counter() - began) * 1000)
    return median(times)


def show_ms(view: ResourceTableView, model: ResourceTableModel, first: ListPage) -> float:
    """Return the time from an answer to its painted rows, on an empty table."""
    model.show_cache(None)
    view.viewport().repaint()
    began = perf_counter()
    model.show_cache(PageCache(first, PAGE_ROWS, FIRST))
    view.viewport().repaint()
    return (perf_counter() - began) * 1000


def main(rounds: int) -> None:
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    theme().apply(ThemeChoice.LIGHT)
    model = ResourceTableModel()
    view, constant = shown(model), shown(ConstantModel())
    million, thousand = page(0, MILLION), page(0, THOUSAND)
    later = [(number, page(number * PAGE_ROWS, MILLION)) for number in PAGES]

    def scroll_ours() -> float:
        model.show_cache(PageCache(million, PAGE_ROWS, FIRST))
        for number, answer in later:
            model.add_page(number, answer)
        return scroll_ms(view)

    measured: dict[str, Callable[[], float]] = {
        "scroll_ms": scroll_ours,
        "constant_scroll_ms": lambda: scroll_ms(constant),
        "show_million_ms": lambda: show_ms(view, model, million),
        "show_thousand_ms": lambda: show_ms(view, model, thousand),
    }
    times: dict[str, list[float]] = {name: [] for name in measured}
    for turn in range(rounds + 1):
        for name, run in measured.items():
            took = run()
            if turn:  # the first one only warms up
                times[name].append(took)
    print(json.dumps(times))


if __name__ == "__main__":
    main(int(sys.argv[1]))
