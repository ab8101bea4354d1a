from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import CERTIFICATE, Environment, Tls
from scim_explorer.ui.widgets.profile_form import ProfileForm
from scim_explorer.ui.widgets.tls_fields import TlsFields


class Shown:
    """The section on the screen."""

    def __init__(self, tls: Tls, **environment: str) -> None:
        self.owner = QWidget()
        self.form = ProfileForm(self.owner)
        self.fields = TlsFields(self.form, tls, environment, self.owner)
        self.fields.show_environment(Environment.TEST)
        self.owner.show()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[type[Shown]]:
    made: list[Shown] = []

    class Kept(Shown):
        def __init__(self, tls: Tls, **environment: str) -> None:
            super().__init__(tls, **environment)
            made.append(self)

    yield Kept
    for one in made:
        one.owner.deleteLater()


def test_that_what_the_environment_sets_is_named_and_not_ticked(show: type[Shown]) -> None:
    shown = show(Tls(), SSL_CERT_FILE="/evil.pem", SSLKEYLOGFILE="/log/keys")

    assert "SSL_CERT_FILE=/evil.pem" in shown.fields.environment_check.text()
    assert "SSLKEYLOGFILE=/log/keys" in shown.fields.key_log_check.text()
    assert shown.fields.environment_check.isVisible()
    assert shown.fields.tls() == Tls()


def test_that_without_such_variables_there_is_nothing_to_tick(show: type[Shown]) -> None:
    shown = show(Tls())

    assert not shown.fields.environment_check.isVisible()
    assert not shown.fields.key_log_check.isVisible()


def test_that_an_unchecked_certificate_shows_its_price(show: type[Shown]) -> None:
    shown = show(Tls())

    shown.fields.unchecked_check.click()

    assert not shown.fields.tls().verify
    assert "read and change everything" in shown.fields.unchecked_note.text()


def test_that_production_is_always_checked(show: type[Shown]) -> None:
    shown = show(Tls(verify=False))

    shown.fields.show_environment(Environment.PROD)

    assert not shown.fields.unchecked_check.isEnabled()
    assert shown.fields.unchecked_note.text() == "Production is checked all the same."


@pytest.mark.parametrize(("name", "has_key_row"), [("me.pem", True), ("me.P12", False)])
def test_that_a_key_is_asked_for_where_the_certificate_has_none(
    show: type[Shown], tmp_path: Path, name: str, *, has_key_row: bool
) -> None:
    shown = show(Tls())
    assert not shown.fields.key_field.isVisible()

    (tmp_path / name).touch()
    shown.fields.certificate_field.edit.setText(str(tmp_path / name))

    assert shown.fields.key_field.isVisible() == has_key_row
    assert shown.fields.passphrase_field.isVisible()
    assert list(shown.fields.secret_fields()) == [CERTIFICATE]
    assert not shown.fields.certificate_note.isVisible()


def test_that_a_file_that_is_not_there_is_said(show: type[Shown]) -> None:
    shown = show(Tls(ca_file="/no/such/ca.pem", certificate_file="/no/such/me.pem"))

    assert shown.fields.ca_note.text() == "There is no such file."
    assert shown.fields.certificate_note.text() == "There is no such file."
