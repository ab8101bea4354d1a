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


def test_that_the_button_ends_the_search_that_found_nothing_or_asks_for_all(qtbot: QtBot) -> None:
    body = ListBody(QLabel("table"), "users")
    qtbot.addWidget(body)
    told: list[str] = []
    body.search_ended.connect(lambda: told.append("ended"))
    body.all_requested.connect(lambda: told.append("all"))
    button = body.note.findChild(QPushButton)
    assert isinstance(button, QPushButton)

    body.show_nothing_found(1_100)
    said = [one.text() for one in body.note.findChildren(QLabel)]
    button.click()
    body.show_note("empty", "")
    button.click()

    assert said == ["None of the 1,100 loaded users match."]
    assert told == ["ended", "all"]
