"""The requests of the doctor."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest

from scim_explorer.checks.asking import ORIGIN, Asker, together
from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.client.urls import check_base_url
from scim_explorer.problems import WriteRefused
from scim_explorer.profiles.profile import Auth, AuthKind
from tests.client.memory_log import MemoryLog, profile
from tests.faults.hostile import HostileServer, answer

BASIC = Auth(AuthKind.BASIC, username="amelia")


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer(otherwise=answer("{}")) as running:
        yield running


def asker(server: HostileServer, log: MemoryLog | None = None, auth: Auth = BASIC) -> Asker:
    url = f"{server.url}/scim"
    saved = profile(url, auth=auth)

    async def read_secret(_slot: str) -> str:
        return "s3cret"

    secrets, route = SecretCache(read_secret), Route(https=False)
    base = check_base_url(url)
    return Asker(saved, base, log=log or MemoryLog(), secrets=secrets, route=route)


async def test_that_a_made_up_sign_in_locks_no_account(server: HostileServer) -> None:
    asking = asker(server)

    ((_, value),) = asking.made_up_sign_in

    user, _, password = base64.b64decode(value.partition(" ")[2]).decode().partition(":")
    assert user != "amelia"
    assert password != "s3cret"
    await asking.aclose()


async def test_that_fields_are_left_out_and_other_paths_are_asked(server: HostileServer) -> None:
    log = MemoryLog()
    asking = asker(server, log)

    await asking.get("/Users", without=asking.sign_in_fields)
    await asking.get("/Users", path="/v2")

    await asking.aclose()
    first, second = server.received
    assert (first.path, second.path) == ("/scim/Users", "/v2/Users")
    assert "authorization" not in first.headers
    assert "authorization" in second.headers
    assert [one.origin for one in log.exchanges] == [ORIGIN, ORIGIN]


async def test_that_answers_come_in_the_order_of_the_questions(server: HostileServer) -> None:
    server.handlers["/scim/1"] = answer('"1"')
    server.handlers["/scim/2"] = answer('"2"')
    asking = asker(server)

    answers = await together(asking.get(f"/{number}") for number in (1, 2))

    await asking.aclose()
    assert [one.response_body.data for one in answers] == [b'"1"', b'"2"']
    assert len(asking.seen) == 2


async def test_that_what_a_server_repeats_of_the_secret_is_cut_out(server: HostileServer) -> None:
    asking = asker(server, auth=Auth(AuthKind.BEARER))
    await asking.get("/Users")

    assert "s3cret" not in asking.clean("the token s3cret is not known")

    await asking.aclose()


@pytest.mark.parametrize(
    "request_",
    [
        Request("POST", "/Users", body=b"{}"),
        Request("POST", "/Users/.search/x", body=b"{}"),
        Request("POST", "/Users?x=/.search", body=b"{}"),
        Request("POST", "/Bulk", body=b"{}"),
        Request("PUT", "/Users/.search", body=b"{}"),
        Request("PATCH", "/Users/1", body=b"{}"),
        Request("DELETE", "/Users/.search"),
        Request("POST", "/Users/.search", (("X-HTTP-Method-Override", "DELETE"),), b"{}"),
    ],
    ids=lambda one: f"{one.method} {one.target}",
)
async def test_that_a_write_would_be_refused(server: HostileServer, request_: Request) -> None:
    asking = asker(server)

    with pytest.raises(WriteRefused):
        await asking._session.send(request_)

    await asking.aclose()
    assert server.received == []


@pytest.mark.parametrize("label", ["application/scim+json", "application/json", ""])
async def test_that_a_search_is_labelled_as_told(server: HostileServer, label: str) -> None:
    asking = asker(server)

    await asking.search("/Users", label)

    await asking.aclose()
    (received,) = server.received
    assert (received.method, received.target) == ("POST", "/scim/Users/.search")
    assert received.headers.get("content-type", "") == label
    assert json.loads(received.body)["count"] == 1


async def test_that_the_same_question_is_asked_once(server: HostileServer) -> None:
    asking = asker(server)

    answers = await together(asking.once(target) for target in ("/Users", "/Users", "/Groups"))

    await asking.aclose()
    assert [one.target for one in server.received] == ["/scim/Users", "/scim/Groups"]
    assert answers[0] is answers[1]
