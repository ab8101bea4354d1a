"""What nobody caught is told, and nothing of it is secret."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Signal

from scim_explorer.exchanges.redact import RedactionRules
from scim_explorer.problems import Problem
from scim_explorer.ui.crash_reports import CrashReports
from scim_explorer.ui.tasks import TaskScope
from tests.ui.waiting import emitted

CANARY = "s3cr3t-canary"


class Button(QObject):
    """Something with a slot."""

    clicked = Signal()


def reports() -> tuple[CrashReports, list[Problem]]:
    made = CrashReports(lambda: [RedactionRules((CANARY,))])
    told: list[Problem] = []
    made.crashed.connect(told.append)
    return made, told


def fail() -> None:
    raise ZeroDivisionError(f"Illegal header value b'Bearer {CANARY}'")


async def test_fault_4_a_bug_in_a_slot_is_told_and_the_next_slot_runs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made, told = reports()
    button, reached = Button(), []
    button.clicked.connect(fail)
    button.clicked.connect(lambda: reached.append(True))
    with made.installed():
        button.clicked.emit()
        button.clicked.emit()

    assert reached == [True, True]
    assert [one.detail for one in told] == [f"ZeroDivisionError in {place_of_fail()}."]
    errors = capsys.readouterr().err
    assert "Traceback" in errors
    assert errors.count("Traceback") == 1
    assert CANARY not in errors


async def test_fault_5_a_bug_in_a_task_is_told_at_once() -> None:
    made, told = reports()
    owner = QObject()
    scope = TaskScope(owner)

    async def crash() -> None:
        fail()

    with made.installed():
        await emitted(made.crashed, lambda: scope.start("crash", crash(), lambda _none: None))

    assert len(told) == 1
    assert CANARY not in told[0].one_line()


async def test_fault_5_an_orphan_task_is_told_when_it_is_collected() -> None:
    made, told = reports()
    loop = asyncio.get_running_loop()
    with made.installed():
        loop.call_exception_handler({"message": "Task was destroyed but it is pending"})
        loop.call_exception_handler({"message": "Task was destroyed but it is pending"})

    assert [one.title for one in told] == ["Something failed inside SCIM Explorer"]


async def test_that_a_bug_in_a_thread_is_told() -> None:
    made, told = reports()
    with made.installed():
        thread = threading.Thread(target=fail)
        await emitted(made.crashed, thread.start)
        thread.join()

    assert "ZeroDivisionError" in told[0].detail


async def test_that_the_handlers_of_before_come_back() -> None:
    made, _ = reports()
    loop = asyncio.get_running_loop()
    before = sys.excepthook, threading.excepthook, loop.get_exception_handler()

    with made.installed():
        assert sys.excepthook is not before[0]

    assert (sys.excepthook, threading.excepthook, loop.get_exception_handler()) == before


def place_of_fail() -> str:
    return f"test_crash_reports.py:{fail.__code__.co_firstlineno + 1}"
