"""Choosing what the server sends."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.attributes_dialog import AttributesDialog

PATHS = ("id", "userName", "title")
DEFAULT, ONLY, WITHOUT = range(3)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (DEFAULT, ((), ())),
        (ONLY, (("title",), ())),
        (WITHOUT, ((), ("title",))),
    ],
)
def test_that_the_ticks_go_where_the_way_says(
    qtbot: QtBot, way: int, expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    dialog = AttributesDialog(PATHS, (), ())
    qtbot.addWidget(dialog)
    chosen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    dialog.chosen.connect(lambda only, without: chosen.append((only, without)))

    dialog.ways.button(way).setChecked(True)
    dialog.picker.model.tick_only(("title",))
    dialog.ok_button.click()

    assert chosen == [expected]


def test_that_a_way_without_ticks_cannot_be_asked_for(qtbot: QtBot) -> None:
    dialog = AttributesDialog(PATHS, (), ())
    qtbot.addWidget(dialog)

    dialog.ways.button(ONLY).setChecked(True)

    assert not dialog.ok_button.isEnabled()


def test_that_the_choice_in_force_is_shown(qtbot: QtBot) -> None:
    dialog = AttributesDialog(PATHS, (), ("title",))
    qtbot.addWidget(dialog)

    assert dialog.ways.checkedId() == WITHOUT
    assert dialog.picker.model.ticked() == ("title",)
