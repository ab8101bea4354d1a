"""The palette, by keyboard only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.ui.dialogs.palette import Palette
from scim_explorer.ui.dialogs.palette_items import PaletteItem, Source


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def source(ran: list[str]) -> Source:
    def item(title: str, *, enabled: bool = True, remember: bool = True) -> PaletteItem:
        return PaletteItem(
            "action",
            title,
            enabled=enabled,
            why="Nothing is running.",
            run=lambda: ran.append(title),
            remember=remember,
        )

    def items(_: str) -> Sequence[PaletteItem]:
        return [
            item("Settings"),
            item("Copy as cURL"),
            item("Copy PATCH path"),
            item("Stop", enabled=False),
            item("#118 GET /Users/2819c223", remember=False),
        ]

    return items


@pytest.fixture
def palette(qtbot: QtBot, source: Source) -> Iterator[Palette]:
    window = QWidget()
    window.resize(1100, 700)
    qtbot.addWidget(window)
    window.show()
    palette = Palette(window)
    palette.show_items(source)
    yield palette
    window.close()


def test_that_typing_and_enter_run_the_best_answer(palette: Palette, ran: list[str]) -> None:
    QTest.keyClicks(palette.field, "patch")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert ran == ["Copy PATCH path"]
    assert not palette.isVisible()


def test_that_arrow_keys_choose_and_go_round(palette: Palette, ran: list[str]) -> None:
    QTest.keyClicks(palette.field, "copy")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert ran == ["Copy PATCH path"]


def test_that_a_disabled_action_is_found_and_does_not_run(palette: Palette, ran: list[str]) -> None:
    QTest.keyClicks(palette.field, "stop")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    spoken = palette.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Stop, action, Nothing is running."
    assert ran == []
    assert palette.isVisible()


def test_that_escape_closes_without_running(palette: Palette, ran: list[str]) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)

    assert not palette.isVisible()
    assert ran == []


def test_that_nothing_found_runs_nothing(palette: Palette, ran: list[str]) -> None:
    QTest.keyClicks(palette.field, "zzzz")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert palette.items() == ()
    assert ran == []


def test_that_the_last_used_come_first_next_time(palette: Palette, source: Source) -> None:
    QTest.keyClicks(palette.field, "curl")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    following = Palette(palette.parentWidget())

    following.set_recent(palette.recent)
    following.show_items(source)

    assert [item.title for item in following.items()] == ["Copy as cURL"]


def test_that_what_names_a_resource_is_not_remembered(palette: Palette) -> None:
    QTest.keyClicks(palette.field, "#118")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert palette.recent == ()


def test_that_the_item_runs_after_the_palette_has_closed(palette: Palette) -> None:
    seen: list[bool] = []
    item = PaletteItem("action", "Look", run=lambda: seen.append(palette.isVisible()))
    palette.show_items(lambda _: [item])

    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert seen == [False]
