"""A combo box that says what its value is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.value_combo import ValueCombo


def combo(qtbot: QtBot) -> ValueCombo:
    made = ValueCombo("Sort: {0}")
    qtbot.addWidget(made)
    made.addItems(["id", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"])
    made.show()
    return made


def test_that_it_is_as_wide_as_what_it_shows(qtbot: QtBot) -> None:
    made = combo(qtbot)
    short = made.sizeHint().width()

    made.setCurrentIndex(1)

    assert made.shown_text().startswith("Sort: urn:")
    assert made.sizeHint().width() > 2 * short
    assert made.minimumSizeHint().width() < made.sizeHint().width()


def test_that_the_wheel_does_not_change_the_value(qtbot: QtBot) -> None:
    made = combo(qtbot)
    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(made, down)

    assert made.currentIndex() == 0
