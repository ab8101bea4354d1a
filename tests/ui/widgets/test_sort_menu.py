"""The menu of the headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from shiboken6 import delete

from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.sort_menu import SortMenu


@pytest.fixture
def menu(qapp: object) -> Iterator[SortMenu]:
    model = ResourceTableModel()
    model.show_columns((Column("a&b"), Column("title")))
    view = ResourceTableView(model)
    model.setParent(view)
    view.show_widths({})
    yield SortMenu(view, model)
    delete(view)


def on(menu: SortMenu, section: int) -> QMenu | None:
    header = menu.view.horizontalHeader()
    return menu.menu_at(QPoint(header.sectionViewportPosition(section) + 2, 4))


def test_that_a_heading_offers_both_ways_and_the_order_of_the_server(menu: SortMenu) -> None:
    asked: list[tuple[str, bool]] = []
    menu.requested.connect(lambda path, down: asked.append((path, down)))
    menu.model.show_own_sort("a&b", descending=True)
    opened = on(menu, 1)
    assert opened is not None

    for action in opened.actions():
        action.trigger()

    assert asked == [("a&b", False), ("a&b", True), ("", False)]
    assert [one.text() for one in opened.actions()] == [
        "Sort the loaded rows by a&&b, &ascending",
        "Sort the loaded rows by a&&b, &descending",
        "&Server's order",
    ]


def test_that_the_order_that_is_shown_is_marked(menu: SortMenu) -> None:
    menu.model.show_own_sort("title", descending=True)
    here, other = on(menu, 2), on(menu, 1)
    assert here is not None
    assert other is not None

    assert [one.isChecked() for one in here.actions()] == [False, True, False]
    assert not any(one.isChecked() for one in other.actions())


def test_that_without_an_order_of_our_own_there_is_none_to_leave(menu: SortMenu) -> None:
    opened = on(menu, 1)
    assert opened is not None

    assert not opened.actions()[-1].isEnabled()


def test_that_the_column_of_remarks_has_no_menu(menu: SortMenu) -> None:
    assert on(menu, 0) is None


def test_that_attributes_of_one_extension_can_be_told_apart(menu: SortMenu) -> None:
    path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"
    menu.model.show_columns((Column(path), Column("title")))
    opened = on(menu, 1)
    assert opened is not None

    assert path in opened.actions()[0].text()
