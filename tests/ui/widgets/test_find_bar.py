"""The field that narrows the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.find_bar import FindBar


def test_that_esc_closes_the_bar_before_it_reaches_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = FindBar()
    QVBoxLayout(window).addWidget(bar)
    stopped: list[None] = []
    QShortcut(Qt.Key.Key_Escape, window, lambda: stopped.append(None))
    words: list[str] = []
    bar.changed.connect(words.append)
    with qtbot.waitExposed(window):
        window.show()
    bar.open_bar()
    QTest.keyClicks(bar.edit, "am")

    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)

    assert words == ["a", "am", ""]
    assert stopped == []
    assert not bar.isVisible()
