"""The pane of the operator matrix: plan, preview, run, stop, go on, last time."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from scim_explorer.checks.operators.matrix_json import from_text, to_text
from scim_explorer.checks.operators.probe import Verdict
from scim_explorer.client.session import Session
from scim_explorer.problems import InputError, Problem
from scim_explorer.ui.panes.operators_pane import Kept, OperatorsPane
from tests.checks.operators.test_matrix import RIGHT, WRONG, matrix
from tests.checks.operators.test_run import people
from tests.client.memory_log import MemoryLog, profile
from tests.faults.hostile import Connection, HostileServer, Received, hang, reset
from tests.ui.waiting import until, until_idle


class Bench:
    """A pane on a server, and what is kept of it.

    Attributes:
        kept: Texts by name of the type.
        refused: Why nothing can be kept.
        disk_turns: What is kept is read once this is set.
    """

    def __init__(self, url: str) -> None:
        async def no_secret(_slot: str) -> None:
            return None

        self.log = MemoryLog()
        self.kept: dict[str, str] = {}
        self.refused: Problem | None = None
        self.disk_turns = threading.Event()
        self.disk_turns.set()
        self.session = Session(profile(url), log=self.log, read_secret=no_secret)
        self.open()

    def open(self) -> None:
        self.pane = OperatorsPane(self.session, "User", Kept(self._read, self._write))
        self.pane.resize(1000, 700)
        self.pane.show()

    def _read(self, name: str) -> str | None:
        assert self.disk_turns.wait(10)
        return self.kept.get(name)

    def _write(self, name: str, text: str) -> None:
        if self.refused is not None:
            raise InputError(self.refused)
        self.kept[name] = text

    async def press(self) -> OperatorsPane:
        """Press the button and wait for the end of what it does."""
        self.pane.foot.run_button.click()
        await until_idle(self.pane.tasks)
        await until_idle(self.pane.files)
        return self.pane

    async def asked(self, count: int) -> None:
        """Wait until so many results are shown."""
        model = self.pane.body.model
        await until(model.dataChanged, lambda: tried(self.pane) >= count)

    @property
    def sent(self) -> list[str]:
        return [one.origin for one in self.log.exchanges]

    async def aclose(self) -> None:
        await self.pane.aclose()
        await self.session.aclose()
        delete(self.pane)


def tried(pane: OperatorsPane) -> int:
    return sum(one.verdict is not Verdict.NOT_TRIED for one in pane.results)


def summary(pane: OperatorsPane) -> str:
    return pane.head.sentence_label.text()


class Switch:
    """A server of ten people that can be told to misbehave once a filter comes.

    Attributes:
        mood: "fine", "hang" or "reset", after ``after`` filters.
    """

    def __init__(self) -> None:
        self.mood, self.after, self.filters = "fine", 0, 0

    async def __call__(self, connection: Connection, request: Received) -> None:
        await people(None if self._is_fine(request) else {"hang": hang, "reset": reset}[self.mood])(
            connection, request
        )

    def _is_fine(self, request: Received) -> bool:
        self.filters += "filter" in request.query
        return self.mood == "fine" or self.filters <= self.after


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def server(switch: Switch) -> Iterator[HostileServer]:
    with HostileServer(otherwise=switch) as running:
        yield running


@pytest_asyncio.fixture
async def bench(qapp: QApplication, server: HostileServer) -> AsyncIterator[Bench]:
    made = Bench(server.url)
    yield made
    await made.aclose()


async def test_that_nothing_is_sent_by_opening(bench: Bench) -> None:
    await until_idle(bench.pane.files)

    assert bench.sent == []
    assert bench.pane.property("state") == "empty"
    assert summary(bench.pane) == "Which operators does this server support?"
    assert bench.pane.foot.run_button.text() == "&Read rows and plan"


async def test_that_the_plan_is_shown_before_anything_of_it_is_sent(bench: Bench) -> None:
    pane = await bench.press()

    count = pane.body.requests.model().rowCount()
    assert bench.sent.count("Operators") == 1
    assert pane.body.requests.isVisible()
    assert summary(pane) == f"{count} requests would be sent, one after the other."
    assert pane.head.ground_label.text().startswith("Their values are of all 10 User")
    assert pane.foot.run_button.text() == f"&Send {count} requests"


async def test_that_as_many_requests_leave_as_were_shown(bench: Bench) -> None:
    pane = await bench.press()
    count = pane.body.requests.model().rowCount()

    await bench.press()

    assert bench.sent.count("Operators") == 1 + count
    assert tried(pane) == count
    assert pane.property("state") == "ready"
    assert f" of {count} answers are right" in summary(pane)
    assert pane.body.view.isVisible()
    assert pane.foot.run_button.text() == "&Run again"


async def test_that_the_first_fault_is_in_front(bench: Bench) -> None:
    await bench.press()
    pane = await bench.press()

    found = pane.body.view.current_result()
    assert found is not None
    assert found.verdict is Verdict.IGNORED
    assert pane.body.detail.filter_label.text() == found.asked


async def test_that_the_result_can_be_handed_around_without_values(bench: Bench) -> None:
    pane = await bench.press()
    assert not pane.foot.copy_button.isVisible()
    pane = await bench.press()

    pane.foot.copy_button.click()

    text = QGuiApplication.clipboard().text()
    assert summary(pane) in text
    assert f"Target: {bench.session.base.text}" in text
    assert "IGNORED    eq on text: userName eq \u2026 (" in text
    assert "@example.com" not in text


async def test_that_the_result_is_kept_and_shown_the_next_time(bench: Bench) -> None:
    await bench.press()
    pane = await bench.press()
    before = summary(pane)
    await pane.aclose()
    delete(pane)

    bench.open()
    await until_idle(bench.pane.files)

    assert from_text(bench.kept["User"]) is not None
    assert summary(bench.pane) == before
    assert " Tried 20" in bench.pane.head.ground_label.text()
    assert bench.pane.property("state") == "ready"
    assert bench.pane.foot.run_button.text() == "&Run again"


async def test_that_a_result_that_cannot_be_kept_is_shown_all_the_same(bench: Bench) -> None:
    bench.refused = Problem("Result not kept", "The disk is full.")
    await bench.press()
    pane = await bench.press()

    assert pane.problem_strip.problem == bench.refused
    assert "answers are right" in summary(pane)


async def test_that_a_kept_text_that_is_damaged_is_no_last_time(bench: Bench) -> None:
    bench.kept["Group"] = "{"

    bench.pane.choose_type("Group")
    await until_idle(bench.pane.files)

    assert bench.pane.property("state") == "empty"
    assert bench.pane.problem_strip.problem is None


async def test_that_another_type_shows_its_own_last_time(bench: Bench) -> None:
    bench.kept["Group"] = to_text(matrix(RIGHT, WRONG, resource_type="Group"))

    bench.pane.choose_type("Group")
    await until_idle(bench.pane.files)

    assert summary(bench.pane) == "1 of 2 answers are right, 1 wrong."
    assert bench.pane.head.type_combo.currentText() == "Group"


async def test_that_it_can_be_stopped_and_gone_on_with(bench: Bench, switch: Switch) -> None:
    pane = await bench.press()
    count = pane.body.requests.model().rowCount()
    switch.mood, switch.after = "hang", 3
    pane.foot.run_button.click()
    await bench.asked(3)

    assert not pane.head.type_combo.isEnabled()
    pane.foot.stop_button.click()
    await until_idle(pane.tasks)
    assert pane.property("state") == "partial"
    assert summary(pane) == f"Stopped after 3 of {count} requests."
    assert pane.foot.run_button.text() == f"&Go on: {count - 3} requests"
    assert bench.kept == {}

    switch.mood = "fine"
    await bench.press()
    assert tried(pane) == count
    assert pane.property("state") == "ready"
    assert "User" in bench.kept


async def test_that_a_server_that_falls_silent_leaves_what_is_known(
    bench: Bench, switch: Switch
) -> None:
    await bench.press()
    switch.mood, switch.after = "reset", 2

    pane = await bench.press()

    assert pane.property("state") == "error"
    assert pane.problem_strip.problem is not None
    assert pane.problem_strip.problem.title
    assert [one.verdict for one in pane.results].count(Verdict.FAILED) == 3
    assert summary(pane).startswith("Stopped after 2 of ")


async def test_that_what_was_not_answered_is_asked_once_more(bench: Bench, switch: Switch) -> None:
    pane = await bench.press()
    count = pane.body.requests.model().rowCount()
    switch.mood, switch.after = "reset", 2
    await bench.press()
    switch.mood = "fine"

    assert pane.foot.run_button.text() == f"&Go on: {count - 2} requests"
    await bench.press()

    assert tried(pane) == count
    assert Verdict.FAILED not in {one.verdict for one in pane.results}


async def test_that_a_stop_while_rows_are_read_goes_back_to_the_begin(
    qapp: QApplication,
) -> None:
    with HostileServer(otherwise=hang) as server:
        bench = Bench(server.url)
        bench.pane.foot.run_button.click()
        await server.arrived(1)
        bench.pane.foot.stop_button.click()
        await until_idle(bench.pane.tasks)
        await until_idle(bench.pane.files)

        assert bench.pane.property("state") == "empty"
        assert bench.pane.foot.run_button.isVisible()
        assert bench.pane.foot.run_button.text() == "&Read rows and plan"
        await bench.aclose()


async def test_that_rows_that_cannot_be_read_are_a_problem_beside_the_last_result(
    bench: Bench, server: HostileServer
) -> None:
    await bench.press()
    await bench.press()
    before = summary(bench.pane)
    server.otherwise = reset

    pane = await bench.press()

    assert pane.property("state") == "error stale"
    assert pane.problem_strip.problem is not None
    assert summary(pane) == before


async def test_that_a_type_without_rows_has_nothing_to_try(
    qapp: QApplication,
) -> None:
    with HostileServer(otherwise=people(rows=[])) as server:
        bench = Bench(server.url)
        pane = await bench.press()

        assert summary(pane) == "There is nothing to try."
        assert pane.property("state") == "empty"
        assert pane.foot.run_button.text() == "&Read rows and plan"
        await bench.aclose()


async def test_that_results_that_come_late_to_the_window_are_shown_at_the_end(
    bench: Bench,
) -> None:
    pane = await bench.press()
    count = pane.body.requests.model().rowCount()
    pane.blockSignals(True)

    await bench.press()

    assert tried(pane) == count
    assert f" of {count} answers" in summary(pane)


async def test_that_a_plan_is_not_hidden_by_a_last_result_that_is_read_late(bench: Bench) -> None:
    bench.kept["User"] = to_text(matrix(RIGHT))
    await until_idle(bench.pane.files)
    bench.disk_turns.clear()
    bench.pane.choose_type("Group")
    bench.pane.choose_type("User")

    await until_idle(bench.pane.tasks, bench.pane.foot.run_button.click)
    bench.disk_turns.set()
    await until_idle(bench.pane.files)

    pane = bench.pane
    assert pane.body.requests.isVisible()
    assert pane.foot.run_button.text().startswith("&Send ")


async def test_that_a_new_plan_can_be_made_before_it_is_sent(bench: Bench) -> None:
    pane = await bench.press()
    first = bench.sent.count("Operators")

    pane.foot.plan_button.click()
    await until_idle(pane.tasks)

    assert bench.sent.count("Operators") == 2 * first
    assert pane.foot.run_button.text().startswith("&Send ")
