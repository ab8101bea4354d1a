"""Never a blank area."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.list_body import ListBody


@pytest.mark.parametrize(
    ("state", "filter_text", "sentence", "button"),
    [
        ("partial", None, "Stopped before anything came.", "Show all users"),
        ("empty", None, "Nothing has been asked of the server yet.", "Show all users"),
        ("empty", 'a eq "b"', "No users match this filter.", "Show all users"),
        ("empty", "", "The server has no users.", "Search again"),
        ("loading", "", "Searching\u2026", ""),
        ("error", "", "No users to show.", ""),
        ("offline", None, "No users to show.", ""),
    ],
)
def test_note(
    qtbot: QtBot, state: str, filter_text: str | None, sentence: str, button: str
) -> None:
    body = ListBody(QLabel("table"), "users")
    qtbot.addWidget(body)

    body.show_note(state, filter_text)

    labels = [one.text() for one in body.note.findChildren(QLabel)]
    buttons = [one.text() for one in body.note.findChildren(QPushButton)]
    assert (labels, buttons) == ([sentence], [button])
    assert body.currentWidget() is body.note
