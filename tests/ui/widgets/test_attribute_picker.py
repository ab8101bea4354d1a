"""Finding attributes in the tree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.models.attribute_nodes import attribute_nodes
from scim_explorer.ui.widgets.attribute_picker import AttributePicker

PATHS = ("id", "name.given", "name.family", "emails.value", "urn:x:Y:boss.id")


@pytest.fixture
def picker(qtbot: QtBot) -> AttributePicker:
    made = AttributePicker(attribute_nodes((path, None) for path in PATHS), ("name.given",))
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    return made


def shown(picker: AttributePicker, parent: QModelIndex | None = None) -> list[str]:
    """Return the labels of the rows that can be seen, from top to bottom."""
    found: list[str] = []
    above = parent or QModelIndex()
    for row in range(picker.model.rowCount(above)):
        if picker.tree.isRowHidden(row, above):
            continue
        index = picker.model.index(row, 0, above)
        found.append(str(index.data()))
        if picker.tree.isExpanded(index):
            found += shown(picker, index)
    return found


def test_that_what_is_ticked_in_part_is_unfolded(picker: AttributePicker) -> None:
    assert shown(picker) == ["id", "name", "given", "family", "emails", "urn:x:Y"]


def test_that_typing_leaves_what_matches_and_what_is_above_it(picker: AttributePicker) -> None:
    QTest.keyClicks(picker.search_edit, "y bo ID")

    assert shown(picker) == ["urn:x:Y", "boss", "id"]


def test_that_a_match_keeps_what_is_below_it(picker: AttributePicker) -> None:
    QTest.keyClicks(picker.search_edit, "name")

    assert shown(picker) == ["name", "given", "family"]


def test_that_an_empty_search_shows_all_again(picker: AttributePicker) -> None:
    QTest.keyClicks(picker.search_edit, "boss")

    picker.search_edit.clear()

    assert shown(picker) == ["id", "name", "given", "family", "emails", "urn:x:Y"]


def test_that_the_space_bar_ticks(picker: AttributePicker) -> None:
    picker.tree.setFocus()

    QTest.keyClick(picker.tree, Qt.Key.Key_Space)

    assert picker.model.ticked_paths() == ("id", "name.given")
