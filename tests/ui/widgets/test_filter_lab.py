"""The frame of the filter lab."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.lab_words import Tone
from scim_explorer.ui.widgets.filter_lab import FilterLab


@pytest.fixture
def lab(qtbot: QtBot) -> FilterLab:
    made = FilterLab()
    qtbot.addWidget(made)
    made.resize(800, 300)
    return made


def test_that_it_is_hidden_until_wanted(lab: FilterLab) -> None:
    assert lab.isHidden()


def test_that_the_verdict_is_text_and_spoken(lab: FilterLab) -> None:
    lab.show_verdict(Tone.ERROR, "Server 1, local 2: <b>")

    assert lab.verdict.text() == "Server 1, local 2: <b>"
    assert lab.accessibleDescription() == "Server 1, local 2: <b>"
    assert not lab.sign.pixmap().isNull()


def test_that_one_button_loads_and_stops(lab: FilterLab, qtbot: QtBot) -> None:
    lab.show()
    lab.show_loading("Load all users", is_loading=False)
    with qtbot.waitSignal(lab.load_requested):
        lab.load_button.click()

    lab.show_loading("Stop", is_loading=True)
    with qtbot.waitSignal(lab.stop_requested):
        lab.load_button.click()

    lab.show_loading("", is_loading=False)
    assert not lab.load_button.isVisible()


def test_that_it_can_be_closed(lab: FilterLab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lab.close_requested):
        lab.close_button.click()
