from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from scim_explorer.client.session import Connection, Session
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.status_bar import StatusBar
from tests.client.memory_log import MemoryLog, profile, session_for

REFUSED = Problem("Filter refused", "400 <b>invalidFilter</b>", exchange=118)
LOCKED = Problem("Keyring is locked & bolted", "The keyring did not answer.")


class Aging(Session):
    """A session whose token ends when the test says so."""

    left_s = 0.0

    @property
    @override
    def sign_in_ends_at(self) -> float | None:
        return time.time() + self.left_s


async def no_secret(_slot: str) -> str | None:
    return None


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.resize(1440, 24)
    made.show()
    return made


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        (Connection.UNUSED, "Not connected yet"),
        (Connection.ANSWERING, "Connected"),
        (Connection.FAILING, "No answer"),
    ],
)
def test_that_environment_and_connection_are_words(
    bar: StatusBar, connection: Connection, words: str
) -> None:
    session = session_for(profile(environment=Environment.PROD))
    session.connection_state = connection

    bar.show_session(session)

    assert bar.chip.isVisible()
    assert bar.chip.text() == "PROD"
    assert bar.connection.text() == words


def test_that_a_token_grows_older_while_nothing_else_happens(bar: StatusBar) -> None:
    session = Aging(profile(), log=MemoryLog(), read_secret=no_secret)
    session.left_s = 42.5 * 60
    bar.show_session(session)
    before = bar.connection.text()

    session.left_s = 41.5 * 60
    (aging,) = (
        one for one in bar.findChildren(QTimer) if not one.isSingleShot() and one.isActive()
    )
    aging.timeout.emit()

    assert before.endswith("token valid 42 min")
    assert bar.connection.text().endswith("token valid 41 min")
    assert aging.interval() <= 30_000
    assert "The token ends at" in bar.connection.toolTip()


def test_that_without_an_endpoint_it_says_so(bar: StatusBar) -> None:
    bar.show_session(session_for(profile()))

    bar.show_session(None)

    assert not bar.chip.isVisible()
    assert bar.connection.text() == "No endpoint open"


def test_that_a_short_task_is_never_shown(bar: StatusBar) -> None:
    bar.show_tasks(["Page"])
    bar.show_tasks([])

    assert not bar._appear.isActive()
    assert not bar.stop.isVisible()


def test_that_a_task_that_lasts_is_shown_with_a_way_to_stop_it(
    bar: StatusBar, qtbot: QtBot
) -> None:
    bar.show_tasks(["Page", "Discover"])
    bar._appear.timeout.emit()
    shown = (bar.task.text(), bar.task.isVisible(), bar.progress.isVisible())

    with qtbot.waitSignal(bar.stop_requested, timeout=1000):
        bar.stop.click()
    bar.show_tasks([])

    assert shown == ("Discover", True, True)
    assert not bar.task.isVisible()
    assert not bar.stop.isVisible()


def test_that_a_task_after_another_is_shown_at_once(bar: StatusBar) -> None:
    bar.show_tasks(["Page"])
    bar._appear.timeout.emit()

    bar.show_tasks(["Resource"])

    assert bar.task.text() == "Resource"


def test_that_problems_are_counted_and_lead_to_their_requests(bar: StatusBar, qtbot: QtBot) -> None:
    before = bar.problem_button.isVisible()
    bar.add_problem(REFUSED)
    one = bar.problem_button.text()
    bar.add_problem(LOCKED)
    menu = bar.problem_button.menu()
    menu.aboutToShow.emit()
    locked, refused = menu.actions()[:2]

    with qtbot.waitSignal(bar.link_activated, timeout=1000) as link:
        refused.trigger()

    assert not before
    assert one == "1 problem"
    assert bar.problem_button.text() == "2 problems"
    assert link.args == [118]
    assert [locked.text(), refused.text()] == [
        "Keyring is locked && bolted",
        "Filter refused  #118",
    ]
    assert not locked.isEnabled()
    assert "<b>" not in refused.toolTip()


def test_that_the_same_problem_twice_in_a_row_counts_once(bar: StatusBar) -> None:
    bar.add_problem(REFUSED)

    bar.add_problem(REFUSED)

    assert bar.problem_button.text() == "1 problem"


def test_that_the_list_of_problems_is_bounded_and_can_be_emptied(bar: StatusBar) -> None:
    for number in range(60):
        bar.add_problem(Problem("No answer", "", exchange=number))
    full = bar.problem_button.text()
    menu = bar.problem_button.menu()
    menu.aboutToShow.emit()

    menu.actions()[-1].trigger()

    assert full == "50 problems"
    assert not bar.problem_button.isVisible()


def test_that_a_message_goes_by_itself(bar: StatusBar) -> None:
    bar.say("Copied as cURL: <b>$SCIM_TOKEN</b>")
    said = bar.message.text()

    bar._fade.timeout.emit()

    assert said == "Copied as cURL: <b>$SCIM_TOKEN</b>"
    assert bar.message.text() == ""


def test_that_the_size_of_the_log_is_readable(bar: StatusBar) -> None:
    bar.show_log_size(4_400_000)

    assert bar.log_size.text() == "Log 4.2 MB"


def test_that_every_part_has_a_name(bar: StatusBar) -> None:
    bar.add_problem(REFUSED)
    bar.show_tasks(["Page"])
    bar._appear.timeout.emit()

    names = {"connectionStatus", "taskStatus", "taskStopButton", "problemCount", "logSize"}
    found = {w.objectName(): w for w in bar.findChildren(QWidget) if w.objectName() in names}

    assert set(found) == names
    assert all(w.isVisible() and w.accessibleName() for w in found.values())
