"""The menu of what provisioning clients send."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.filters.templates import Filled, Template
from scim_explorer.protocol.rfc_schemas import GROUP, USER
from scim_explorer.ui.widgets.filter_bar import FilterBar
from scim_explorer.ui.window_state import ViewSettings

AMY = b'{"id":"id-1","userName":"amy","displayName":"Amy <b>"}'


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(100)
    qtbot.addWidget(made)
    made.resize(700, 90)
    made.show()
    return made


def actions_of(bar: FilterBar) -> list[QAction]:
    bar.templates_button.templates_menu.aboutToShow.emit()
    return bar.templates_button.templates_menu.actions()


def queries_of(bar: FilterBar, client: str = "") -> list[QAction]:
    menus = [one.menu() for one in actions_of(bar) if client in one.text()]
    return [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]


def choose(bar: FilterBar, words: str) -> None:
    next(one for one in queries_of(bar) if words in one.text()).trigger()


def test_that_only_queries_for_the_shown_type_are_offered_below_their_clients(
    bar: FilterBar,
) -> None:
    bar.templates_button.take(GROUP, lambda: None)

    shown = queries_of(bar)

    assert [one.text() for one in actions_of(bar)] == ["Entra ID", "Okta", "OneLogin"]
    assert not any("userName" in one.text() for one in shown)
    assert "excludedAttributes=members" in queries_of(bar, "Entra")[0].toolTip()


def test_that_a_type_nobody_asks_for_says_so(bar: FilterBar) -> None:
    bar.templates_button.take("urn:x:Device", lambda: None)

    (only,) = actions_of(bar)

    assert not only.isEnabled()
    assert "None is known" in only.text()


def test_that_the_current_resource_fills_the_filter_and_nothing_is_sent(bar: FilterBar) -> None:
    bar.templates_button.take(USER, lambda: AMY)
    bar.show_view(ViewSettings(sort_by="title", excluded=("photos",), method="POST"))
    asked: list[object] = []
    prepared: list[ViewSettings] = []
    bar.search_requested.connect(lambda: asked.append(None))
    bar.view_edited.connect(asked.append)
    bar.view_prepared.connect(prepared.append)

    choose(bar, "by userName")

    assert bar.filter_text == 'userName eq "amy"'
    assert asked == []
    assert prepared == [ViewSettings(plus=True)]


def test_that_what_is_missing_is_selected_to_be_typed_over(bar: FilterBar) -> None:
    bar.templates_button.take(USER, lambda: AMY)

    choose(bar, "by externalId")
    bar.filter_edit.insertPlainText("e7")

    assert bar.filter_text == 'externalId eq "e7"'


@pytest.mark.parametrize("raw", [b"{", b"[1]", b'{"userName":7}'])
def test_that_a_row_without_a_usable_value_leaves_the_place_to_be_typed(
    bar: FilterBar, raw: bytes
) -> None:
    bar.templates_button.take(USER, lambda: raw)
    seen: list[tuple[Template, Filled]] = []
    bar.templates_button.chosen.connect(lambda template, filled: seen.append((template, filled)))

    choose(bar, "by userName")

    assert seen[0][1].blank is not None


def test_that_the_count_of_the_client_becomes_the_page_size(bar: FilterBar) -> None:
    bar.templates_button.take(USER, lambda: AMY)
    prepared: list[ViewSettings] = []
    bar.view_prepared.connect(prepared.append)

    choose(bar, "Test API credentials")

    assert bar.filter_text == ""
    assert prepared[0].page_size == 2
