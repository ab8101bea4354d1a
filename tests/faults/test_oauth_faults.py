"""Faults 47 and 58 to 61: the token endpoint, and tokens that end."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus

import pytest

from scim_explorer.client.pages import Query, walk
from scim_explorer.client.request import Request
from scim_explorer.client.writes import write
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.problems import NoTokenError, SecretUnavailable, WriteRefused
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, OAuth, Profile, SecretHeader
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.faults.hostile import (
    Connection,
    Handler,
    HostileServer,
    Received,
    answer,
    redirect,
)

GET = Request("GET", "/Users")
POST = Request("POST", "/Users", body=b"{}")
SECRET = "s3cr&t+wörd %"
JSON = "Content-Type: application/json\r\n"


class Issuer:
    """A token endpoint that issues t1, t2, ... and a server that takes the newest one only."""

    def __init__(self) -> None:
        self.issued = 0
        self.good_for = 10**9
        self.used = 0

    async def issue(self, connection: Connection, request: Received) -> None:
        self.issued += 1
        self.used = 0
        body = {"access_token": f"t0k-{self.issued}", "refresh_token": "r3fr3sh", "expires_in": 60}
        await connection.answer(json.dumps(body), headers=JSON)

    def guard(self, then: Handler) -> Handler:
        async def handle(connection: Connection, request: Received) -> None:
            self.used += 1
            fresh = request.headers.get("authorization") == f"Bearer t0k-{self.issued}"
            if fresh and self.used <= self.good_for:
                await then(connection, request)
            else:
                await connection.answer("{}", "401 Unauthorized")

        return handle


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def login(issuer: Issuer) -> Iterator[HostileServer]:
    with HostileServer(handlers={"/token": issuer.issue}) as running:
        yield running


def signed(server: HostileServer, login: HostileServer, **oauth: object) -> Profile:
    made = replace(OAuth(f"{login.url}/token?tenant=7", "me"), **oauth)  # type: ignore[arg-type]  # named by the test
    return profile(server.url, auth=Auth(AuthKind.OAUTH, oauth=made))


def bearer(server: HostileServer) -> list[str]:
    return [one.headers.get("authorization", "") for one in server.received]


@pytest.mark.parametrize("in_body", [False, True])
async def test_that_a_token_is_fetched_and_nothing_of_it_is_in_the_log(
    login: HostileServer, *, in_body: bool
) -> None:
    log = MemoryLog()
    with HostileServer(otherwise=answer("{}")) as server:
        session = session_for(signed(server, login, in_body=in_body), log, secret=SECRET)

        await session.send(GET)
        await session.send(GET)

        await session.aclose()
        assert bearer(server) == ["Bearer t0k-1"] * 2
    (asked,) = login.received
    assert asked.target == "/token?tenant=7"
    assert ("client_secret" in dict(parse_qsl(asked.body.decode()))) == in_body
    row = log.rows[0]
    assert (row.method, row.origin, row.endpoint) == ("POST", "Sign-in", "p1")
    kept = repr(log.rows)
    pair = f"me:{quote_plus(SECRET)}".encode()
    for form in (SECRET, quote(SECRET), quote_plus(SECRET), base64.b64encode(pair).decode()):
        assert form not in kept
    assert "t0k-1" not in kept
    assert "r3fr3sh" not in kept
    assert b"expires_in" in row.response_body.data


@pytest.mark.parametrize(
    "guarded",
    [
        pytest.param({"read_only": True}, id="read-only"),
        pytest.param({"environment": Environment.PROD}, id="locked production"),
    ],
)
async def test_fault_110_a_profile_that_may_not_write_signs_in_and_sends_no_write(
    guarded: dict[str, Any], login: HostileServer, issuer: Issuer
) -> None:
    with HostileServer(otherwise=issuer.guard(answer("{}"))) as server:
        session = session_for(replace(signed(server, login), **guarded), secret=SECRET)

        with pytest.raises(WriteRefused):
            await session.send(POST)
        asked_for_the_write = len(login.received)
        assert (await session.send(GET)).status == 200

        await session.aclose()
        assert [one.method for one in server.received] == ["GET"]
    assert asked_for_the_write == 0
    assert [one.method for one in login.received] == ["POST"]


@pytest.mark.parametrize(
    ("handler", "said"),
    [
        (answer('{"error": "invalid_client"}', "400 Bad Request"), "400 invalid_client"),
        (answer("{}", "401 Unauthorized"), "answered 401"),
        (answer("boom", "500 Internal Server Error"), "answered 500"),
        (answer("<!doctype html><title>Sign in</title>"), "a web page"),
        (answer(b"x" * (2 * 1024 * 1024)), "1 MiB"),
        (answer('{"access_token": 7}'), "without an access_token"),
        (redirect(302, "http://127.0.0.1:9/elsewhere"), "not followed"),
    ],
    ids=["400", "401", "500", "html", "huge", "no-token", "redirect"],
)
async def test_fault_58_a_token_endpoint_that_gives_none_stops_the_request(
    handler: Handler, said: str
) -> None:
    log = MemoryLog()
    with HostileServer(handlers={"/token": handler}) as login, HostileServer() as server:
        session = session_for(signed(server, login), log, secret=SECRET)

        with pytest.raises(SecretUnavailable) as caught:
            await session.send(GET)

        await session.aclose()
        assert server.received == []
    problem = caught.value.problem
    assert problem.title == "No access token"
    assert said in problem.detail
    assert SECRET not in problem.one_line()
    (asked,) = (row for row in log.rows if row.origin == "Sign-in")
    assert problem.exchange == asked.number
    # Two rows: the request of the user that did not leave, and the one that tells why.
    assert {row.outcome for row in log.rows} >= {Outcome.REFUSED}
    assert len(log.rows) == 2


async def test_fault_58_a_slow_token_endpoint_ends_in_time() -> None:
    async def hang(connection: Connection, request: Received) -> None:
        await connection.hang()

    with HostileServer(handlers={"/token": hang}) as login, HostileServer() as server:
        saved = signed(server, login)
        saved = replace(saved, limits=replace(saved.limits, total_s=0.2))
        session = session_for(saved, secret=SECRET)

        with pytest.raises(SecretUnavailable, match="no whole answer within"):
            await session.send(GET)

        await session.aclose()


async def test_fault_58_a_server_that_repeats_the_secret_does_not_bring_it_to_the_screen() -> None:
    said = json.dumps({"error": "invalid_client", "error_description": f"bad {SECRET}"})
    with HostileServer(otherwise=answer(said, "400 Bad Request")) as login:
        session = session_for(signed(login, login), secret=SECRET)

        with pytest.raises(SecretUnavailable) as caught:
            await session.send(GET)

        await session.aclose()
    assert SECRET not in caught.value.problem.detail


async def test_fault_58_a_server_that_repeats_the_sign_in_brings_it_nowhere() -> None:
    async def repeat(connection: Connection, request: Received) -> None:
        said = request.headers["authorization"].removeprefix("Basic ")
        body = {"error": "invalid_client", "error_description": f"{said} {SECRET}"}
        await connection.answer(json.dumps(body), "400 Bad Request")

    log = MemoryLog()
    with HostileServer(otherwise=repeat) as login:
        session = session_for(signed(login, login), log, secret=f"{SECRET}\n")

        with pytest.raises(NoTokenError) as caught:
            await session.send(GET)

        await session.aclose()
    pair = base64.b64encode(f"me:{quote_plus(SECRET)}".encode()).decode()
    for form in (SECRET, pair):
        assert form not in caught.value.problem.one_line()
        assert form not in repr(log.rows)


@pytest.mark.parametrize(
    "body",
    [
        '{"token": "c4nary-t0ken"}',
        '{"accessToken": "c4nary-t0ken"}',
        '{"data": {"jwt": "c4nary-t0ken"}}',
        '"c4nary-t0ken"',
        "c4nary-t0ken\n",
        "access_token=c4nary-t0ken&expires_in=60",
    ],
)
async def test_fault_103_a_token_in_an_answer_of_another_shape_is_not_kept(body: str) -> None:
    log = MemoryLog()
    with HostileServer(otherwise=answer(body)) as login:
        session = session_for(signed(login, login), log, secret=SECRET)

        with pytest.raises(NoTokenError):
            await session.send(GET)

        await session.aclose()
    assert "c4nary" not in repr(log.rows)


async def test_fault_49_a_secret_for_https_does_not_travel_by_http() -> None:
    oauth = OAuth("http://login.example/token", "me")
    saved = profile("https://127.0.0.1:9/scim", auth=Auth(AuthKind.OAUTH, oauth=oauth))
    session = session_for(saved, secret=SECRET)

    with pytest.raises(NoTokenError, match=r"unencrypted to login\.example"):
        await session.send(GET)

    await session.aclose()


async def test_fault_47_the_secret_of_the_client_follows_no_redirect() -> None:
    with HostileServer() as elsewhere:
        for code in (302, 307, 308):
            with HostileServer(otherwise=redirect(code, elsewhere.url)) as login:
                session = session_for(signed(login, login, in_body=True), secret=SECRET)
                with pytest.raises(SecretUnavailable):
                    await session.send(GET)
                await session.aclose()

        assert elsewhere.connections == 0


async def test_fault_47_header_fields_for_the_server_do_not_reach_the_token_endpoint(
    login: HostileServer, issuer: Issuer
) -> None:
    with HostileServer(otherwise=issuer.guard(answer("{}"))) as server:
        saved = replace(
            signed(server, login),
            headers=(("X-Tenant", "acme"),),
            secret_headers=(SecretHeader("X-Api-Key"),),
        )
        session = session_for(saved, secret="k3y-and-secret")

        await session.send(GET)

        await session.aclose()
        assert server.received[0].headers["x-api-key"] == "k3y-and-secret"
    (asked,) = login.received
    assert not {"x-api-key", "x-tenant"} & asked.headers.keys()


async def test_fault_59_a_token_that_ends_between_pages_repeats_the_page_and_no_row(
    login: HostileServer, issuer: Issuer
) -> None:
    issuer.good_for = 3

    async def page(connection: Connection, request: Received) -> None:
        start = int(request.query.get("startIndex", 1))
        rows = [{"id": f"u{n}"} for n in range(start, min(start + 2, 11))]
        await connection.answer(json.dumps({"totalResults": 10, "Resources": rows}))

    with HostileServer(otherwise=issuer.guard(page)) as server:
        session = session_for(signed(server, login), secret=SECRET)

        async with walk(session, Query("/Users", count=2)) as pages:
            ids = [one async for found in pages for one in found.list.ids]

        await session.aclose()
    assert ids == [f"u{n}" for n in range(1, 11)]
    assert issuer.issued == 2


async def test_fault_59_refusals_of_many_reads_at_once_make_one_refresh(
    login: HostileServer, issuer: Issuer
) -> None:
    log = MemoryLog()
    with HostileServer(otherwise=issuer.guard(answer("{}"))) as server:
        session = session_for(signed(server, login), log, secret=SECRET)
        await session.send(GET)
        issuer.issued += 1

        ended = await asyncio.gather(*(session.send(GET) for _ in range(4)))

        await session.aclose()
        assert {one.status for one in ended} == {200}
        assert len(login.received) == 2
    follows = [one.follows for one in log.exchanges if one.follows is not None]
    assert len(follows) == 4


async def test_fault_59_a_refusal_behind_a_redirect_makes_one_refresh_too(
    login: HostileServer, issuer: Issuer
) -> None:
    handlers = {"/Users": redirect(308, "/Users/"), "/Users/": issuer.guard(answer("{}"))}
    with HostileServer(handlers) as server:
        session = session_for(signed(server, login), secret=SECRET)
        await session.send(GET)
        issuer.issued += 1

        assert (await session.send(GET)).status == 200

        await session.aclose()
        assert [one.path for one in server.received[2:]] == ["/Users", "/Users/", "/Users/"]
    assert len(login.received) == 2


async def test_fault_59_a_refresh_that_fails_says_why_to_all_who_wait(issuer: Issuer) -> None:
    said = answer('{"error": "invalid_client"}', "400 Bad Request")
    log = MemoryLog()
    with (
        HostileServer({"/token": issuer.issue}) as login,
        HostileServer(otherwise=issuer.guard(answer("{}"))) as server,
    ):
        session = session_for(signed(server, login), log, secret=SECRET)
        await session.send(GET)
        issuer.issued += 1
        login.handlers["/token"] = said

        ended = await asyncio.gather(*(session.send(GET) for _ in range(3)), return_exceptions=True)

        await session.aclose()
    assert all(isinstance(one, NoTokenError) for one in ended)
    assert {one.problem.title for one in ended if isinstance(one, NoTokenError)} == {
        "No access token"
    }
    assert len(login.received) == 2


async def test_fault_59_a_write_keeps_its_answer_when_no_token_can_be_had_to_read_again(
    issuer: Issuer,
) -> None:
    clock = [0.0]

    async def put(connection: Connection, request: Received) -> None:
        clock.append(1000.0)
        tokens.handlers["/token"] = answer("{}", "500 Internal Server Error")
        await connection.answer('{"id": "1"}')

    with (
        HostileServer({"/token": issuer.issue}) as tokens,
        HostileServer(otherwise=put) as server,
    ):
        session = session_for(signed(server, tokens), secret=SECRET, clock=clock)

        result = await write(session, Request("PUT", "/Users/1", body=b"{}"))

        await session.aclose()
        assert [one.method for one in server.received] == ["PUT"]
    assert result.exchange.status == 200
    assert result.problem is not None
    assert result.problem.title == "Sent, but not read again"
    assert "answered 500" in result.problem.detail


async def test_fault_59_a_refused_write_is_not_repeated_and_the_next_one_has_a_fresh_token(
    login: HostileServer, issuer: Issuer
) -> None:
    with HostileServer(otherwise=issuer.guard(answer("{}"))) as server:
        session = session_for(signed(server, login), secret=SECRET)
        await session.send(GET)
        issuer.issued += 1

        refused = await session.send(POST)
        sent = [one.method for one in server.received]
        again = await session.send(POST)

        await session.aclose()
    assert (refused.status, again.status) == (401, 200)
    assert sent == ["GET", "POST"]


async def test_fault_57_a_server_that_refuses_every_token_is_asked_twice_at_most(
    login: HostileServer,
) -> None:
    with HostileServer(otherwise=answer("{}", "401 Unauthorized")) as server:
        session = session_for(signed(server, login), secret=SECRET)

        assert (await session.send(GET)).status == 401

        await session.aclose()
        assert len(server.received) == 2
    assert len(login.received) == 2


async def test_that_a_missing_client_secret_asks_nobody(
    login: HostileServer,
) -> None:
    with HostileServer() as server:
        session = session_for(signed(server, login))

        with pytest.raises(SecretUnavailable, match="client secret is missing"):
            await session.send(GET)

        await session.aclose()
    assert login.received == []
