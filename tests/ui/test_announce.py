"""Words for a screen reader."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scim_explorer.ui.announce import announce


def test_that_announcing_changes_nothing_on_the_screen(qtbot: QtBot) -> None:
    label = QLabel("as it was")
    qtbot.addWidget(label)
    QAccessible.setActive(True)

    for text in ("Loaded 100 of 1,104", ""):
        announce(label, text, assertive=bool(text))

    assert label.text() == "as it was"
