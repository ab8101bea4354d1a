"""The doctor as a work tab: whose it is, and what runs in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from scim_explorer.client.session import Session
from scim_explorer.ui.doctor_tab import DoctorTab
from scim_explorer.ui.panes.doctor_pane import Patient
from scim_explorer.ui.work_tabs import WorkTab, WorkTabs
from tests.client.memory_log import MemoryLog, profile, session_for


class Office:
    """Says which session the endpoint has just now."""

    session: Session | None = None


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def tabs(qapp: QApplication, office: Office) -> Iterator[WorkTabs]:
    async def read(_slot: str) -> str | None:
        return None

    window = QWidget()
    made = WorkTabs(window)
    patient = Patient(profile("http://127.0.0.1:1", name="A & <b>"), read)
    made.open(DoctorTab("p1", lambda: patient, lambda: office.session, MemoryLog(), made))
    yield made
    delete(window)


def test_that_it_says_whose_it_is_while_the_address_cannot_be_used(tabs: WorkTabs) -> None:
    assert tabs.tabText(0) == "Doctor \u2013 A && <b>"


def test_that_it_follows_the_session_that_the_endpoint_has_by_now(
    tabs: WorkTabs, office: Office
) -> None:
    office.session = session_for(profile("http://127.0.0.1:2", name="Other"))
    tabs.refresh()

    current = tabs.current()
    assert current is not None
    assert current.session is office.session
    assert tabs.tabText(0) == "Doctor \u2013 Other"


def test_that_it_is_a_work_tab_that_is_not_opened_at_the_next_start(tabs: WorkTabs) -> None:
    tab = tabs.widget(0)

    assert isinstance(tab, WorkTab)
    assert tab.to_open_tab() is None
    assert len(tab.scopes()) == 2
