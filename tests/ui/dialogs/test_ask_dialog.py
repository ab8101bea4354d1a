from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.ask_dialog import AskDialog, ask


@pytest.fixture
def answers() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def question(window: QWidget, answers: list[str], typed_name: str = "") -> AskDialog:
    return ask(
        window,
        lambda: answers.append("yes"),
        title="Delete <b>Acme</b>?",
        text="The profile is deleted. <img src=x>",
        button="&Delete",
        typed_name=typed_name,
    )


def test_that_enter_means_no(window: QWidget, answers: list[str]) -> None:
    dialog = question(window, answers)

    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

    assert not dialog.isVisible()
    assert answers == []


def test_that_escape_means_no(window: QWidget, answers: list[str]) -> None:
    dialog = question(window, answers)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert answers == []


def test_that_the_verb_means_yes_once(window: QWidget, answers: list[str]) -> None:
    dialog = question(window, answers)

    dialog.yes_button.click()

    assert not dialog.isVisible()
    assert answers == ["yes"]


def test_that_no_name_is_asked_for_where_none_is_needed(
    window: QWidget, answers: list[str]
) -> None:
    dialog = question(window, answers)

    assert not dialog.name_edit.isVisible()
    assert dialog.yes_button.isEnabled()


@pytest.mark.parametrize("typed", ["Acme production", " acme PRODUCTION ", "ACME production"])
def test_that_the_name_typed_lets_it_through(
    window: QWidget, answers: list[str], typed: str
) -> None:
    dialog = question(window, answers, "Acme production")
    before = dialog.yes_button.isEnabled()

    QTest.keyClicks(dialog.name_edit, typed)

    assert not before
    assert dialog.yes_button.isEnabled()


@pytest.mark.parametrize("typed", ["", "Acme", "Acme production 2"])
def test_that_another_name_does_not(window: QWidget, answers: list[str], typed: str) -> None:
    dialog = question(window, answers, "Acme production")

    QTest.keyClicks(dialog.name_edit, typed)
    dialog.yes_button.click()

    assert answers == []


def test_that_enter_in_the_name_does_not_answer_by_accident(
    window: QWidget, answers: list[str]
) -> None:
    dialog = question(window, answers, "Acme production")

    QTest.keyClicks(dialog.name_edit, "Acme prod")
    QTest.keyClick(dialog.name_edit, Qt.Key.Key_Return)

    assert answers == []


def test_that_a_name_to_type_takes_the_focus(window: QWidget, answers: list[str]) -> None:
    dialog = question(window, answers, "Acme production")

    assert dialog.focusWidget() is dialog.name_edit


def test_that_markup_in_the_question_stays_characters(window: QWidget, answers: list[str]) -> None:
    dialog = question(window, answers)

    labels = dialog.findChildren(QLabel)

    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert {label.text() for label in labels} == {
        "Delete <b>Acme</b>?",
        "The profile is deleted. <img src=x>",
    }
