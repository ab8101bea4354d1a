from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from scim_explorer.ui.actions import ACTIONS, MENUS, ActionSpec
from scim_explorer.ui.menus import (
    add_menus,
    enable,
    fill_menus,
    key_sequences,
    make_actions,
    tool_tip,
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window: QMainWindow) -> dict[str, QAction]:
    made = make_actions(window)
    fill_menus(add_menus(window.menuBar()), made)
    return made


def menus(window: QMainWindow) -> dict[str, QMenu]:
    found = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found[action.text()] = menu
    return found


def test_that_every_action_stands_in_the_menu_of_its_line(
    window: QMainWindow, actions: dict[str, QAction]
) -> None:
    in_menus = {
        title.replace("&", ""): [a.objectName() for a in menu.actions() if not a.isSeparator()]
        for title, menu in menus(window).items()
    }

    assert in_menus == {
        menu.replace("&", ""): [s.id for s in ACTIONS if s.menu == menu.replace("&", "")]
        for menu in MENUS
    }


def test_that_no_menu_is_empty_or_begins_or_ends_with_a_line(
    window: QMainWindow, actions: dict[str, QAction]
) -> None:
    for menu in menus(window).values():
        assert menu.actions()
        assert not menu.actions()[0].isSeparator()
        assert not menu.actions()[-1].isSeparator()


def test_that_short_cuts_reach_the_window_without_a_menu_open(
    window: QMainWindow, actions: dict[str, QAction]
) -> None:
    assert set(actions.values()) <= set(window.actions())
    assert actions["palette"].shortcuts() == [
        QKeySequence("Ctrl+K"),
        QKeySequence("Ctrl+Shift+P"),
    ]


def test_that_one_theme_is_checked_at_a_time(actions: dict[str, QAction]) -> None:
    actions["themeDark"].setChecked(True)

    actions["themeLight"].setChecked(True)

    checked = [name for name, action in actions.items() if action.isChecked()]
    assert checked == ["themeLight"]


@pytest.mark.parametrize("spec", [s for s in ACTIONS if s.needs], ids=lambda spec: spec.id)
def test_that_what_cannot_be_done_says_why(spec: ActionSpec, actions: dict[str, QAction]) -> None:
    enable(actions, ())
    disabled = actions[spec.id].isEnabled(), actions[spec.id].toolTip()

    enable(actions, [spec.needs])

    assert disabled == (False, spec.why)
    assert actions[spec.id].isEnabled()
    assert actions[spec.id].toolTip() == spec.text.replace("&", "")


def test_that_what_needs_nothing_can_always_be_done(actions: dict[str, QAction]) -> None:
    enable(actions, ())

    assert {s.id for s in ACTIONS if not s.needs} == {
        name for name, action in actions.items() if action.isEnabled()
    }


def test_that_a_tool_tip_has_no_mnemonic() -> None:
    assert "&" not in "".join(tool_tip(spec, possible=True) for spec in ACTIONS)


def test_that_a_standard_key_gives_the_first_key_of_the_system(window: QMainWindow) -> None:
    undo = QKeySequence.StandardKey.Undo

    assert key_sequences(undo) == QKeySequence.keyBindings(undo)[:1]
    assert key_sequences("Ctrl+J") == [QKeySequence("Ctrl+J")]
