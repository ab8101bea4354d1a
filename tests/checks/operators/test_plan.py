"""The plan: what would be asked, and how."""

from __future__ import annotations

import pytest

from scim_explorer.checks.operators.clauses import not_tried
from scim_explorer.checks.operators.plan import plan_for, request_of
from scim_explorer.checks.operators.probe import ORIGIN, Group
from scim_explorer.protocol.schema import Capabilities
from tests.checks.operators.people import known, user_type

NOTHING_TOLD = Capabilities()


def test_that_all_groups_are_planned_once_each() -> None:
    plan = plan_for(user_type(), known(), NOTHING_TOLD, 100)

    assert {one.group for one in plan.probes} == set(Group)
    assert len({one.key for one in plan.probes}) == len(plan.probes)
    assert 0 < len(plan.asked) < len(plan.probes)


def test_that_only_reads_are_planned() -> None:
    requests = [request_of(one) for one in plan_for(user_type(), known(), NOTHING_TOLD, 100).asked]

    assert all(one.is_read for one in requests)
    assert {one.method for one in requests} == {"GET", "POST"}
    assert {one.origin for one in requests} == {ORIGIN}
    assert all(one.target.startswith("/Users") for one in requests)


@pytest.mark.parametrize(
    ("is_whole", "told", "page_size", "count"),
    [
        (True, NOTHING_TOLD, 100, 10),
        (False, NOTHING_TOLD, 100, 100),
        (True, NOTHING_TOLD, 5, 5),
        (True, Capabilities(max_results=3), 100, 3),
        (True, Capabilities(max_results=0), 100, 10),
    ],
)
def test_that_no_more_rows_are_asked_for_than_needed_and_allowed(
    *, is_whole: bool, told: Capabilities, page_size: int, count: int
) -> None:
    plan = plan_for(user_type(), known(is_whole=is_whole), told, page_size)
    query = plan.asked[0].query

    assert query is not None
    assert query.count == count


def test_that_nothing_is_planned_without_rows() -> None:
    assert plan_for(user_type(), known([]), NOTHING_TOLD, 100).probes == ()


def test_that_what_is_not_tried_has_no_request() -> None:
    with pytest.raises(ValueError, match="nothing is asked"):
        request_of(not_tried(Group.SORT, "ascending", "No rows."))
