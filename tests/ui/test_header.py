from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.client.session import Session
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.ui.header import Header
from scim_explorer.ui.theme import ThemeChoice, theme
from tests.client.memory_log import profile, session_for

ENDPOINT_PARTS = (
    "environmentChip",
    "profileButton",
    "baseUrlLabel",
    "writeGuardButton",
    "doctorButton",
)


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[Header]:
    made = Header()
    qtbot.addWidget(made)
    made.resize(1440, 40)
    made.show()
    yield made
    theme().apply(ThemeChoice.LIGHT)


def session(environment: Environment, clock: list[float] | None = None) -> Session:
    # No connection is made before something is sent, so no loop is needed.
    return session_for(profile(environment=environment), clock=clock)


def line_colour(header: Header) -> str:
    line = header.findChild(QFrame, "environmentLine")
    assert line is not None
    return line.palette().color(line.backgroundRole()).name()


def shown(header: Header) -> set[str]:
    children = header.findChildren(QWidget)
    return {child.objectName() for child in children if child.isVisible()} & set(ENDPOINT_PARTS)


def test_that_without_an_endpoint_nothing_of_one_is_shown(header: Header) -> None:
    header.show_session(session(Environment.PROD))

    header.show_session(None)

    assert shown(header) == set()
    assert line_colour(header) == theme().colour("hairline").name()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("environment", list(Environment))
def test_that_the_environment_is_a_word_and_a_colour_in_either_theme(
    header: Header, environment: Environment, choice: ThemeChoice
) -> None:
    header.show_session(session(environment))

    theme().apply(choice)

    assert shown(header) == set(ENDPOINT_PARTS)
    assert header.chip.text() == environment.value.upper()
    assert line_colour(header) == theme().environment_line(environment).name()


def test_that_name_and_address_stay_characters(header: Header) -> None:
    hostile = Profile("p", "<b>A</b> & B\u202e", "https://scim.example/%3Cb%3E")

    header.show_session(session_for(hostile))

    assert header.name_button.text().startswith("<b>A</b> && B\\u202E")
    assert header.url_label.text() == "https://scim.example/%3Cb%3E"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"environment": Environment.DEV}, "Writes allowed"),
        ({"environment": Environment.TEST}, "Writes allowed"),
        ({"environment": Environment.DEMO}, "Writes allowed"),
        ({"environment": Environment.PROD}, "Writes locked"),
        ({"environment": Environment.PROD, "read_only": True}, "Read-only"),
        ({"environment": Environment.DEV, "read_only": True}, "Read-only"),
    ],
)
def test_that_the_guard_says_what_holds(
    header: Header, changes: dict[str, Any], words: str
) -> None:
    header.show_session(session_for(profile(**changes)))

    assert header.guard_button.text() == words
    assert header.guard_button.accessibleName() == words
    assert header.guard_button.toolTip().startswith(f"{words}. ")


@pytest.mark.parametrize(("width", "words"), [(1440, "Doctor"), (1100, "")])
def test_that_the_doctor_loses_its_words_where_it_is_narrow(
    header: Header, width: int, words: str
) -> None:
    asked: list[bool] = []
    header.doctor_clicked.connect(lambda: asked.append(True))
    header.resize(width, 40)
    header.show_session(session(Environment.TEST))

    header.doctor_button.click()

    assert asked == [True]
    assert header.doctor_button.text() == words
    assert header.doctor_button.accessibleName() == "Connection doctor"


def test_that_an_unlock_is_shown_counting_and_ends(header: Header) -> None:
    clock = [0.0]
    production = session(Environment.PROD, clock)
    header.show_session(production)
    seen = []

    production.unlock()
    for now in (0.0, 0.5, 61.0, 899.5, 900.0):
        clock.append(now)
        header.refresh()
        seen.append(header.guard_button.text())

    assert seen == [
        "Writes unlocked 15:00",
        "Writes unlocked 15:00",
        "Writes unlocked 13:59",
        "Writes unlocked 0:01",
        "Writes locked",
    ]


def test_that_time_runs_only_while_there_is_something_to_count(header: Header) -> None:
    clock = [0.0]
    production = session(Environment.PROD, clock)
    production.unlock()
    header.show_session(production)
    counting = header._tick.isActive()

    clock.append(900.0)
    header._tick.timeout.emit()

    assert counting
    assert not header._tick.isActive()


def test_that_a_narrow_window_keeps_the_countdown_and_drops_plain_words(header: Header) -> None:
    production = session(Environment.PROD)
    header.resize(1100, 40)
    header.show_session(production)
    before = header.guard_button.text()

    production.unlock()
    header.refresh()

    assert before == ""
    assert header.guard_button.accessibleName() == "Writes unlocked 15:00"
    assert header.guard_button.text() == "Writes unlocked 15:00"


def test_that_the_menu_of_the_name_opens_another_endpoint(header: Header, qtbot: QtBot) -> None:
    saved = [profile(id="a", name="A & B"), profile(id="b", environment=Environment.PROD)]
    header.set_profiles(lambda: saved)
    menu = header.name_button.menu()
    menu.aboutToShow.emit()

    with qtbot.waitSignal(header.profile_chosen, timeout=1000) as chosen:
        menu.actions()[1].trigger()

    assert [action.text() for action in menu.actions()] == ["A && B  TEST", "Acme staging  PROD"]
    assert chosen.args == ["b"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_the_palette_opens_by_keyboard(header: Header, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(header.palette_requested, timeout=1000):
        QTest.keyClick(header.palette_edit, key)


def test_that_the_palette_opens_by_a_click(header: Header, qtbot: QtBot) -> None:
    with qtbot.waitSignal(header.palette_requested, timeout=1000):
        QTest.mouseClick(header.palette_edit, Qt.MouseButton.LeftButton)


def test_that_tab_leaves_the_palette_field(header: Header) -> None:
    opened: list[bool] = []
    header.palette_requested.connect(lambda: opened.append(True))

    QTest.keyClick(header.palette_edit, Qt.Key.Key_Tab)
    QTest.keyClick(header.palette_edit, Qt.Key.Key_Escape)

    assert opened == []


def test_that_every_part_has_a_name(header: Header) -> None:
    header.show_session(session(Environment.TEST))

    named = [w for w in header.findChildren(QWidget) if w.objectName() and w.isVisible()]
    own = [w for w in named if not w.objectName().startswith("qt_")]

    assert len(own) >= len(ENDPOINT_PARTS)
    assert [w.objectName() for w in own if not w.accessibleName()] == []
