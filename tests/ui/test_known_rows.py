"""The resources of a type that a filter is held against."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QObject

from scim_explorer.client.pages import Query
from scim_explorer.problems import NoReplyError, Problem
from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.known_rows import KnownRows, is_complete, pairs_in
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.page_loader import PAUSE_ROWS
from tests.ui.fake_directory import FakeDirectory, list_body, user
from tests.ui.waiting import until, until_idle

QUERY = Query("/Users", filter='userName eq "a"', attributes=("id",), sort_by="id", count=100)


def cache_of(rows: int, total: int | None) -> PageCache:
    return PageCache(read_list(list_body([user(n) for n in range(rows)], total)), 100, FIRST)


@pytest_asyncio.fixture
async def known(qapp: object) -> AsyncIterator[tuple[KnownRows, FakeDirectory]]:
    directory = FakeDirectory(rows=250)
    owner = QObject()
    made = KnownRows(directory, owner)
    yield made, directory
    await made.tasks.aclose()


async def test_that_all_resources_are_read_without_filter_and_projection(
    known: tuple[KnownRows, FakeDirectory],
) -> None:
    rows, directory = known
    assert not rows.is_complete

    await until_idle(rows.tasks, lambda: rows.load(QUERY, FIRST))

    assert rows.is_complete
    assert rows.reported == 250
    assert len(list(pairs_in(rows.blocks()))) == 250
    assert {(one.filter, one.attributes, one.sort_by) for one in directory.queries} == {
        ("", (), "")
    }


async def test_that_stopping_keeps_what_came(known: tuple[KnownRows, FakeDirectory]) -> None:
    rows, directory = known
    rows.load(QUERY, FIRST)
    await until(rows.changed, lambda: bool(rows.blocks()))
    directory.gate.clear()

    rows.stop()

    assert not rows.is_loading
    assert not rows.is_complete
    assert 100 <= len(list(pairs_in(rows.blocks()))) < 250


async def test_that_a_very_long_list_waits_for_a_word(
    known: tuple[KnownRows, FakeDirectory],
) -> None:
    rows, directory = known
    directory.rows = PAUSE_ROWS + 500
    await until_idle(rows.tasks, lambda: rows.load(QUERY, FIRST))
    assert rows.is_paused
    assert not rows.is_complete

    await until_idle(rows.tasks, lambda: rows.load(QUERY, FIRST))

    assert rows.is_complete
    assert not rows.is_paused


async def test_that_a_failure_is_told(known: tuple[KnownRows, FakeDirectory]) -> None:
    rows, directory = known
    directory.error = NoReplyError(Problem("Cannot reach the server", "connection refused"))
    told: list[object] = []
    rows.failed.connect(told.append)

    await until_idle(rows.tasks, lambda: rows.load(QUERY, FIRST))

    assert len(told) == 1
    assert list(pairs_in(rows.blocks())) == []


async def test_that_a_list_that_is_there_is_used_and_forgotten(
    known: tuple[KnownRows, FakeDirectory],
) -> None:
    rows, _ = known
    rows.keep(cache_of(3, 3), 12.0)
    assert (rows.is_complete, rows.read_at, rows.reported) == (True, 12.0, 3)

    rows.forget()

    assert (rows.is_complete, rows.read_at, rows.reported) == (False, 0.0, None)


@pytest.mark.parametrize(
    ("rows", "total", "expected"), [(3, 3, True), (3, 4, False), (0, 0, True), (3, 2, False)]
)
def test_that_a_list_is_complete_when_it_has_what_is_reported(
    rows: int, total: int, *, expected: bool
) -> None:
    cache = cache_of(rows, total)

    assert is_complete(cache) is expected
    assert len(list(pairs_in(cache.pair_blocks()))) == rows


async def test_that_rows_without_ids_are_never_all_that_is_known(
    known: tuple[KnownRows, FakeDirectory],
) -> None:
    rows, _ = known
    body = list_body([{"userName": "a"}, {"userName": "b"}], 2)

    rows.keep(PageCache(read_list(body), 100, FIRST), 1.0)

    assert not rows.is_complete
