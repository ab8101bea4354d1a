"""The dialogs in front of a write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from shiboken6 import delete

from scim_explorer.client.outgoing import Preview
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.dialogs.send_dialog import Outgoing, SendDialog, preview_text, scaled
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.plain_label import PlainLabel
from tests.client.memory_log import profile

DOTS = "\u2022" * 8
PREVIEW = Preview(
    "PUT",
    "http://h:1/v2/Users/1?x=1",
    (
        ("Authorization", "Bearer \u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022"),
        ("If-Match", "W/1"),
    ),
    b'{"a": 1.0}',
)


@pytest.fixture
def parent(qapp: object) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    delete(widget)


def dialog(parent: QWidget, environment: Environment) -> SendDialog:
    saved = profile(environment=environment)
    outgoing = Outgoing(saved, PREVIEW, "Review: 1 change", "Send to Acme staging", "If-Match W/1")
    made = SendDialog(outgoing, None, parent)
    made.show()
    return made


def test_that_the_exact_request_is_shown_with_its_secret_masked() -> None:
    assert preview_text(PREVIEW) == (
        "PUT /v2/Users/1?x=1 HTTP/1.1\nHost: h:1\n"
        f"Authorization: Bearer {DOTS}\nIf-Match: W/1\n\n"
        '{"a": 1.0}'
    )


def test_that_enter_never_sends_by_itself(parent: QWidget) -> None:
    shown = dialog(parent, Environment.PROD)
    confirmed: list[str] = []
    shown.confirmed.connect(confirmed.append)
    edit = shown.findChild(QLineEdit, "confirmEdit")
    assert edit is not None

    edit.setText("ACME staging ")
    QTest.keyClick(edit, Qt.Key.Key_Return)

    assert confirmed == []
    assert shown.isVisible()
    assert not any(button.isDefault() for button in shown.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("typed", "can_send"),
    [("", False), ("acme", False), ("Acme Staging", True), (" acme staging ", True)],
)
def test_that_production_wants_its_name(parent: QWidget, typed: str, can_send: bool) -> None:  # noqa: FBT001
    shown = dialog(parent, Environment.PROD)

    shown.confirm_edit.setText(typed)

    assert shown.send_button.isEnabled() is can_send


def test_that_other_environments_ask_for_no_name(parent: QWidget) -> None:
    shown = dialog(parent, Environment.TEST)

    assert shown.findChild(QLineEdit, "confirmEdit") is None
    assert not shown.confirm_bar.isVisible()
    assert shown.send_button.isEnabled()


def test_that_the_name_to_type_is_shown_in_full(parent: QWidget) -> None:
    shown = dialog(parent, Environment.PROD)
    shown.resize(shown.minimumSizeHint())

    name = shown.findChild(PlainLabel, "confirmName")

    assert name is not None
    assert name.width() >= name.sizeHint().width()
    assert shown.width() >= shown.minimumSizeHint().width()


def test_that_its_size_follows_the_text_within_the_window(parent: QWidget) -> None:
    parent.resize(1400, 900)
    theme().set_scale(2.0)
    size = scaled(QSize(700, 400), parent)
    theme().set_scale(1.0)

    assert size == QSize(1400, 800)
    parent.resize(1000, 600)
    assert scaled(QSize(700, 400), parent) == QSize(700, 400)


def test_that_two_clicks_confirm_once(parent: QWidget) -> None:
    shown = dialog(parent, Environment.TEST)
    confirmed: list[str] = []
    shown.confirmed.connect(confirmed.append)

    shown.send_button.click()
    shown.send_button.click()

    assert confirmed == [""]


def test_that_curl_names_a_variable_in_place_of_the_secret(parent: QWidget) -> None:
    shown = dialog(parent, Environment.TEST)

    shown.curl_button.click()

    copied = QGuiApplication.clipboard().text()
    assert "$SCIM_TOKEN" in copied
    assert "\u2022" not in copied
