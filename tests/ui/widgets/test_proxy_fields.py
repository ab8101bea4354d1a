from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.profiles.profile import PROXY, Proxy, ProxyKind
from scim_explorer.ui.widgets.profile_form import ProfileForm
from scim_explorer.ui.widgets.proxy_fields import ProxyFields


class Shown:
    """The section on the screen."""

    def __init__(self, qtbot: QtBot, proxy: Proxy, **environment: str) -> None:
        owner = QWidget()
        qtbot.addWidget(owner)
        self.form = ProfileForm(owner)
        self.fields = ProxyFields(self.form, proxy, environment, owner)
        self.fields.check()
        owner.show()

    def choose(self, kind: ProxyKind) -> None:
        combo = self.fields.kind_combo
        combo.setCurrentIndex(combo.findData(kind.value))


def test_that_a_proxy_of_the_environment_is_named_without_password_and_not_used(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot, Proxy(), HTTPS_PROXY="http://me:s3cret@proxy:3128")

    said = shown.fields.environment_note.text()
    assert said == "Set in the environment and not used: HTTPS_PROXY=http://proxy:3128"
    assert shown.fields.proxy() == Proxy()


def test_that_an_environment_without_proxy_says_so_when_chosen(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Proxy())

    shown.choose(ProxyKind.ENVIRONMENT)

    assert shown.fields.environment_note.text() == "The environment names no proxy."
    assert shown.fields.proxy() == Proxy(ProxyKind.ENVIRONMENT)


def test_that_a_password_is_asked_for_where_there_is_a_user(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Proxy(ProxyKind.MANUAL, "http://proxy:3128"))
    assert not shown.fields.secret_fields()

    shown.fields.username_edit.setText("me")

    assert list(shown.fields.secret_fields()) == [PROXY]
    assert shown.fields.password_field.isVisible()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://me:pw@proxy:3128", "field of its own"),
        ("socks5://proxy:1080", "SOCKS"),
        ("proxy:3128", "http://host:port"),
        ("http://proxy:99999", "http://host:port"),
        ("https://proxy", ""),
    ],
)
def test_that_a_proxy_that_cannot_be_used_is_said(qtbot: QtBot, url: str, said: str) -> None:
    shown = Shown(qtbot, Proxy(ProxyKind.MANUAL, url))

    assert said in shown.fields.problem()
    assert bool(said) == shown.fields.url_note.isVisible()


def test_that_a_proxy_without_an_address_is_no_choice_but_not_scolded_before_it_is_typed(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot, Proxy())

    shown.choose(ProxyKind.MANUAL)

    assert "http://host:port" in shown.fields.problem()
    assert not shown.fields.url_note.isVisible()
