"""The button that stands in for others, in the filter bar that has it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.filter_bar import FilterBar


def test_that_menus_gather_in_one_button_when_the_room_goes(qtbot: QtBot) -> None:
    bar = FilterBar(100)
    qtbot.addWidget(bar)
    bar.resize(400, 90)
    bar.show()

    asked: list[bool] = []
    bar.lab_requested.connect(lambda: asked.append(True))
    narrow = (bar.more_button.isVisible(), bar.history_button.isVisible())
    bar.resize(700, 90)

    assert [one.text() for one in bar.more_button.gathered_menu.actions()] == [
        "Filters sent",
        "Queries that provisioning clients send",
        "Saved filters and views",
        "Filter lab",
    ]
    bar.more_button.gathered_menu.actions()[-1].trigger()
    assert asked == [True]
    assert narrow == (True, False)
    assert (bar.more_button.isVisible(), bar.history_button.isVisible()) == (False, True)
