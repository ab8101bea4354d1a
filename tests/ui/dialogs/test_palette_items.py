"""What the palette offers for a text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.palette_items import (
    PaletteItem,
    action_items,
    looks_like_id,
    ranked,
)


def item(title: str, **more: object) -> PaletteItem:
    return PaletteItem("action", title, **more)  # type: ignore[arg-type]


def titles(items: tuple[PaletteItem, ...]) -> list[str]:
    return [found.title for found in items]


def test_that_an_empty_text_shows_the_last_ten_used_newest_first() -> None:
    items = [item(f"Action {number}") for number in range(20)]
    recent = [items[number].key for number in range(15, 3, -1)]

    found = ranked("", items, recent)

    assert titles(found) == [f"Action {number}" for number in range(15, 5, -1)]


def test_that_what_no_longer_exists_is_no_longer_offered() -> None:
    assert titles(ranked(" ", [item("Here")], ["action:Gone", "action:Here"])) == ["Here"]


def test_that_the_first_opening_shows_something() -> None:
    assert titles(ranked("", [item("Settings")], [])) == ["Settings"]


def test_that_a_pinned_item_stands_before_better_titles() -> None:
    found = ranked("2819c223", [item("2819c223"), item("Look up this id", pinned=True)], [])

    assert titles(found) == ["Look up this id", "2819c223"]


def test_that_kind_and_detail_are_searched_too() -> None:
    endpoint = PaletteItem("endpoint", "Acme staging", detail="https://scim.example/v2")

    assert ranked("endpoint acme", [endpoint], []) == (endpoint,)
    assert ranked("scim.example", [endpoint], []) == (endpoint,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2819c223-7f76-453a-919d-413861904646", True),
        ("00u1abcd2EFGH3ijk4x5", True),
        ("  12345678 ", True),
        ("settings", False),
        ("read again", False),
        ("#118", False),
        ("1234", False),
        ("", False),
    ],
)
def test_looks_like_id(text: str, *, expected: bool) -> None:
    assert looks_like_id(text) is expected


def test_that_an_action_shows_its_words_keys_and_the_reason_when_disabled(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    action = QAction("E&xport endpoints...", owner)
    action.setObjectName("profilesExport")
    action.setShortcut("Ctrl+T")
    action.setEnabled(False)

    (found,) = action_items([action], "action", lambda name: f"why {name}")

    assert found.title == "Export endpoints"
    assert found.keys == "Ctrl+T"
    assert not found.enabled
    assert found.why == "why profilesExport"
