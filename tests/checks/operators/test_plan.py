"""The plan: what would be asked, and how, whatever the rows and schemas are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.checks.operators.clauses import not_tried
from scim_explorer.checks.operators.plan import plan_for, request_of
from scim_explorer.checks.operators.probe import ORIGIN, Group, Verdict
from scim_explorer.checks.operators.verdicts import judge_page
from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.schema import Attribute, Capabilities
from tests.checks.operators.people import attributes, known, page, user_type

NOTHING_TOLD = Capabilities()
PATHS = sorted({path.partition(".")[0] for path, _ in attributes().below(None)})
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(("a", "A b", '"', "\\", "\ud800", "2026-11-25T10:00:00Z", "1e400", "9" * 99)),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("value", "type", "created", "givenName")), inner),
    ),
    max_leaves=6,
)
ROWS = st.lists(st.dictionaries(st.sampled_from(PATHS), VALUES, max_size=6), max_size=5)


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


@pytest.mark.hypothesis
@given(ROWS)
def test_that_any_rows_give_requests_that_can_be_made_and_answers_that_can_be_judged(
    rows: list[Resource],
) -> None:
    people = known([row | {"id": str(number)} for number, row in enumerate(rows)])

    plan = plan_for(user_type(), people, NOTHING_TOLD, 100)

    # A lone surrogate stands in no answer that is UTF-8.
    answer = page(json.loads(json.dumps(list(people.rows.values())).replace("\\ud800", "?")))
    for probe in plan.asked:
        assert request_of(probe).is_read
        assert judge_page(probe, answer, people, 1).verdict is not Verdict.NOT_TRIED


@pytest.mark.parametrize("name", ["", "a b", "not", "x(y)", '"', "urn:a b:c", "a.b.c", "and or"])
def test_that_a_schema_may_call_itself_and_its_attributes_anything(name: str) -> None:
    odd = Attributes([(name, Attribute(name)), ("id", Attribute("id"))])
    rows: list[Resource] = [{"id": str(number), name: f"v{number}"} for number in range(3)]
    resource_type = replace(user_type(), schema=name)

    plan = plan_for(resource_type, known(rows, attributes=odd), NOTHING_TOLD, 100)

    assert all(request_of(probe).is_read for probe in plan.asked)
