"""Panels side by side, or one at a time."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.lab_columns import LabColumns


class Bench:
    """Two panels in a window."""

    def __init__(self, qtbot: QtBot) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        self.panels = (QLabel("a", window), QLabel("b", window))
        self.below = QLabel("c", window)
        panels = (("Parts", self.panels[0]), ("Rows", self.panels[1]))
        self.columns = LabColumns(panels, ("Request", self.below), window)
        self.columns.resize(900, 200)
        self.window = window
        window.resize(1000, 300)
        window.show()

    def visible(self) -> list[bool]:
        return [panel.isVisible() for panel in (*self.panels, self.below)]


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_that_all_panels_stand_side_by_side_where_there_is_room(bench: Bench) -> None:
    assert bench.visible() == [True, True, True]
    assert not bench.columns.tab_bar.isVisible()


def test_that_one_panel_at_a_time_is_shown_where_it_is_narrow(bench: Bench) -> None:
    bench.columns.resize(400, 200)
    assert bench.columns.tab_bar.isVisible()
    assert bench.visible() == [True, False, False]

    bench.columns.tab_bar.setCurrentIndex(1)
    assert bench.visible() == [False, True, False]

    bench.columns.tab_bar.setCurrentIndex(2)
    assert bench.visible() == [False, False, True]

    bench.columns.resize(900, 200)
    assert bench.visible() == [True, True, True]


def test_that_it_says_when_it_becomes_narrow(bench: Bench) -> None:
    told: list[bool] = []
    bench.columns.narrow_changed.connect(told.append)

    for width in (400, 300, 900):
        bench.columns.resize(width, 200)

    assert told == [True, False]
