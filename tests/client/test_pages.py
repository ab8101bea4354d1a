from __future__ import annotations

import asyncio
import json

import pytest

from scim_explorer.client.discovery import Discovery
from scim_explorer.client.pages import Page, Query, fetch_page, first_position, page_request, walk
from scim_explorer.client.session import Session
from scim_explorer.problems import AnswerError
from scim_explorer.profiles.profile import Auth, AuthKind
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR, Position
from scim_explorer.protocol.resource_kind import type_of
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.protocol.schema import Capabilities, SchemaSet
from tests.client.fake_door import FakeDoor, reply
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.servers.fixtures import REAL_SERVERS, ScimServer, on

USERS = Query("/Users", count=2)
LONG_TARGET = (
    "/Users?filter=userName%20sw%20%22a%26b%22&sortBy=name.familyName"
    "&sortOrder=descending&attributes=id%2Cemails&startIndex=1&count=5"
)


@pytest.mark.parametrize(
    ("query", "position", "target"),
    [
        (USERS, FIRST, "/Users?startIndex=1&count=2"),
        (USERS, Position(start_index=3), "/Users?startIndex=3&count=2"),
        (Query("/Users", count=0), FIRST, "/Users?startIndex=1&count=0"),
        (USERS, FIRST_BY_CURSOR, "/Users?cursor=&count=2"),
        (USERS, Position(cursor="a b/+"), "/Users?cursor=a%20b%2F%2B&count=2"),
        (
            Query("/Users", 'userName sw "a&b"', "name.familyName", True, ("id", "emails"), (), 5),
            FIRST,
            LONG_TARGET,
        ),
        (
            Query("/Users", 'a eq "b+c"', plus=True, count=1),
            FIRST,
            "/Users?filter=a+eq+%22b%2Bc%22&startIndex=1&count=1",
        ),
        (Query("/", "id pr", count=1), FIRST, "/?filter=id%20pr&startIndex=1&count=1"),
        (
            Query("/Groups", excluded=("members",), descending=True),
            FIRST,
            "/Groups?excludedAttributes=members&startIndex=1&count=100",
        ),
    ],
)
def test_that_a_query_becomes_a_target(query: Query, position: Position, target: str) -> None:
    request = page_request(query, position, "Browse")

    assert (request.method, request.target, request.body) == ("GET", target, None)
    assert request.origin == "Browse"


def test_that_a_query_by_post_is_a_search_request() -> None:
    request = page_request(Query("/Users", 'a eq "\u00e9"', attributes=("id",), method="POST"))

    assert request.target == "/Users/.search"
    assert page_request(Query("/", method="POST")).target == "/.search"
    assert page_request(Query("/", method="POST")).is_read
    assert request.is_read
    assert json.loads(request.body or b"") == {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'a eq "\u00e9"',
        "attributes": ["id"],
        "startIndex": 1,
        "count": 100,
    }


@pytest.mark.parametrize(
    ("told", "position"),
    [
        (Capabilities(), FIRST),
        (Capabilities(cursor=True), FIRST),
        (Capabilities(cursor=True, index=True), FIRST),
        (Capabilities(cursor=True, index=False), FIRST_BY_CURSOR),
        (Capabilities(cursor=True, index=True, default_method="cursor"), FIRST_BY_CURSOR),
        (Capabilities(cursor=False, default_method="cursor"), FIRST),
    ],
)
def test_that_cursors_are_used_only_where_they_are_announced(
    told: Capabilities, position: Position
) -> None:
    assert first_position(told) == position


async def test_that_a_page_comes_with_its_exchange() -> None:
    door = FakeDoor(reply({"totalResults": 1, "Resources": [{"id": "1"}]}))

    page = await fetch_page(session_for(profile(), door=door), USERS)

    assert page.exchange.origin == "Browse"
    assert page.list.ids == ("1",)
    assert page.findings == ()


async def test_that_a_walk_follows_cursors_to_the_end() -> None:
    rows: list[Json] = [{"id": "1"}, {"id": "2"}]
    door = FakeDoor(
        reply({"totalResults": 3, "Resources": rows, "nextCursor": "c2"}),
        reply({"totalResults": 3, "Resources": [{"id": "3"}]}),
    )
    session = session_for(profile(), door=door)
    session.learned(Discovery(SchemaSet((), (), Capabilities(cursor=True, index=False))))

    async with walk(session, USERS) as pages:
        ids = [page.list.ids async for page in pages]

    assert ids == [("1", "2"), ("3",)]
    assert [sent.url.partition("?")[2] for sent in door.sent] == [
        "cursor=&count=2",
        "cursor=c2&count=2",
    ]


async def test_that_a_walk_needs_rows_on_its_pages() -> None:
    with pytest.raises(ValueError, match="count"):
        walk(session_for(profile(), door=FakeDoor()), Query("/Users", count=0))


async def test_that_an_error_in_the_walk_comes_after_the_pages_before_it() -> None:
    door = FakeDoor(
        reply({"totalResults": 4, "Resources": [{"id": "1"}, {"id": "2"}]}), reply({}, 500)
    )
    seen: list[Page] = []

    async def take_all() -> None:
        async with walk(session_for(profile(), door=door), USERS) as pages:
            async for page in pages:
                seen.append(page)  # noqa: PERF401  # an error must leave what came before it

    with pytest.raises(AnswerError):
        await take_all()

    assert [page.list.ids for page in seen] == [("1", "2")]


async def test_that_what_goes_wrong_inside_the_block_is_raised_as_it_is() -> None:
    door = FakeDoor(reply({"totalResults": 9, "Resources": [{"id": "1"}]}))

    async def fail() -> None:
        async with walk(session_for(profile(), door=door), USERS) as pages:
            await anext(pages)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", [pytest.param("scim2-server", marks=on("scim2-server"))])
async def test_that_the_root_lists_resources_of_more_than_one_type(
    scim_server: ScimServer, name: str, method: str
) -> None:
    server = await asyncio.to_thread(scim_server, name, 20)
    session = session_for(profile(server.base), MemoryLog())
    either = 'meta.resourceType eq "Group" or userName sw "a"'

    page = await fetch_page(session, Query("/", either, method=method))
    await session.aclose()

    kinds = {type_of(bytes(row), rfc_schema_set()) for row in page.list.rows}
    assert {kind.name for kind in kinds if kind is not None} == {"User", "Group"}


ROOT_REFUSALS = {
    ("scimmy", "GET"): 404,
    ("django-scim2", "GET"): 501,
    ("django-scim2", "POST"): 501,
}
"""What the root answers where it is no list; scimmy answers POST to /.search, not GET."""


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", REAL_SERVERS)
async def test_that_a_server_without_a_root_query_is_told_by_its_status(
    scim_server: ScimServer, name: str, method: str
) -> None:
    session = await session_with(scim_server, name)
    status = 200

    try:
        await fetch_page(session, Query("/", method=method))
    except AnswerError as error:
        status = error.status
    await session.aclose()

    assert status == ROOT_REFUSALS.get((name, method), 200)


@pytest.mark.parametrize("name", REAL_SERVERS)
async def test_that_blanks_as_plus_find_the_same(scim_server: ScimServer, name: str) -> None:
    session = await session_with(scim_server, name)
    first = await fetch_page(session, Query("/Users", count=1))
    wanted = json.loads(bytes(first.list.rows[0]))["userName"]

    found = [
        await fetch_page(session, Query("/Users", f'userName eq "{wanted}"', plus=plus))
        for plus in (False, True)
    ]
    await session.aclose()

    assert [page.list.total_results for page in found] == [1, 1]
    assert "userName+eq+" in found[1].exchange.url


async def session_with(scim_server: ScimServer, name: str) -> Session:
    server = await asyncio.to_thread(scim_server, name, 20)
    saved = profile(server.base, auth=Auth(AuthKind.BEARER))
    return session_for(saved, MemoryLog(), secret=server.token or "unused")
