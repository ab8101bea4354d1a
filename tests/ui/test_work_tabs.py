from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.client.session import Session
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.tasks import TaskScope
from scim_explorer.ui.theme import ThemeChoice, theme
from scim_explorer.ui.window_state import OpenTab
from scim_explorer.ui.work_tabs import WorkTab, WorkTabs
from tests.client.memory_log import profile, session_for


class Tab(QWidget):
    """The least that is a work tab."""

    def __init__(self, words: str, session: Session | None = None) -> None:
        super().__init__()
        self.words = words
        self.session = session

    def tab_words(self) -> tuple[str, str]:
        return self.words, "user"

    def scopes(self) -> tuple[TaskScope, ...]:
        return ()

    def to_open_tab(self) -> OpenTab | None:
        return None

    async def aclose(self) -> None:
        """Nothing runs in it."""


@pytest.fixture
def tabs(qtbot: QtBot) -> Iterator[WorkTabs]:
    made = WorkTabs()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    yield made
    theme().apply(ThemeChoice.LIGHT)


def test_that_a_title_names_list_and_endpoint(tabs: WorkTabs) -> None:
    tabs.open(Tab("Users", session_for(profile(name="Acme staging"))))
    tabs.open(Tab("New endpoint"))

    assert [tabs.tabText(i) for i in range(2)] == ["Users \u2013 Acme staging", "New endpoint"]


def test_that_a_new_tab_is_shown_and_reported(tabs: WorkTabs, qtbot: QtBot) -> None:
    tab = Tab("Users")

    with qtbot.waitSignal(tabs.shown, timeout=1000, check_params_cb=lambda t: t is tab):
        tabs.open(tab)

    assert tabs.current() is tab
    assert tabs.tabs() == [tab]
    assert isinstance(tab, WorkTab)


def test_that_the_last_tab_closed_reports_none(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.open(Tab("Users"))

    with qtbot.waitSignal(tabs.shown, timeout=1000) as shown:
        tabs.removeTab(0)

    assert shown.args == [None]
    assert tabs.current() is None


def test_that_names_stay_characters(tabs: WorkTabs) -> None:
    tabs.open(Tab("<b>Users</b>", session_for(profile(name="A & B\u202e"))))

    assert tabs.tabText(0) == "<b>Users</b> \u2013 A && B\\u202E"
    assert "<b>" not in tabs.tabToolTip(0)


def test_that_a_new_name_shows_after_refresh(tabs: WorkTabs) -> None:
    tab = Tab("New endpoint")
    tabs.open(tab)

    tab.words = "Acme"
    tabs.refresh()

    assert tabs.tabText(0) == "Acme"


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_that_the_icon_has_the_colour_of_the_environment(
    tabs: WorkTabs, choice: ThemeChoice
) -> None:
    tabs.open(Tab("Users", session_for(profile(environment=Environment.PROD))))

    theme().apply(choice)

    image = tabs.tabIcon(0).pixmap(64).toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = {image.pixelColor(*p).name() for p in places if image.pixelColor(*p).alpha() == 255}
    assert solid == {theme().environment_line(Environment.PROD).name()}


def test_that_the_cross_closes_its_own_tab_also_after_a_move(tabs: WorkTabs, qtbot: QtBot) -> None:
    first, second = Tab("Users"), Tab("Groups")
    tabs.open(first)
    tabs.open(second)
    tabs.tabBar().moveTab(1, 0)
    button = tabs.tabBar().tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert isinstance(button, QToolButton)

    with qtbot.waitSignal(tabs.close_requested, timeout=1000) as closed:
        button.click()

    assert closed.args == [first]
    assert button.accessibleName() == "Close tab"


def test_that_many_tabs_scroll_before_their_titles_are_cut_short(tabs: WorkTabs) -> None:
    for number in range(12):
        tabs.open(Tab(f"Users {number}", session_for(profile(name="Acme staging of the north"))))

    assert min(tabs.tabBar().tabRect(place).width() for place in range(12)) >= 150
