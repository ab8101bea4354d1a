"""The bar above the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.filter_bar import FilterBar
from scim_explorer.ui.window_state import ViewSettings


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.show_sort_paths(["userName", "title"])
    made.resize(700, 90)
    made.show()
    return made


def edits(bar: FilterBar) -> list[ViewSettings]:
    seen: list[ViewSettings] = []
    bar.view_edited.connect(seen.append)
    return seen


def test_that_enter_and_the_button_ask_for_a_search(bar: FilterBar) -> None:
    asked: list[None] = []
    bar.search_requested.connect(lambda: asked.append(None))

    QTest.keyClick(bar.filter_edit, Qt.Key.Key_Return)
    bar.search_button.click()

    assert len(asked) == 2


def test_that_another_sort_attribute_starts_ascending(bar: FilterBar) -> None:
    bar.show_view(ViewSettings(sort_by="userName", descending=True))
    seen = edits(bar)
    bar.sort_combo.setCurrentIndex(bar.sort_combo.findData("title"))

    bar.sort_combo.activated.emit(bar.sort_combo.currentIndex())

    assert (seen[-1].sort_by, seen[-1].descending) == ("title", False)


def test_that_the_direction_is_offered_only_with_a_sort_and_turns(bar: FilterBar) -> None:
    assert not bar.direction_button.isVisible()
    bar.show_view(ViewSettings(sort_by="userName"))
    seen = edits(bar)
    assert bar.direction_button.accessibleName() == "Ascending"

    bar.direction_button.click()

    assert seen[-1].descending


def test_that_a_sort_attribute_no_schema_knows_is_shown_all_the_same(bar: FilterBar) -> None:
    bar.show_view(ViewSettings(sort_by="shoeSize"))

    assert bar.sort_combo.shown_text() == "Sort: shoeSize"


def test_that_showing_a_view_asks_for_nothing(bar: FilterBar) -> None:
    seen = edits(bar)

    bar.show_view(ViewSettings(sort_by="title", page_size=25, method="POST", excluded=("x",)))

    assert seen == []
    assert bar.page_size_combo.shown_text() == "25 a page"
    assert bar.attributes_button.text() == "Attributes: all but 1"


def test_that_only_what_is_not_the_default_is_tinted(bar: FilterBar) -> None:
    bar.show_view(ViewSettings(sort_by="title", page_size=100))

    tinted = [
        widget.objectName()
        for widget in (
            bar.sort_combo,
            bar.page_size_combo,
            bar.method_combo,
            bar.attributes_button,
        )
        if widget.property("chip")
    ]

    assert tinted == ["sortCombo"]


def test_that_the_history_shows_filters_as_characters_and_sends_the_chosen(
    bar: FilterBar,
) -> None:
    bar.show_view(ViewSettings(history=('title eq "R&D"', "x" * 200)))
    bar.history_menu.aboutToShow.emit()
    first, second = bar.history_menu.actions()

    assert first.text() == 'title eq "R&&D"'
    assert len(second.text()) < 100

    first.trigger()

    assert bar.filter_text == 'title eq "R&D"'


def test_that_words_go_when_the_room_does(bar: FilterBar) -> None:
    wide = bar.columns_button.toolButtonStyle()

    bar.resize(400, 90)

    assert wide == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert bar.columns_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert bar.minimumSizeHint().width() <= 300


def test_that_stop_takes_over_the_focus_of_search(bar: FilterBar, qtbot: QtBot) -> None:
    with qtbot.waitActive(bar):
        bar.activateWindow()
    bar.search_button.setFocus()

    bar.show_busy(True)

    assert bar.stop_button.hasFocus()
    assert not bar.search_button.isVisible()


def test_that_the_sort_attribute_is_not_cut_while_there_is_room(bar: FilterBar) -> None:
    bar.resize(900, 80)
    bar.show()

    bar.show_view(ViewSettings(sort_by="meta.lastModified"))
    QTest.qWait(0)

    assert bar.sort_combo.width() >= bar.sort_combo.sizeHint().width()


def test_that_a_narrow_bar_says_the_page_size_in_short(bar: FilterBar) -> None:
    bar.show()

    bar.resize(300, 80)
    narrow = bar.page_size_combo.shown_text()
    bar.resize(900, 80)

    assert (narrow, bar.page_size_combo.shown_text()) == ("100", "100 a page")


def test_that_another_method_is_asked_at_once(bar: FilterBar) -> None:
    seen = edits(bar)

    bar.method_combo.chosen.emit("POST", False)

    assert seen[-1] == ViewSettings(method="POST")
