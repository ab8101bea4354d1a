"""What a pane says about its list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from scim_explorer.problems import Problem
from scim_explorer.ui.list_status import WAIT_SHOWN_S, ListStatus, Why
from scim_explorer.ui.page_loader import Failure

REFUSED = Failure(Problem("Filter refused", "400"), no_reply=False)
SILENT = Failure(Problem("Cannot reach the server", "refused"), no_reply=True)


@pytest.fixture
def status(qapp: QObject) -> ListStatus:
    return ListStatus(qapp)


@pytest.mark.parametrize(
    ("failure", "why", "has_rows", "expected"),
    [
        (None, Why.NOTHING, False, "empty"),
        (None, Why.NOTHING, True, "ready"),
        (None, Why.STOPPED, True, "partial"),
        (None, Why.PAUSED, True, "partial"),
        (REFUSED, Why.NOTHING, False, "error"),
        (REFUSED, Why.NOTHING, True, "error stale"),
        (SILENT, Why.STOPPED, True, "offline stale"),
    ],
)
def test_state(
    status: ListStatus, failure: Failure | None, why: Why, *, has_rows: bool, expected: str
) -> None:
    status.failure = failure
    status.set_why(why)

    assert status.state(has_rows=has_rows) == expected


def test_that_work_hides_what_was_before(status: ListStatus) -> None:
    status.fail(REFUSED)

    status.set_busy(True)

    assert status.state(has_rows=True) == "loading"


def test_that_waiting_is_worth_a_word_only_after_a_while(status: ListStatus) -> None:
    status.set_busy(True)
    seen = []
    for _ in range(WAIT_SHOWN_S):
        status.count_second()
        seen.append(status.waiting_s)

    assert seen == [0] * (WAIT_SHOWN_S - 1) + [WAIT_SHOWN_S]

    status.answer_came()

    assert status.waiting_s == 0


def test_that_each_piece_of_work_counts_from_its_own_start(status: ListStatus) -> None:
    status.set_busy(True)
    for _ in range(WAIT_SHOWN_S):
        status.count_second()
    status.set_busy(False)

    status.set_busy(True)

    assert status.waiting_s == 0
