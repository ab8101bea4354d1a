from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import OAuth
from scim_explorer.ui.widgets.oauth_fields import OAuthFields
from scim_explorer.ui.widgets.profile_form import ProfileForm


@pytest.fixture
def fields(qtbot: QtBot) -> OAuthFields:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = OAuthFields(ProfileForm(owner), OAuth(), owner)
    made.show(shown=True)
    owner.show()
    return made


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://login.example/token", ""),
        ("https://login.example/token?p=b2c_1", ""),
        ("login.example/token", "https://"),
        ("http://login.example/token", "unencrypted to login.example"),
        ("http://127.0.0.1:9/token", ""),
        ("", ""),
    ],
)
def test_that_a_token_url_is_checked_as_it_is_typed(
    fields: OAuthFields, url: str, said: str
) -> None:
    fields.token_url_edit.setText(url)

    assert said in fields.token_url_note.text()
    assert bool(said) == fields.token_url_note.isVisible()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("resource=https://scim.example\n\nx=", ""),
        ("resource", '1: a field is "name=value".'),
        ("a=b\nclient_assertion=abc", "2: client_assertion may carry a secret"),
    ],
)
def test_that_extra_fields_are_pairs_and_never_secret(
    fields: OAuthFields, text: str, said: str
) -> None:
    fields.extra_edit.setPlainText(text)

    assert fields.problem().startswith(said)
    assert bool(fields.problem()) == bool(said)


def test_that_hidden_fields_say_nothing(fields: OAuthFields) -> None:
    fields.token_url_edit.setText("nonsense")

    fields.show(shown=False)

    assert not fields.token_url_edit.isVisible()
    assert not fields.token_url_note.isVisible()
