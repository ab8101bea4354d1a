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


def test_that_what_the_user_says_about_the_text_holds_until_it_is_empty(qtbot: QtBot) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)
    said: list[bool | None] = []
    bar.changed.connect(lambda _text: said.append(bar.as_filter))
    bar.edit.setText("title pr")
    bar.show_reading(is_filter=True)

    bar.filter_button.click()
    bar.edit.setText("title pr or")
    bar.edit.clear()

    assert said == [None, False, False, None]


def test_that_the_way_a_text_is_taken_is_said_in_words(qtbot: QtBot) -> None:
    bar = FindBar()
    qtbot.addWidget(bar)

    bar.show_reading(is_filter=True)

    assert bar.filter_button.isChecked()
    assert "SCIM filter" in bar.edit.accessibleDescription()
