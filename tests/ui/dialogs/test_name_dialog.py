"""The dialog that asks for a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.name_dialog import NameDialog, ask_name


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def remark(name: str) -> tuple[str, bool]:
    return ("Taken.", False) if name == "old" else ("", True)


def asked(window: QWidget, names: list[str], name: str = "") -> NameDialog:
    return ask_name(
        window, names.append, title="Save <b>", button="&Save", name=name, remark=remark
    )


def test_that_typing_takes_the_place_of_the_proposed_name_and_enter_takes_it(
    window: QWidget,
) -> None:
    names: list[str] = []
    dialog = asked(window, names, "proposed")

    QTest.keyClicks(dialog.name_edit, "  mine ")
    QTest.keyClick(dialog.name_edit, Qt.Key.Key_Return)

    assert names == ["mine"]


def test_that_no_name_and_a_refused_one_are_not_taken(window: QWidget) -> None:
    names: list[str] = []
    dialog = asked(window, names)
    assert not dialog.ok_button.isEnabled()

    QTest.keyClicks(dialog.name_edit, "old")
    QTest.keyClick(dialog.name_edit, Qt.Key.Key_Return)

    assert names == []
    assert dialog.remark_label.text() == "Taken."
    assert dialog.name_edit.accessibleDescription() == "Taken."


def test_that_escape_takes_nothing(window: QWidget) -> None:
    names: list[str] = []

    QTest.keyClick(asked(window, names, "x"), Qt.Key.Key_Escape)

    assert names == []
