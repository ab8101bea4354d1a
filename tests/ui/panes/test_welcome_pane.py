from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scim_explorer.ui.panes.welcome_pane import WelcomePane
from scim_explorer.ui.theme import theme

CHOICES = ("demoButton", "connectButton", "openFileButton")


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[WelcomePane]:
    made = WelcomePane()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    theme().set_scale(1.0)


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("demoButton", "demo_requested"),
        ("connectButton", "connect_requested"),
        ("openFileButton", "open_requested"),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_that_each_choice_is_made_by_keyboard(
    pane: WelcomePane, qtbot: QtBot, name: str, signal: str, key: Qt.Key
) -> None:
    button = pane.findChild(QPushButton, name)
    assert button is not None

    with qtbot.waitSignal(getattr(pane, signal), timeout=1000):
        QTest.keyClick(button, key)


def test_that_a_click_on_the_words_is_a_click_on_the_choice(
    pane: WelcomePane, qtbot: QtBot
) -> None:
    words = pane.connect_button.findChildren(QLabel)[1]
    under = pane.childAt(words.mapTo(pane, words.rect().center()))
    assert under is not None

    with qtbot.waitSignal(pane.connect_requested, timeout=1000):
        QTest.mouseClick(under, Qt.MouseButton.LeftButton)


def test_that_the_arrows_walk_the_choices_and_stop_at_the_ends(pane: WelcomePane) -> None:
    pane.activateWindow()
    pane.setFocus()
    walked = [pane.focusWidget().objectName()]

    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(pane.focusWidget(), key)
        walked.append(pane.focusWidget().objectName())

    assert walked == [CHOICES[0], *CHOICES, CHOICES[2]]


def test_that_every_choice_says_what_it_is_and_what_it_does(pane: WelcomePane) -> None:
    buttons = pane.findChildren(QPushButton)

    assert {button.objectName() for button in buttons} == set(CHOICES)
    for button in buttons:
        shown = [label.text() for label in button.findChildren(QLabel)]
        assert button.accessibleName() in shown
        assert button.accessibleDescription() in shown


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_no_sentence_is_cut_however_large_the_text(pane: WelcomePane, scale: float) -> None:
    theme().set_scale(scale)
    pane.resize(960, 1000)
    pane.grab()

    for label in pane.findChildren(QLabel):
        if label.text() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())
