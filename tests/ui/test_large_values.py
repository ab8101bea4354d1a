"""Fault 85 in the whole window: a value of a megabyte in each place that shows it."""

from __future__ import annotations

import json
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Desktop, open_users, saved
from tests.ui.fake_directory import list_body, user
from tests.ui.recording_server import RecordingServer
from tests.ui.test_platform_faults import heartbeat, longest_gap_s
from tests.ui.waiting import until_idle

VIEWS = {"form": "formView", "json": "jsonView", "patch": "patchOperations", "raw": "rawView"}
LONG = "x" * 1_000_000
LONGEST_GAP_S = 5.0
"""Half a second is meant for a view; a busy machine gets ten times as much."""


@pytest.fixture
def large(server: RecordingServer) -> RecordingServer:
    """A server whose one user has a display name of a megabyte."""
    person = user(0, displayName=LONG)
    server.bodies["/Users"] = list_body([person], 1)
    server.bodies["/Users/id-0000000"] = json.dumps(person).encode()
    return server


async def test_fault_85_a_value_of_a_megabyte_holds_up_no_view(
    desktop: Desktop, large: RecordingServer
) -> None:
    desktop.keep(saved(large))
    async with desktop.window() as person:
        with heartbeat() as beats:
            await open_users(person)
            person.click_row(person.table, person.table.model().index(0, 1))
            await person.until(lambda: person.tab.resource.exchange_number is not None)
            await person.until(lambda: not person.tab.resource.tasks.busy)
            for tab, view in VIEWS.items():
                person.tab.resource.show_tab(tab)
                await person.until(partial(person.look, QWidget, view))
            person.window.log_pane.select(person.tab.resource.exchange_number or 0)
            await until_idle(person.window.log_pane.detail.tasks)

    assert longest_gap_s(beats) < LONGEST_GAP_S
