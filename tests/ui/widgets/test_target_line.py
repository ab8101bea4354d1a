"""Method and path of a hand-made request."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.target_line import TargetLine


def test_that_any_method_can_be_typed(qtbot: QtBot) -> None:
    line = TargetLine(())
    qtbot.addWidget(line)

    with qtbot.waitSignal(line.changed):
        line.method_combo.setCurrentText("PROPFIND")

    assert line.method_combo.currentText() == "PROPFIND"
    assert line.method_combo.count() == 7


def test_that_paths_complete_in_any_letter_case_and_enter_is_told(qtbot: QtBot) -> None:
    line = TargetLine(("/Users", "/Users/.search"))
    qtbot.addWidget(line)
    completer = line.path_edit.completer()
    assert completer is not None

    completer.setCompletionPrefix("/us")
    assert completer.completionCount() == 2
    with qtbot.waitSignal(line.entered):
        QTest.keyClick(line.path_edit, Qt.Key.Key_Return)
