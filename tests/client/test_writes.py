from __future__ import annotations

import pytest

from scim_explorer.client.request import Request
from scim_explorer.client.wire import WireReply
from scim_explorer.client.writes import (
    create_request,
    delete_request,
    patch_request,
    replace_request,
    write,
)
from scim_explorer.problems import WriteRefused
from scim_explorer.protocol.verdict import Verdict
from tests.client.fake_door import RESET, SCIM, FakeDoor, reply
from tests.client.memory_log import profile, session_for

BASE = "http://127.0.0.1:9/scim"
BODY = b'{"userName":  "a"}'


def asked(door: FakeDoor) -> list[str]:
    return [
        f"{sent.method} {sent.url.removeprefix('http://127.0.0.1:9/scim')}" for sent in door.sent
    ]


@pytest.mark.parametrize(
    ("request_", "method", "target"),
    [
        (create_request("/Users", BODY), "POST", "/Users"),
        (replace_request("/Users", "a b", BODY), "PUT", "/Users/a%20b"),
        (patch_request("/Users", "1", BODY), "PATCH", "/Users/1"),
    ],
)
def test_that_a_body_is_sent_as_typed(request_: Request, method: str, target: str) -> None:
    assert (request_.method, request_.target, request_.body) == (method, target, BODY)
    assert ("Content-Type", "application/scim+json") in request_.headers


def test_that_an_etag_becomes_if_match() -> None:
    assert delete_request("/Users", "1", 'W/"1"').headers == (("If-Match", 'W/"1"'),)
    assert delete_request("/Users", "1").headers == ()


async def test_that_a_created_resource_is_read_by_its_id() -> None:
    door = FakeDoor(reply({"id": "n/1"}, 201), reply({"id": "n/1", "userName": "a"}))

    result = await write(session_for(profile(), door=door), create_request("/Users", BODY))

    assert asked(door) == ["POST /Users", "GET /Users/n%2F1"]
    assert result.reread is not None
    assert (result.reread.id, result.verdict) == ("n/1", Verdict.APPLIED)
    assert result.problem is None


async def test_that_a_create_without_a_body_is_read_at_its_location() -> None:
    here = (*SCIM, ("Location", "http://127.0.0.1:9/scim/Users/9"))
    door = FakeDoor(reply(b"", 201, here), reply({"id": "9", "userName": "a"}))

    await write(session_for(profile(), door=door), create_request("/Users", BODY))

    assert asked(door)[1] == "GET /Users/9"


async def test_that_a_location_on_another_host_is_not_read() -> None:
    there = (*SCIM, ("Location", "http://evil.example/scim/Users/9"))
    door = FakeDoor(reply(b"", 201, there))

    result = await write(session_for(profile(), door=door), create_request("/Users", BODY))

    assert len(door.sent) == 1
    assert result.reread is None


async def test_that_what_was_dropped_on_create_is_told() -> None:
    body = b'{"userName": "a", "title": "t", "password": "x"}'
    door = FakeDoor(reply({"id": "1"}, 201), reply({"id": "1", "userName": "a"}))

    result = await write(session_for(profile(), door=door), create_request("/Users", body))

    assert result.verdict is Verdict.NOT_APPLIED
    assert result.problem is not None
    assert result.problem.detail == "201 to POST; read again, not as asked: title."


async def test_that_an_unknown_outcome_is_left_to_the_user() -> None:
    door = FakeDoor(RESET)

    result = await write(session_for(profile(), door=door), patch_request("/Users", "1", BODY))

    assert result.verdict is Verdict.UNKNOWN
    assert asked(door) == ["PATCH /Users/1"]


async def test_that_a_refused_write_is_read_again_too() -> None:
    door = FakeDoor(reply({}, 400), reply({"id": "1", "title": "half"}))

    result = await write(
        session_for(profile(), door=door), patch_request("/Users", "1", BODY), before={"id": "1"}
    )

    assert result.verdict is Verdict.FAILED
    assert [change.pointer for change in result.changes] == ["/title"]


async def test_that_a_write_that_changes_nothing_says_so() -> None:
    door = FakeDoor(reply(b"", 204), reply({"id": "1"}))

    result = await write(
        session_for(profile(), door=door), patch_request("/Users", "1", BODY), before={"id": "1"}
    )

    assert result.problem is not None
    assert result.problem.title == "Sent, but nothing changed"


async def test_that_a_resource_lost_by_a_write_is_told() -> None:
    door = FakeDoor(reply({}, 200), reply({}, 404))

    result = await write(session_for(profile(), door=door), replace_request("/Users", "1", BODY))

    assert result.problem is not None
    assert result.problem.title == "Sent, but not found when read again"


@pytest.mark.parametrize("again", [RESET, reply({}, 500), reply(b"<html>")])
async def test_that_a_write_that_cannot_be_read_again_is_unknown(again: WireReply) -> None:
    door = FakeDoor(reply({}, 200), again, again)

    result = await write(session_for(profile(), door=door), patch_request("/Users", "1", BODY))

    assert result.verdict is Verdict.UNKNOWN
    assert result.problem is not None
    assert result.problem.title == "Sent, but not read again"


async def test_that_a_delete_is_done_when_the_resource_is_gone() -> None:
    door = FakeDoor(reply(b"", 204), reply({}, 404))

    result = await write(session_for(profile(), door=door), delete_request("/Users", "1"))

    assert asked(door) == ["DELETE /Users/1", "GET /Users/1"]
    assert (result.gone, result.problem, result.note) == (True, None, "")


async def test_that_the_guard_is_met_here_too() -> None:
    door = FakeDoor()

    with pytest.raises(WriteRefused):
        await write(session_for(profile(read_only=True), door=door), delete_request("/Users", "1"))

    assert door.sent == []
