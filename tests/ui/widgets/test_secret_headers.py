from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import SecretHeader, SecretKind, SecretSource, header_slot
from scim_explorer.ui.widgets.secret_headers import SecretHeaders

KEY = SecretHeader("X-Key", SecretSource(SecretKind.SESSION))


@pytest.fixture
def headers(qtbot: QtBot) -> SecretHeaders:
    made = SecretHeaders((KEY,))
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_rows_can_be_added_and_taken_away(headers: SecretHeaders) -> None:
    headers.add_button.click()
    QTest.keyClicks(headers.rows[-1].name_edit, " X-Other ")
    QTest.keyClicks(headers.rows[-1].secret_field.edit, "v4lue")

    assert headers.headers() == (KEY, SecretHeader("X-Other"))
    assert headers.secret_fields()[header_slot("x-other")].new_secret() == "v4lue"

    headers.rows[0].remove_button.click()

    assert headers.headers() == (SecretHeader("X-Other"),)


def test_that_a_row_without_a_name_is_no_header(headers: SecretHeaders) -> None:
    headers.add_button.click()

    assert headers.headers() == (KEY,)


def test_that_another_name_has_no_stored_secret(headers: SecretHeaders) -> None:
    field = headers.rows[0].secret_field
    field.show_state("stored")

    headers.rows[0].name_edit.setText("X-New")

    assert not field.replace_button.isVisibleTo(headers)
    assert field.edit.isVisibleTo(headers)


@pytest.mark.parametrize(
    ("name", "said"),
    [("x-key", "same name"), ("X Key", "not a header name"), ("X-Other", "")],
)
def test_that_names_are_checked(headers: SecretHeaders, name: str, said: str) -> None:
    headers.add_button.click()
    headers.rows[-1].name_edit.setText(name)

    assert said in headers.problem()
    assert bool(headers.problem()) == bool(said)
