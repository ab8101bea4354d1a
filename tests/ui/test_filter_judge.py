"""Filters held against the rows that are loaded, also while the lab is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from shiboken6 import delete

from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import FakeDirectory, list_body
from tests.ui.lab_bench import ACTIVE, PEOPLE, Benches, answering
from tests.ui.waiting import emitted, until_idle


@pytest_asyncio.fixture
async def make(qapp: object) -> AsyncIterator[Benches]:
    benches = Benches()
    yield benches
    for one in benches.made:
        await one.pane.aclose()
        delete(one.pane)


async def test_that_rows_that_do_not_match_are_told_with_the_lab_closed(make: Benches) -> None:
    bench = make(answering(0, 3))

    await bench.search(ACTIVE)

    assert bench.pane.foot.remarks.text() == "2 do not match the filter"
    assert bench.rows == []

    await bench.search()

    assert bench.pane.foot.remarks.text() == ""


async def test_that_a_write_makes_what_was_read_before_worthless(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.search(ACTIVE)
    assert bench.judge.known.is_complete

    await until_idle(bench.pane.tasks, bench.pane.refresh)

    assert not bench.judge.known.is_complete


async def test_that_a_server_that_ignores_the_filter_is_told_above_the_list(make: Benches) -> None:
    bench = make(FakeDirectory(body=lambda _query, _position: list_body(PEOPLE, len(PEOPLE))))
    await bench.search()
    assert bench.pane.strip.problem is None

    await bench.search(ACTIVE)

    problem = bench.pane.strip.problem
    assert problem is not None
    assert problem.title == "Filter not applied"
    assert problem.exchange == 2
    assert bench.pane.property("state") == "ready"

    await bench.search()

    assert bench.pane.strip.problem is None


async def test_that_a_value_no_schema_lists_is_no_excuse_for_a_server(make: Benches) -> None:
    bench = make(FakeDirectory(body=lambda _query, _position: list_body(PEOPLE, len(PEOPLE))))
    await bench.search()

    await bench.search('emails[type eq "wrk"]')

    problem = bench.pane.strip.problem
    assert problem is not None
    assert (problem.title, problem.action) == ("Filter not applied", "check-operators")


async def test_that_nothing_is_judged_before_a_filter_was_asked(make: Benches) -> None:
    bench = make(answering())
    cases: list[object] = []
    bench.judge.judged.connect(cases.append)

    await bench.search()
    assert cases == []

    await bench.search(ACTIVE)
    assert len(cases) == 1


async def test_that_pages_are_judged_once_they_rest(make: Benches) -> None:
    bench = make(answering(0, 3), ViewSettings(page_size=2))
    await bench.search(ACTIVE)
    assert bench.judge.doubted == 1

    await until_idle(bench.pane.tasks, bench.pane.foot.load_all_requested.emit)
    await emitted(bench.judge.doubted_changed)

    assert bench.judge.doubted == 2
