from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import SecretKind, SecretSource
from scim_explorer.ui.widgets.secret_field import SecretField

STATES = ("asking", "stored", "session", "none", "no-keyring", "unreadable")


@pytest.fixture
def field(qtbot: QtBot) -> SecretField:
    made = SecretField(SecretSource())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("state", STATES)
def test_that_whatever_the_keyring_says_empties_the_field(field: SecretField, state: str) -> None:
    field.edit.setText("s3cret")

    field.show_state(state)

    assert field.edit.text() == ""
    assert field.new_secret() is None
    assert not field.removes


@pytest.mark.parametrize("state", ["stored", "session"])
def test_that_a_kept_secret_shows_where_it_is_and_no_field(field: SecretField, state: str) -> None:
    field.show_state(state)

    assert field.state_label.isVisible()
    assert field.replace_button.isVisible()
    assert field.remove_button.isVisible()
    assert not field.edit.isVisible()


def test_that_replace_opens_an_empty_masked_field(field: SecretField) -> None:
    field.show_state("stored")

    field.replace_button.click()
    QTest.keyClicks(field.edit, "n3w")

    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert field.new_secret() == "n3w"


def test_that_a_typed_secret_cannot_be_copied(field: SecretField) -> None:
    QGuiApplication.clipboard().setText("before")
    field.show_state("stored")
    field.replace_button.click()
    QTest.keyClicks(field.edit, "n3w")

    field.edit.selectAll()
    QTest.keySequence(field.edit, QKeySequence.StandardKey.Copy)

    assert field.new_secret() == "n3w"
    assert QGuiApplication.clipboard().text() == "before"


def test_that_remove_waits_for_the_saving_and_says_so(field: SecretField) -> None:
    field.show_state("stored")

    field.remove_button.click()

    assert field.removes
    assert field.state_label.text() == "will be removed when you save"


def test_that_a_new_secret_takes_back_the_removal(field: SecretField) -> None:
    field.show_state("stored")
    field.remove_button.click()

    field.replace_button.click()
    QTest.keyClicks(field.edit, "n3w")

    assert not field.removes
    assert field.new_secret() == "n3w"


def test_fault_92_no_keyring_is_said_and_means_this_session(field: SecretField) -> None:
    field.show_state("no-keyring")

    assert "no keyring" in field.state_label.text()
    assert field.source() == SecretSource(SecretKind.SESSION)
    assert field.edit.isVisible()


def test_fault_92_a_locked_keyring_is_said_and_a_secret_can_still_be_typed(
    field: SecretField,
) -> None:
    field.show_state("unreadable")

    assert "did not answer" in field.state_label.text()
    assert field.edit.isVisible()
    assert field.source() == SecretSource()


def test_that_the_field_is_called_by_what_the_secret_is(field: SecretField) -> None:
    field.set_words("Password")

    assert field.edit.accessibleName() == "Password"


@pytest.mark.parametrize(
    ("kind", "example"),
    [(SecretKind.VARIABLE, "SCIM_TOKEN"), (SecretKind.COMMAND, "op read")],
)
def test_that_a_secret_from_elsewhere_is_named_and_not_typed(
    field: SecretField, kind: SecretKind, example: str
) -> None:
    field.show_state("stored")
    field.remove_button.click()

    field.source_combo.setCurrentIndex(field.source_combo.findData(kind.value))
    QTest.keyClicks(field.source_edit, " NAME ")

    assert field.source() == SecretSource(kind, "NAME")
    assert example in field.source_edit.placeholderText()
    assert "never stored" in field.source_note.text()
    assert not field.edit.isVisible()
    assert not field.replace_button.isVisible()
    assert field.new_secret() is None
    assert not field.removes


def choose(field: SecretField, kind: SecretKind) -> None:
    field.source_combo.setCurrentIndex(field.source_combo.findData(kind.value))


def test_that_a_removal_is_still_said_after_a_look_at_another_source(field: SecretField) -> None:
    field.show_state("stored")
    field.remove_button.click()

    choose(field, SecretKind.VARIABLE)
    choose(field, SecretKind.KEYRING)

    assert field.removes
    assert field.state_label.text() == "will be removed when you save"
    assert not field.remove_button.isVisible()


def test_that_what_was_typed_is_still_there_after_a_look_at_another_source(
    field: SecretField,
) -> None:
    field.show_state("stored")
    field.replace_button.click()
    QTest.keyClicks(field.edit, "n3w")

    choose(field, SecretKind.COMMAND)
    choose(field, SecretKind.KEYRING)

    assert field.new_secret() == "n3w"
    assert field.edit.isVisible()
