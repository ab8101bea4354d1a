import asyncio

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from scim_explorer.problems import AnswerError, Problem
from scim_explorer.ui.tasks import TaskScope, is_loop_running


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


class Gate:
    """Work that waits until it is let through."""

    def __init__(self, result: str = "done") -> None:
        self.opened = asyncio.Event()
        self.cancelled = False
        self._result = result

    async def work(self) -> str:
        try:
            await self.opened.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return self._result


async def refused() -> str:
    raise AnswerError(Problem("Sign-in refused", "401"), 401)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_that_a_result_is_delivered(owner: QObject) -> None:
    scope, gate = TaskScope(owner), Gate()
    seen: list[str] = []

    scope.start("read", gate.work(), seen.append)
    gate.opened.set()
    await settled()

    assert seen == ["done"]
    assert not scope.busy


async def test_fault_9_the_newer_job_of_a_key_wins(owner: QObject) -> None:
    scope, old, new = TaskScope(owner), Gate("old"), Gate("new")
    seen: list[str] = []
    scope.start("read", old.work(), seen.append)
    await settled()

    scope.start("read", new.work(), seen.append)
    old.opened.set()
    new.opened.set()
    await settled()

    assert seen == ["new"]
    assert old.cancelled


async def test_that_busy_is_told_once_for_several_jobs(owner: QObject) -> None:
    scope, gate = TaskScope(owner), Gate()
    told: list[bool] = []
    scope.busy_changed.connect(told.append)

    scope.start("a", gate.work(), lambda _: None)
    scope.start("b", gate.work(), lambda _: None)
    gate.opened.set()
    await settled()

    assert told == [True, False]


async def test_that_a_cancelled_job_delivers_nothing(owner: QObject) -> None:
    scope, gate = TaskScope(owner), Gate()
    seen: list[str] = []
    scope.start("read", gate.work(), seen.append)
    await settled()

    scope.cancel("read")
    gate.opened.set()
    await settled()

    assert seen == []
    assert gate.cancelled
    assert not scope.busy


async def test_that_an_expected_failure_is_a_problem(owner: QObject) -> None:
    scope = TaskScope(owner)
    told: list[Problem] = []
    own: list[Problem] = []
    scope.failed.connect(told.append)

    scope.start("a", refused(), lambda _: None)
    scope.start("b", refused(), lambda _: None, own.append)
    await settled()

    assert [problem.title for problem in told] == ["Sign-in refused"]
    assert [problem.title for problem in own] == ["Sign-in refused"]


async def test_fault_5_a_bug_reaches_the_crash_handler(
    owner: QObject, crashes: list[BaseException | str]
) -> None:
    async def bug() -> None:
        raise KeyError("bug")

    scope = TaskScope(owner)

    scope.start("a", bug(), lambda _: None)
    await settled()

    assert isinstance(crashes.pop(), KeyError)


async def test_fault_10_work_ends_with_its_owner() -> None:
    owner, gate = QObject(), Gate()
    scope = TaskScope(owner)
    scope.start("read", gate.work(), lambda _: pytest.fail("delivered to a dead owner"))
    await settled()

    del scope, owner
    await settled()

    assert gate.cancelled


async def test_that_closing_waits_for_the_clean_up(owner: QObject) -> None:
    cleaned = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    scope = TaskScope(owner)
    scope.start("read", work(), lambda _: None)
    await settled()

    await scope.aclose()

    assert cleaned == [True]


async def test_that_joining_waits_and_cancels_nothing(owner: QObject) -> None:
    scope, gate = TaskScope(owner), Gate()
    seen: list[str] = []
    scope.start("close", gate.work(), seen.append)

    asyncio.get_running_loop().call_soon(gate.opened.set)
    await scope.join()
    await settled()

    assert seen == ["done"]
    assert not gate.cancelled


async def test_that_a_slot_may_start_the_next_job(owner: QObject) -> None:
    scope = TaskScope(owner)
    seen: list[str] = []

    def next_job(_: str) -> None:
        gate = Gate("second")
        gate.opened.set()
        scope.start("read", gate.work(), seen.append)

    first = Gate()
    first.opened.set()
    scope.start("read", first.work(), next_job)
    await settled()
    await settled()

    assert seen == ["second"]


def test_that_no_work_can_be_started_outside_the_loop() -> None:
    assert not is_loop_running()


async def test_that_work_can_be_started_inside_the_loop() -> None:
    assert is_loop_running()
