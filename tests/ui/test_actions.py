import re
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from scim_explorer.resources_dir import resource_path
from scim_explorer.ui.actions import ACTIONS, MENUS, ActionSpec, spec_of

NEEDS = {"", "endpoint", "browse", "resource", "edit", "exchange", "task", "tab"}


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_that_each_line_is_whole(spec: ActionSpec) -> None:
    assert re.fullmatch("[a-z][A-Za-z]+", spec.id)
    assert spec.menu in {menu.replace("&", "") for menu in MENUS}
    assert spec.text.count("&") <= 1
    assert spec.needs in NEEDS
    assert bool(spec.why) == bool(spec.needs)
    assert not spec.icon or resource_path(f"icons/{spec.icon}.svg")


def test_that_each_id_stands_once() -> None:
    assert max(Counter(spec.id for spec in ACTIONS).values()) == 1


def test_that_no_key_means_two_things(qapp: QApplication) -> None:
    keys = [
        binding.toString()
        for spec in ACTIONS
        for key in spec.keys
        for binding in (
            [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)[:1]
        )
    ]

    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("menu", MENUS)
def test_that_mnemonics_in_a_menu_differ(menu: str) -> None:
    texts = [spec.text for spec in ACTIONS if spec.menu == menu.replace("&", "")]

    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]

    assert [letter for letter, count in Counter(letters).items() if count > 1] == []


def test_that_mnemonics_of_the_menus_differ() -> None:
    letters = [menu[menu.index("&") + 1].lower() for menu in MENUS]

    assert len(set(letters)) == len(letters)


def test_that_an_action_is_found_by_its_id() -> None:
    assert spec_of("quit").text == "&Quit"
