"""The lab and the list share the height."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.lab_split import LabSplit


class Bench:
    """A lab and a list in a window."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.lab, self.body = QLabel("lab", self.window), QLabel("list", self.window)
        self.lab.hide()
        self.split = LabSplit(self.body, self.window)
        self.split.add_lab(self.lab)
        self.split.resize(600, 500)
        self.window.resize(800, 700)
        self.window.show()

    def seen(self) -> tuple[bool, bool]:
        return self.lab.isVisible(), self.body.isVisible()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_that_both_are_there_where_there_is_room(bench: Bench) -> None:
    assert bench.seen() == (False, True)

    bench.lab.show()

    assert bench.seen() == (True, True)


def test_that_a_low_window_shows_the_lab_alone_while_it_is_open(bench: Bench) -> None:
    bench.split.resize(600, 200)
    assert bench.seen() == (False, True)

    bench.lab.show()
    assert bench.seen() == (True, False)

    bench.split.resize(600, 500)
    assert bench.seen() == (True, True)

    bench.split.resize(600, 200)
    bench.lab.hide()
    assert bench.seen() == (False, True)


def test_that_the_list_is_there_before_there_is_a_lab(qtbot: QtBot) -> None:
    body = QLabel("list")
    window = QWidget()
    qtbot.addWidget(window)
    split = LabSplit(body, window)
    window.show()

    split.resize(600, 100)

    assert body.isVisible()
