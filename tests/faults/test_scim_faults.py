"""Faults 62 to 81: what servers do to lists, writes and errors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest

from scim_explorer.client.answers import problem_for
from scim_explorer.client.discovery import discover
from scim_explorer.client.pages import Page, PageWalk, Query, fetch_page, walk
from scim_explorer.client.request import Request
from scim_explorer.client.resource import read
from scim_explorer.client.session import Session
from scim_explorer.client.writes import (
    WriteResult,
    delete_request,
    patch_request,
    replace_request,
    write,
)
from scim_explorer.problems import AnswerError, ProtocolError
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.verdict import Verdict
from tests.faults.conftest import MakeSession
from tests.faults.hostile import SCIM, Connection, Handler, HostileServer, Received, answer

USERS = Query("/Users", count=3)
PATCH = b'{"Operations": [{"op": "replace", "path": "title", "value": "new"}]}'


def seven(start: int, count: int) -> list[Json]:
    return [str(number) for number in range(start, min(start + count, 8))]


def listing(
    total: int = 7,
    change: Callable[[dict[str, Json], int], None] = lambda _page, _start: None,
    ids: Callable[[int, int], list[Json]] = seven,
) -> Handler:
    """Return a handler for a list of users; ``change`` may edit each page before it leaves."""

    async def handle(connection: Connection, request: Received) -> None:
        start, count = int(request.query["startIndex"]), int(request.query["count"])
        rows: list[Json] = [{"id": one} for one in ids(start, count)]
        page: dict[str, Json] = {
            "totalResults": total,
            "startIndex": start,
            "itemsPerPage": len(rows),
            "Resources": rows,
        }
        change(page, start)
        await connection.answer(json.dumps(page))

    return handle


async def walked(session: Session) -> tuple[list[Page], PageWalk]:
    async with walk(session, USERS) as pages:
        return [page async for page in pages], pages


def ids_of(pages: list[Page]) -> list[str | None]:
    return [one for page in pages for one in page.list.ids]


ALL = [str(n) for n in range(1, 8)]


async def test_that_a_walk_brings_each_row_once(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = listing()

    pages, state = await walked(to_server())

    assert ids_of(pages) == ALL
    assert len(server.received) == 3
    assert state.state.findings == []


async def test_that_the_next_page_is_asked_for_while_this_one_is_looked_at(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = listing()
    async with walk(to_server(), USERS) as pages:
        await anext(pages)

        await server.arrived(2)

    assert server.received[1].query["startIndex"] == "4"


async def test_that_leaving_a_walk_early_stops_the_page_under_way(
    server: HostileServer, to_server: MakeSession
) -> None:
    async def second_hangs(connection: Connection, request: Received) -> None:
        if request.query["startIndex"] == "1":
            await listing()(connection, request)
        else:
            await connection.hang()

    server.handlers["/Users"] = second_hangs

    async with walk(to_server(), USERS) as pages:
        await anext(pages)
        await server.arrived(2)

    assert await asyncio.to_thread(server.gone.acquire, timeout=5)


async def test_fault_63_that_a_write_is_never_sent_again_for_a_503(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users/1"] = answer("", "503 Service Unavailable")

    await write(to_server(), patch_request("/Users", "1", PATCH))

    assert [request.method for request in server.received] == ["PATCH", "GET"]


@pytest.mark.parametrize("content_type", ["text/html", "application/scim+json"])
async def test_fault_64_that_a_login_page_is_called_a_web_page(
    server: HostileServer, to_server: MakeSession, content_type: str
) -> None:
    body = "<!DOCTYPE html><title>Sign in</title>" + "x" * 1000
    server.handlers["/Users"] = answer(body, headers=f"Content-Type: {content_type}\r\n")

    with pytest.raises(ProtocolError) as caught:
        await fetch_page(to_server(), USERS)

    problem = caught.value.problem
    assert problem.title == "Got a web page, expected JSON"
    assert "<title>Sign in" in problem.detail
    assert len(problem.detail) < 400


@pytest.mark.parametrize("status", ["200 OK", "204 No Content"])
async def test_fault_65_that_an_empty_answer_is_called_empty(
    server: HostileServer, to_server: MakeSession, status: str
) -> None:
    server.handlers["/Users"] = answer("", status)

    with pytest.raises(ProtocolError) as caught:
        await fetch_page(to_server(), USERS)

    assert caught.value.problem.title == "Answer is empty"
    assert caught.value.problem.exchange == 1


@pytest.mark.parametrize("label", ["Content-Type: text/plain\r\n", ""])
async def test_fault_66_that_json_with_another_label_is_read_with_a_warning(
    server: HostileServer, to_server: MakeSession, label: str
) -> None:
    server.handlers["/Users"] = answer('{"totalResults":1,"Resources":[{"id":"1"}]}', headers=label)

    page = await fetch_page(to_server(), USERS)

    assert page.list.ids == ("1",)
    assert [finding.rule for finding in page.findings] == ["exchange.content-type"]


async def test_fault_67_that_broken_json_has_a_place_and_an_exchange(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = answer('{"totalResults": 1,\n "Resources": [{"id" "1"}]}')

    with pytest.raises(ProtocolError) as caught:
        await fetch_page(to_server(), USERS)

    assert caught.value.problem.exchange == 1
    assert "2" in caught.value.problem.detail


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "latin-1"])
async def test_fault_67_that_json_in_another_encoding_is_read(
    server: HostileServer, to_server: MakeSession, codec: str
) -> None:
    text = '{"totalResults":1,"Resources":[{"id":"1","userName":"M\u00fcller"}]}'
    server.handlers["/Users"] = answer(text.encode(codec))

    page = await fetch_page(to_server(), USERS)

    assert page.list.ids == ("1",)


@pytest.mark.parametrize("total", [100, 1, "7", None, -1], ids=str)
async def test_fault_68_that_a_wrong_total_ends_the_walk_and_is_told(
    server: HostileServer, to_server: MakeSession, total: Json
) -> None:
    def lie(page: dict[str, Json], _start: int) -> None:
        page["totalResults"] = total
        if total is None:
            del page["totalResults"]

    server.handlers["/Users"] = listing(change=lie)

    pages, state = await walked(to_server())

    rows = ids_of(pages)
    assert rows == ALL[: len(rows)]
    assert len(server.received) <= 6
    if total == 100:
        problem = state.state.summary().problem()
        assert problem is not None
        assert problem.title == "Server reported 100, gave 7"


async def test_fault_69_that_an_ignored_start_index_stops_the_walk(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = listing(ids=lambda _start, _count: ["1", "2", "3"])

    _, state = await walked(to_server())

    assert len(server.received) == 2
    assert state.state.findings


@pytest.mark.parametrize("cursors", [["a"] * 50, ["a", "b"] * 50], ids=["same", "two"])
async def test_fault_70_that_a_cursor_that_comes_back_stops_the_walk(
    server: HostileServer, to_server: MakeSession, cursors: list[str]
) -> None:
    config = {"pagination": {"cursor": True, "index": False}}
    server.handlers["/ServiceProviderConfig"] = answer(json.dumps(config))

    async def page(connection: Connection, request: Received) -> None:
        number = server.count("/Users")
        rows = [{"id": f"{number}-{n}"} for n in range(3)]
        body = {"totalResults": 999, "Resources": rows, "nextCursor": cursors[number - 1]}
        await connection.answer(json.dumps(body))

    server.handlers["/Users"] = page
    session = to_server()
    await discover(session)

    _, state = await walked(session)

    assert server.count("/Users") <= 4
    assert state.state.findings


@pytest.mark.parametrize("told", [0, 10_000, None, -1], ids=str)
async def test_fault_71_that_the_rows_received_decide_the_step(
    server: HostileServer, to_server: MakeSession, told: Json
) -> None:
    server.handlers["/Users"] = listing(change=lambda page, _: page.update(itemsPerPage=told))

    pages, _ = await walked(to_server())

    assert ids_of(pages) == ALL


@pytest.mark.parametrize("told", [0, -4])
async def test_fault_72_that_an_odd_start_index_does_not_move_the_walk(
    server: HostileServer, to_server: MakeSession, told: int
) -> None:
    server.handlers["/Users"] = listing(change=lambda page, _: page.update(startIndex=told))

    pages, _ = await walked(to_server())

    assert ids_of(pages) == ALL


async def test_fault_73_that_repeated_ids_are_counted(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = listing(
        ids=lambda start, count: [str(max(n - 1, 1)) for n in range(start, min(start + count, 8))]
    )

    _, state = await walked(to_server())

    assert state.state.summary().repeated > 0


@pytest.mark.parametrize("odd", [None, 7, {"a": 1}, [], ""], ids=str)
async def test_fault_74_that_a_row_without_a_usable_id_is_kept(
    server: HostileServer, to_server: MakeSession, odd: Json
) -> None:
    server.handlers["/Users"] = listing(total=2, ids=lambda _s, _c: ["1", odd])

    page = await fetch_page(to_server(), USERS)

    assert len(page.list.rows) == 2
    assert page.list.ids[0] == "1"


@pytest.mark.parametrize("resources", [None, "x", 7, {}], ids=str)
async def test_fault_76_that_resources_of_another_type_end_in_clear_text_or_no_rows(
    server: HostileServer, to_server: MakeSession, resources: Json
) -> None:
    server.handlers["/Users"] = listing(change=lambda page, _: page.update(Resources=resources))

    try:
        page = await fetch_page(to_server(), USERS)
    except ProtocolError as error:
        assert error.problem.exchange == 1  # noqa: PT017  # either end is right
    else:
        assert len(page.list.rows) <= 1


async def test_fault_77_that_a_412_overwrites_nothing_and_says_which_version_was_read(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users/1"] = answer("{}", "412 Precondition Failed")

    result = await write(to_server(), replace_request("/Users", "1", b"{}", 'W/"a1f"'))

    assert result.verdict is Verdict.FAILED
    assert result.problem is not None
    assert result.problem.title == "Changed by someone else"
    assert 'W/"a1f"' in result.problem.detail
    assert server.received[0].headers["if-match"] == 'W/"a1f"'


def user(title: str) -> dict[str, Json]:
    return {"id": "1", "userName": "amelia", "title": title}


def patchable(status: str, after: Json) -> Handler:
    """Return a handler of one user: PATCH is answered with ``status``, GET with ``after``."""

    async def handle(connection: Connection, request: Received) -> None:
        if request.method == "GET":
            await connection.answer(json.dumps(after))
        else:
            await connection.answer("" if status.startswith("204") else "{}", status)

    return handle


async def patched(session: Session, expected: Json) -> WriteResult:
    request = patch_request("/Users", "1", PATCH)
    return await write(session, request, before=user("old"), expected=expected)


@pytest.mark.parametrize("status", ["200 OK", "204 No Content"])
async def test_fault_78_that_200_and_204_are_the_same_after_reading_again(
    server: HostileServer, to_server: MakeSession, status: str
) -> None:
    server.handlers["/Users/1"] = patchable(status, user("new"))

    result = await patched(to_server(), user("new"))

    assert result.problem is None
    assert result.verdict is Verdict.APPLIED
    assert [change.pointer for change in result.changes] == ["/title"]


async def test_fault_79_that_a_200_without_an_effect_is_not_done(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users/1"] = patchable("200 OK", user("old"))

    result = await patched(to_server(), user("new"))

    assert result.verdict is Verdict.NOT_APPLIED
    assert result.problem is not None
    assert result.problem.title == "Sent, but not all of it was applied"
    assert "title" in result.problem.detail


async def test_fault_80_that_a_404_to_delete_means_gone_with_a_note(
    server: HostileServer, to_server: MakeSession
) -> None:
    result = await write(to_server(), delete_request("/Users", "1"))

    assert result.problem is None
    assert result.gone
    assert "404" in result.note


async def test_fault_80_that_a_resource_still_there_after_delete_is_told(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users/1"] = patchable("204 No Content", user("old"))

    result = await write(to_server(), delete_request("/Users", "1"))

    assert result.verdict is Verdict.NOT_APPLIED
    assert not result.gone


@pytest.mark.parametrize(
    ("body", "label", "said"),
    [
        ('{"detail": "no such user", "status": 404}', SCIM, "no such user"),
        ('{"message": "gone fishing"}', SCIM, "gone fishing"),
        ("<html><title>Not here</title></html>", "Content-Type: text/html\r\n", "Not here"),
        ("plain words", "Content-Type: text/plain\r\n", "plain words"),
        ("", "", "404"),
        ("[1, 2", SCIM, "404"),
    ],
)
async def test_fault_81_that_an_error_of_any_shape_is_told(
    server: HostileServer, to_server: MakeSession, body: str, label: str, said: str
) -> None:
    server.handlers["/Users/1"] = answer(body, "404 Not Found", label)

    with pytest.raises(AnswerError) as caught:
        await read(to_server(), "/Users", "1")

    assert caught.value.status == 404
    assert said in caught.value.problem.detail


async def test_fault_82_that_a_server_without_discovery_works_with_assumed_schemas(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/Users"] = listing()
    session = to_server()

    found = await discover(session)

    assert found.schema_set.assumed == {"ServiceProviderConfig", "ResourceTypes", "Schemas"}
    assert session.schema_set.type_named("User") is not None
    assert "No schema from this server" in [problem.title for problem in found.problems]


async def test_fault_82_that_a_server_that_knows_nothing_at_all_is_no_scim_server(
    server: HostileServer, to_server: MakeSession
) -> None:
    found = await discover(to_server(path="/wrong"))

    assert [problem.title for problem in found.problems] == ["No SCIM at this address"]


async def test_fault_82_that_discovery_behind_a_sign_in_says_so(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.otherwise = answer("", "401 Unauthorized")

    found = await discover(to_server())

    assert {problem.title for problem in found.problems} == {"Sign-in refused"}


async def test_that_a_conflict_names_the_value_as_the_server_does(
    server: HostileServer, to_server: MakeSession
) -> None:
    error = {"scimType": "uniqueness", "detail": 'userName "amelia" is taken', "status": "409"}
    server.handlers["/Users"] = answer(json.dumps(error), "409 Conflict")

    problem = problem_for(await to_server().send(Request("POST", "/Users", body=b"{}")))

    assert problem.title == "Name already taken"
    assert problem.detail.startswith("409 uniqueness")
