"""The menu of saved filters and views."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.models.saved_views import saved_filter, saved_view
from scim_explorer.ui.widgets.saved_menu import SavedMenu
from scim_explorer.ui.window_state import ViewSettings

ACTIVE = saved_filter("R&D <b>", 'title eq "<i>"')
WIDE = saved_view("Wide \u202e", ViewSettings(columns=("id",)), "")


class Seen:
    """A menu, the text beside it, and what it asked for."""

    def __init__(self, parent: QWidget) -> None:
        self.parent = parent
        self.text = ""
        self.button = SavedMenu(lambda: self.text, parent)
        self.said: list[tuple[object, ...]] = []
        for name in (
            *("save_requested", "opened", "rename_requested"),
            *("delete_requested", "restore_requested"),
        ):
            getattr(self.button, name).connect(lambda *a, name=name: self.said.append((name, *a)))

    def actions(self, below: str = "") -> list[QAction]:
        self.button.saved_menu.aboutToShow.emit()
        found = self.button.saved_menu.actions()
        if not below:
            return found
        menu = next(one.menu() for one in found if below in one.text())
        assert isinstance(menu, QMenu)
        return menu.actions()

    def action(self, words: str, below: str = "") -> QAction:
        return next(one for one in self.actions(below) if words in one.text())


@pytest.fixture
def seen(qtbot: QtBot) -> Seen:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Seen(parent)


def test_that_an_empty_filter_is_not_saved_but_a_view_is(seen: Seen) -> None:
    assert not seen.action("filter...").isEnabled()

    seen.action("view...").trigger()

    assert seen.said == [("save_requested", False)]
    assert any("Nothing saved yet" in one.text() for one in seen.actions())


def test_that_a_filter_with_a_password_cannot_be_saved_and_says_why(seen: Seen) -> None:
    seen.text = 'password eq "canary-9"'

    for words in ("filter...", "view..."):
        assert not seen.action(words).isEnabled()
        assert "not saved" in seen.action(words).toolTip()


def test_that_names_and_filters_are_shown_as_characters(seen: Seen) -> None:
    seen.button.show_saved((ACTIVE, WIDE), None)

    assert seen.action("R&&D").text() == "R&&D <b>"
    assert "&lt;i&gt;" in seen.action("R&&D").toolTip()
    assert "\\u202E" in seen.action("Wide").text()


def test_that_what_was_saved_can_be_opened_renamed_and_deleted(seen: Seen) -> None:
    seen.button.show_saved((ACTIVE, WIDE), None)

    seen.action("Wide").trigger()
    seen.action("Wide", "Rename").trigger()
    seen.action("R&&D", "Delete").trigger()

    assert seen.said == [
        ("opened", WIDE),
        ("rename_requested", WIDE),
        ("delete_requested", ACTIVE),
    ]


def test_that_what_was_deleted_is_offered_to_be_brought_back(seen: Seen) -> None:
    seen.button.show_saved((), ACTIVE)

    seen.action("Bring back").trigger()

    assert seen.said == [("restore_requested",)]
