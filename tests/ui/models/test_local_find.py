"""The search over what is loaded."""

from __future__ import annotations

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.models.local_find import rows_with
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.table_columns import Column, Kind
from tests.ui.fake_directory import list_body, user

COLUMNS = (Column("userName"), Column("meta.lastModified", Kind.DATE))


def cache_of(*users: dict[str, object]) -> PageCache:
    return PageCache(read_list(list_body(list(users), len(users))), 1_000, FIRST)


async def test_that_letter_case_does_not_matter() -> None:
    cache = cache_of(user(1, userName="STRASSE"), user(2, userName="Straße"), user(3))

    assert await rows_with("straße", tuple(cache.held_rows()), COLUMNS) == (0, 1)


async def test_that_a_date_is_found_as_sent() -> None:
    cache = cache_of(user(1), user(2, meta={"lastModified": "2020-01-01T00:00:00Z"}))

    assert await rows_with("2020-01-01T", tuple(cache.held_rows()), COLUMNS) == (1,)


async def test_that_only_shown_columns_are_searched() -> None:
    cache = cache_of(user(1, title="Pilot"))

    assert await rows_with("pilot", tuple(cache.held_rows()), COLUMNS) == ()


async def test_that_many_rows_are_searched_to_the_last() -> None:
    cache = cache_of(*(user(n) for n in range(1_700)))

    found = await rows_with("user0001699", tuple(cache.held_rows()), COLUMNS)

    assert found == (1_699,)
