from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.empty_note import EmptyNote


def test_that_sentence_and_button_are_there(qtbot: QtBot) -> None:
    note = EmptyNote("No users match this filter.", "Show all users")
    qtbot.addWidget(note)
    label, button = note.findChild(QLabel), note.findChild(QPushButton)
    assert isinstance(label, QLabel)
    assert isinstance(button, QPushButton)

    with qtbot.waitSignal(note.activated):
        button.click()

    assert label.text() == "No users match this filter."
    assert button.text() == "Show all users"


def test_that_without_an_action_there_is_no_button(qtbot: QtBot) -> None:
    note = EmptyNote("Nothing here.")
    qtbot.addWidget(note)
    button = note.findChild(QPushButton)

    assert isinstance(button, QPushButton)
    assert button.isHidden()
