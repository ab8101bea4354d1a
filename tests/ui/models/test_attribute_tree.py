"""The tree of boxes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.attribute_nodes import attribute_nodes
from scim_explorer.ui.models.attribute_tree import AttributeTreeModel

ID = Attribute("id", returned="always")
PASSWORD = Attribute("password", returned="never", description="A <b>secret</b>")
NODES = attribute_nodes(
    [
        ("id", ID),
        ("name", Attribute("name", type="complex")),
        ("name.given", Attribute("given")),
        ("name.family", Attribute("family", returned="request")),
        ("password", PASSWORD),
        ("odd\u202e", None),
    ]
)
CHECKED, HALF, NOT = (
    Qt.CheckState.Checked,
    Qt.CheckState.PartiallyChecked,
    Qt.CheckState.Unchecked,
)


@pytest.fixture
def model(qapp: QApplication) -> AttributeTreeModel:
    return AttributeTreeModel(NODES, ("name.given",))


def at(model: AttributeTreeModel, *rows: int) -> QModelIndex:
    index = QModelIndex()
    for row in rows:
        index = model.index(row, 0, index)
    return index


def box(model: AttributeTreeModel, *rows: int) -> object:
    return at(model, *rows).data(Qt.ItemDataRole.CheckStateRole)


def click(model: AttributeTreeModel, *rows: int) -> None:
    model.setData(at(model, *rows), CHECKED, Qt.ItemDataRole.CheckStateRole)


def test_that_an_attribute_is_half_ticked_when_some_of_it_is(model: AttributeTreeModel) -> None:
    assert [box(model, 1), box(model, 1, 0), box(model, 1, 1)] == [HALF, CHECKED, NOT]
    assert model.ticked_paths() == ("name.given",)


def test_that_a_half_ticked_attribute_becomes_a_whole_one_and_then_none(
    model: AttributeTreeModel,
) -> None:
    told: list[tuple[str, ...]] = []
    model.ticked_changed.connect(lambda: told.append(model.ticked_paths()))

    click(model, 1)
    click(model, 1)

    assert told == [("name",), ()]


def test_that_a_box_below_changes_the_one_above(model: AttributeTreeModel) -> None:
    changed: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first))

    click(model, 1, 1)

    assert box(model, 1) == CHECKED
    assert {index.parent().isValid() for index in changed} == {True, False}


def test_that_each_says_when_it_is_sent(model: AttributeTreeModel) -> None:
    words = [model.index(row, 1).data() for row in range(4)]

    assert words == ["always sent", "", "never sent", "in no schema"]
    assert model.index(1, 1, at(model, 1)).data() == "only when asked for"
    assert at(model, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "id, always sent"


def test_that_names_and_descriptions_are_shown_as_characters(model: AttributeTreeModel) -> None:
    assert at(model, 3).data() == "odd\\u202E"
    assert "&lt;b&gt;" in str(at(model, 2).data(Qt.ItemDataRole.ToolTipRole))
