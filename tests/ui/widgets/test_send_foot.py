"""Whether a request may leave, at the place of the button."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.client.guard import Writes
from scim_explorer.client.request import Request
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.ui.widgets.send_foot import SendFoot

READ, WRITE = Request("GET", "/Users"), Request("DELETE", "/Users/1")


def foot(qtbot: QtBot, environment: Environment = Environment.TEST, name: str = "Acme") -> SendFoot:
    found = SendFoot(Profile("p1", name, "https://scim.example", environment=environment))
    qtbot.addWidget(found)
    found.show()
    return found


def test_that_the_target_and_its_environment_are_on_the_button(qtbot: QtBot) -> None:
    found = foot(qtbot, name="R&D <b>")

    assert found.send_button.text() == "Send to R&&D <b>"
    assert found.send_button.accessibleName() == "Send to R&D <b>"
    assert found.send_button.property("environment") == "test"


@pytest.mark.parametrize(
    ("request_", "writes", "can_send"),
    [
        (READ, Writes.ALLOWED, True),
        (READ, Writes.READ_ONLY, True),
        (READ, Writes.LOCKED, True),
        (WRITE, Writes.ALLOWED, True),
        (WRITE, Writes.READ_ONLY, False),
        (WRITE, Writes.LOCKED, False),
    ],
)
def test_that_the_guard_stops_writes_only(
    qtbot: QtBot, request_: Request, writes: Writes, *, can_send: bool
) -> None:
    found = foot(qtbot)

    found.show_request(request_, "", writes)

    assert found.can_send is can_send
    assert found.unlock_button.isVisible() is (request_ is WRITE and writes is Writes.LOCKED)


def test_that_a_problem_is_said_and_stops_everything(qtbot: QtBot) -> None:
    found = foot(qtbot)

    found.show_request(READ, "The method is not an HTTP method.", Writes.ALLOWED)

    assert not found.can_send
    assert found._words.text() == "The method is not an HTTP method."


def test_that_production_wants_its_name_for_writes_and_not_for_reads(qtbot: QtBot) -> None:
    found = foot(qtbot, Environment.PROD)
    found.show_request(READ, "", Writes.ALLOWED)
    assert found.can_send
    assert found.confirm_edit.isHidden()

    found.show_request(WRITE, "", Writes.ALLOWED)
    assert not found.can_send
    found.confirm_edit.setText(" aCME ")
    assert found.can_send

    found.forget_confirmation()
    assert not found.can_send


def test_that_while_it_runs_there_is_stop_and_no_second_send(qtbot: QtBot) -> None:
    found = foot(qtbot)
    found.show_request(WRITE, "", Writes.ALLOWED)

    found.set_busy(True)

    assert found.stop_button.isVisible()
    assert not found.can_send


def test_that_a_long_wait_says_for_what_and_how_long(qtbot: QtBot) -> None:
    found = foot(qtbot)
    found.show_request(READ, "", Writes.ALLOWED)
    found.set_busy(True)
    assert found._words.text() == ""

    for _ in range(4):
        found._clock.timeout.emit()
    assert found._words.text() == "waiting for the server, 4 s"

    found.set_busy(False)
    assert found._words.text() == ""
