"""Fonts that follow the size of text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scim_explorer.ui.theme import mono_font, theme
from scim_explorer.ui.widget_font import set_mono_font, set_ui_font


@pytest.fixture(autouse=True)
def size_of_text(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_scale(1.0)


def test_that_a_widget_follows_the_size_of_text(qtbot: QtBot) -> None:
    label = QLabel("a")
    qtbot.addWidget(label)

    set_ui_font(label, 15, bold=True)
    before = label.font().pixelSize()
    theme().set_scale(2.0)

    assert before == 15
    assert label.font().pixelSize() == 30
    assert label.font().bold() or label.font().weight() > label.font().Weight.Normal


def test_that_the_second_font_replaces_the_first(qtbot: QtBot) -> None:
    label = QLabel("a")
    qtbot.addWidget(label)

    set_ui_font(label)
    set_mono_font(label)
    theme().set_scale(2.0)

    assert label.font().family() == mono_font().family()
    assert label.font().pixelSize() == 24
    assert len(label.children()) == 1


def test_that_a_widget_without_a_font_of_its_own_follows_too(qtbot: QtBot) -> None:
    theme().apply(theme().choice)
    button = QPushButton("a")
    qtbot.addWidget(button)
    button.show()

    theme().set_scale(2.0)

    assert button.font().pixelSize() == 26
