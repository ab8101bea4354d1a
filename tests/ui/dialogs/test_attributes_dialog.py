"""Choosing what the server sends."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.attributes_dialog import AttributesDialog
from scim_explorer.ui.models.attribute_nodes import attribute_nodes

NODES = attribute_nodes((path, None) for path in ("id", "userName", "name.given", "title"))
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
    dialog = AttributesDialog(NODES, (), ())
    qtbot.addWidget(dialog)
    chosen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    dialog.chosen.connect(lambda only, without: chosen.append((only, without)))

    dialog.ways.button(way).setChecked(True)
    dialog.picker.model.tick_only(("title",))
    dialog.ok_button.click()

    assert chosen == [expected]


def test_that_a_way_without_ticks_cannot_be_asked_for(qtbot: QtBot) -> None:
    dialog = AttributesDialog(NODES, (), ())
    qtbot.addWidget(dialog)

    dialog.ways.button(ONLY).setChecked(True)

    assert not dialog.ok_button.isEnabled()


def test_that_the_choice_in_force_is_shown(qtbot: QtBot) -> None:
    dialog = AttributesDialog(NODES, (), ("title",))
    qtbot.addWidget(dialog)

    assert dialog.ways.checkedId() == WITHOUT
    assert dialog.picker.model.ticked_paths() == ("title",)


@pytest.mark.parametrize(
    ("method", "way", "written"),
    [
        ("GET", ONLY, "attributes=id%2Cname"),
        ("GET", WITHOUT, "excludedAttributes=id%2Cname"),
        ("POST", WITHOUT, '"excludedAttributes":["id","name"]'),
        ("GET", DEFAULT, ""),
    ],
)
def test_that_the_parameter_is_shown_as_it_is_sent(
    qtbot: QtBot, method: str, way: int, written: str
) -> None:
    dialog = AttributesDialog(NODES, ("id", "name"), (), method=method)
    qtbot.addWidget(dialog)

    dialog.ways.button(way).setChecked(True)

    assert dialog.preview.toPlainText() == written


def test_that_each_way_says_what_the_server_has_to_send(qtbot: QtBot) -> None:
    dialog = AttributesDialog(NODES, (), ())
    qtbot.addWidget(dialog)
    said = []
    for way in (DEFAULT, ONLY, WITHOUT):
        dialog.ways.button(way).setChecked(True)
        said.append(dialog.rule_label.text())

    assert "never sent or only when asked for" in said[0]
    assert "exclude each other" in said[1]
    assert "cannot be left out" in said[2]
