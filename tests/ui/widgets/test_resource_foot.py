from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from scim_explorer.client.guard import Writes
from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.widgets.resource_foot import Readiness, ResourceFoot
from tests.client.memory_log import profile

READY = Readiness("2 changes", "warning", can_send=True, can_discard=True)


@pytest.fixture
def foot(qapp: object) -> Iterator[ResourceFoot]:
    made = ResourceFoot(profile(environment=Environment.PROD))
    made.set_methods(("PUT", "PATCH"), "PUT")
    made.show_readiness(READY)
    made.show()
    yield made
    delete(made)


def test_that_the_button_says_where_it_sends_and_shows_the_environment(
    foot: ResourceFoot,
) -> None:
    assert foot.send_button.text() == "Send to Acme staging"
    assert foot.send_button.property("environment") == "prod"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (Writes.ALLOWED, {"send", "review"}),
        (Writes.LOCKED, {"unlock"}),
        (Writes.READ_ONLY, {"lock", "reason"}),
    ],
)
def test_what_stands_in_the_place_of_the_button(
    foot: ResourceFoot, state: Writes, shown: set[str]
) -> None:
    foot.set_writes(state, 0)

    widgets = {
        "send": foot.send_button,
        "review": foot.review_button,
        "unlock": foot.unlock_button,
        "lock": foot.lock_icon,
        "reason": foot.lock_reason,
    }
    assert {name for name, widget in widgets.items() if widget.isVisible()} == shown


def test_that_the_unlock_counts_down(foot: ResourceFoot) -> None:
    foot.set_writes(Writes.ALLOWED, 872.4)

    assert foot.lock_reason.text() == "unlocked, 14:32 left"


def test_that_while_a_write_is_under_way_nothing_can_be_sent(foot: ResourceFoot) -> None:
    foot.set_sending(True)

    assert not foot.send_button.isEnabled()
    assert not foot.review_button.isEnabled()
    foot.set_sending(False)
    assert foot.send_button.isEnabled()


def test_that_the_reason_is_told_while_nothing_can_be_sent(foot: ResourceFoot) -> None:
    foot.show_readiness(Readiness("no changes", why_not="Nothing was changed."))

    assert not foot.send_button.isEnabled()
    assert foot.send_button.toolTip() == "Nothing was changed."
    assert not foot.discard_button.isVisible()


def test_that_a_long_name_is_cut_in_the_middle_and_said_in_full(qapp: object) -> None:
    name = "Acme & Sons production tenant of the north"
    foot = ResourceFoot(profile(name=name))

    assert "\u2026" in foot.send_button.text()
    assert "&&" in foot.send_button.text()
    assert foot.send_button.accessibleName() == f"Send to {name}"
    delete(foot)


@pytest.mark.parametrize("width", [900, 500, 420, 360])
def test_that_no_button_is_cut_however_narrow_the_pane(foot: ResourceFoot, width: int) -> None:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(foot)
    foot.set_writes(Writes.ALLOWED, 872.4)
    foot.show_readiness(Readiness("12 changes", "warning", can_send=True, can_discard=True))

    pane.resize(width, 200)
    pane.show()
    pane.grab()

    assert foot.width() == width
    for button in (foot.send_button, foot.review_button, foot.discard_button):
        assert button.width() >= button.sizeHint().width()
        assert foot.rect().contains(button.geometry())
    foot.setParent(None)
    delete(pane)
