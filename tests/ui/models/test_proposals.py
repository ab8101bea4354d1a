"""Proposals as a list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.completion import Item
from scim_explorer.ui.models.proposals import ProposalsModel


def test_that_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ProposalsModel()
    model.show((Item("eq", "equal"), Item("true")))

    qtmodeltester.check(model)


def test_that_text_and_detail_are_shown_harmlessly_and_inserted_as_they_are(qtbot: QtBot) -> None:
    del qtbot
    model = ProposalsModel()
    model.show((Item('"a\u202eb"', "seen"), Item("pr")))

    first = model.index(0, 0)
    assert "\u202e" not in str(first.data())
    assert first.data(Qt.ItemDataRole.EditRole) == '"a\u202eb"'
    assert model.index(0, 1).data() == "seen"
    assert str(first.data(Qt.ItemDataRole.AccessibleTextRole)).endswith(", seen")
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "pr"
    assert QModelIndex().data() is None
    assert (model.rowCount(first), model.columnCount(first)) == (0, 0)
