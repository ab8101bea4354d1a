"""Paths to tick and to put in order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from scim_explorer.ui.models.path_list import PathListModel


def paths(model: PathListModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_that_ticked_paths_stand_first_in_their_order() -> None:
    model = PathListModel(["id", "title", "userName"], ["userName", "id"])

    assert paths(model) == ["userName", "id", "title"]
    assert model.ticked() == ("userName", "id")


def test_fault_84_markup_in_a_path_is_text_in_its_tool_tip_too() -> None:
    model = PathListModel(["<b>x</b>"], [])

    tip = str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))

    assert "<b>" not in tip
    assert "&lt;b&gt;x" in tip


def test_that_a_tick_adds_the_path_where_it_stands(
    qapp: object, qtmodeltester: ModelTester
) -> None:
    model = PathListModel(["id", "title", "userName"], ["userName"])
    qtmodeltester.check(model)

    model.setData(model.index(2), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)

    assert model.ticked() == ("title",)


def test_that_moving_changes_the_order_and_stops_at_the_ends(
    qapp: object, qtmodeltester: ModelTester
) -> None:
    model = PathListModel(["c"], ["a", "b"])
    qtmodeltester.check(model)

    assert model.move(0, 1) == 1
    assert model.move(0, -1) == 0
    assert model.move(2, 1) == 2
    assert model.ticked() == ("b", "a")


def test_that_ticking_only_some_puts_them_on_top() -> None:
    model = PathListModel(["a", "b", "c"], ["a"])

    model.tick_only(("c", "b"))

    assert paths(model) == ["c", "b", "a"]
    assert model.ticked() == ("c", "b")
