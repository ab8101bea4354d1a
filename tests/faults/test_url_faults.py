"""Faults 47 to 57: redirects, references, ids, filters, header fields and sign-in."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scim_explorer.client.answers import problem_for
from scim_explorer.client.pages import Query, page_request
from scim_explorer.client.references import Reference, follow
from scim_explorer.client.request import Request
from scim_explorer.client.resource import read_request
from scim_explorer.client.urls import check_base_url, join
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.wire import request_text, response_text
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Auth, AuthKind
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.faults.conftest import MakeSession
from tests.faults.hostile import SCIM, HostileServer, answer, echo, redirect

GET = Request("GET", "/Users")
CANARY = "canary-7f3a"
BEARER = Auth(AuthKind.BEARER)
SECRET_KINDS = {
    "bearer": Auth(AuthKind.BEARER),
    "basic": Auth(AuthKind.BASIC, username="eve"),
    "header": Auth(AuthKind.HEADER, header_name="X-Api-Key"),
    "body": Auth(),
}


@pytest.mark.parametrize("kind", SECRET_KINDS)
@pytest.mark.parametrize("status", [302, 307, 308])
async def test_fault_47_that_nothing_follows_a_redirect_to_another_host(
    server: HostileServer, to_server: MakeSession, kind: str, status: int
) -> None:
    with HostileServer(otherwise=answer("{}")) as other:
        server.otherwise = redirect(status, f"{other.url}/Users")
        session = to_server(secret=CANARY, auth=SECRET_KINDS[kind])

        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            body = CANARY.encode() if method in {"POST", "PUT", "PATCH"} else None
            exchange = await session.send(Request(method, "/Users", body=body))
            assert exchange.status == status
            assert problem_for(exchange).title == "Redirect to another host not followed"

        assert other.connections == 0
        assert len(server.received) == 5


async def test_fault_47_that_another_port_is_another_host(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.otherwise = redirect(302, f"http://127.0.0.1:{server.port + 1}/")

    problem = problem_for(await to_server().send(GET))

    assert problem.detail == f"302 to 127.0.0.1:{server.port + 1}. No secret was sent there."


@pytest.mark.parametrize("location", ["//evil.example/x", "http:\\\\evil.example", "file:///etc"])
async def test_fault_47_that_odd_locations_stay_where_they_are(
    server: HostileServer, to_server: MakeSession, location: str
) -> None:
    server.otherwise = redirect(302, location)

    exchange = await to_server().send(GET)

    assert exchange.status == 302
    assert len(server.received) == 1


async def test_fault_48_that_locations_and_references_elsewhere_are_never_asked(
    server: HostileServer, to_server: MakeSession
) -> None:
    with HostileServer(otherwise=answer("{}")) as other:
        elsewhere = f"{other.url}/Users/1"
        body = json.dumps({"id": "1", "meta": {"location": elsewhere}})
        server.handlers["/Users/1"] = answer(body, headers=f"{SCIM}Location: {elsewhere}\r\n")
        session = to_server(secret=CANARY, auth=BEARER)

        await follow(session, Reference(value="1", ref=elsewhere, type="User"))
        with pytest.raises(InputError) as caught:
            await follow(session, Reference(ref=elsewhere))

        assert "another host" in caught.value.problem.detail
        assert other.connections == 0
        assert [one.path for one in server.received] == ["/Users/1"]


async def test_fault_50_that_a_redirect_loop_stops_after_five_with_its_chain(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.otherwise = redirect(302, "/loop")

    exchange = await to_server().send(Request("GET", "/loop"))

    assert server.count("/loop") == 6
    assert [row.follows for row in log.exchanges] == [None, 1, 2, 3, 4, 5]
    assert problem_for(exchange).detail.count("/loop") == 5


async def test_that_a_redirect_within_the_server_is_followed_with_the_sign_in(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/Users"] = redirect(301, "/v2/Users?count=1")
    server.handlers["/v2/Users"] = answer('{"Resources": []}')

    exchange = await to_server(secret=CANARY, auth=BEARER).send(GET)

    assert exchange.status == 200
    assert server.received[1].target == "/v2/Users?count=1"
    assert server.received[1].headers["authorization"] == f"Bearer {CANARY}"
    assert log.exchanges[1].follows == log.exchanges[0].number


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_fault_51_that_no_redirect_is_followed_for_a_write(
    server: HostileServer, to_server: MakeSession, method: str, status: int
) -> None:
    server.handlers["/Users/1"] = redirect(status, "/Users/2")

    exchange = await to_server().send(Request(method, "/Users/1", body=b"{}"))

    assert len(server.received) == 1
    assert method in problem_for(exchange).detail


URL_ISH = st.lists(
    st.sampled_from(["http://", "https://", "a.example", "@", ":", "443", "/", "\\", "..", "%2E"])
    | st.sampled_from(["?", "#", "[::1]", "//", "evil.example", " ", "\u0430", "%", ";"])
    | st.text(max_size=3),
    max_size=9,
).map("".join)


@given(typed=URL_ISH)
def test_fault_53_any_text_is_a_plain_base_url_or_refused(typed: str) -> None:
    try:
        base = check_base_url(typed)
    except InputError:
        return

    host = urlsplit(base.text).netloc.partition(":")[0].rstrip("]")
    assert check_base_url(base.text) == base
    assert typed.strip().lower().partition("://")[2].startswith(host)
    assert base.text.startswith(("http://", "https://"))
    assert base.text.isascii()
    assert "@" not in base.origin
    assert not set(base.text) & set("\\?# ")


@given(target=URL_ISH)
@example("//evil.example/x")
@example("/\\@evil.example")
def test_fault_53_no_target_leaves_the_host_or_the_path_of_the_base(target: str) -> None:
    base = check_base_url("https://a.example/scim/v2")

    try:
        url = join(base, target)
    except InputError:
        return

    assert url == base.text or url[len(base.text)] in "/?"
    assert urlsplit(url).netloc == "a.example"
    sent = httpx.URL(url)
    assert (sent.scheme, sent.host, sent.port) == ("https", "a.example", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(resource_id=st.text(min_size=1, max_size=30))
@example("..")
@example(".")
@example("a/../../b")
@example("a b?c#d%2Fe%")
@example("\\@evil.example")
@example("é\u202e\U0001f600")
@example("undefined;v=1,&=+")
def test_fault_52_that_an_id_arrives_as_it_is_or_is_refused(
    server: HostileServer, resource_id: str
) -> None:
    server.otherwise = echo

    async def run() -> str:
        session = session_for(profile(f"{server.url}/scim/v2"))
        exchange = await session.send(read_request("/Users", resource_id))
        await session.aclose()
        return str(json.loads(exchange.response_body.data)["target"])

    try:
        seen = asyncio.run(run())
    except InputError:
        assert "\0" in resource_id or any("\ud800" <= char <= "\udfff" for char in resource_id)
        return

    prefix, _, last = seen.rpartition("/")
    assert prefix == "/scim/v2/Users"
    assert unquote(last, errors="strict") == resource_id
    assert last not in {".", ".."}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@example("userName eq \"a&b=c#d+e %41 'x' \U0001f600\"")
def test_fault_54_that_a_filter_arrives_equal_after_one_decode(
    server: HostileServer, text: str
) -> None:
    server.otherwise = echo

    async def run() -> str:
        session = session_for(profile(server.url))
        exchange = await session.send(page_request(Query("/Users", filter=text)))
        await session.aclose()
        return str(json.loads(exchange.response_body.data)["target"])

    target = asyncio.run(run())

    assert "+" not in target
    assert " " not in target
    query = dict(parse_qsl(urlsplit(target).query, strict_parsing=True, errors="strict"))
    assert query["filter"] == text


@pytest.mark.parametrize("secret", [f" {CANARY}\r\n", f"{CANARY}\n", f"\t{CANARY} "])
async def test_fault_55_that_line_ends_around_a_pasted_token_go(
    server: HostileServer, to_server: MakeSession, secret: str
) -> None:
    server.otherwise = answer("{}")

    await to_server(secret=secret, auth=BEARER).send(GET)

    assert server.received[0].headers["authorization"] == f"Bearer {CANARY}"


@pytest.mark.parametrize("kind", ["bearer", "header", "basic"])
@pytest.mark.parametrize("break_by", ["\n", "\r\nX-Evil: 1", "\0", "\x7f"])
async def test_fault_55_that_a_token_that_cannot_be_a_field_is_refused_and_not_repeated(
    server: HostileServer, to_server: MakeSession, log: MemoryLog, kind: str, break_by: str
) -> None:
    session = to_server(secret=f"{CANARY}{break_by}tail", auth=SECRET_KINDS[kind])

    with pytest.raises(InputError) as caught:
        await session.send(GET)

    said = repr(caught.value) + repr(caught.value.problem) + "".join(map(request_text, log.rows))
    assert CANARY not in said
    assert server.connections == 0
    assert log.exchanges[0].outcome is Outcome.REFUSED


async def test_fault_55_that_no_record_holds_the_token(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.otherwise = answer(json.dumps({"echo": f"Bearer {CANARY}"}))

    await to_server(secret=CANARY, auth=BEARER).send(GET)

    assert len(log.rows) == 1
    assert CANARY not in request_text(log.rows[0]) + response_text(log.rows[0])


@pytest.mark.parametrize("name", ["Host", "Content-Length", "transfer-encoding", "Bad Name", ""])
async def test_fault_56_that_fields_the_program_sets_are_refused(
    server: HostileServer, to_server: MakeSession, name: str
) -> None:
    with pytest.raises(InputError):
        await to_server().send(Request("POST", "/Users", headers=((name, "1"),), body=b"{}"))

    assert server.connections == 0


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "\0", "\U0001f600"])
async def test_fault_56_that_a_field_value_cannot_smuggle_another_field(
    server: HostileServer, to_server: MakeSession, value: str
) -> None:
    with pytest.raises(InputError):
        await to_server().send(Request("GET", "/Users", headers=(("X-A", value),)))

    assert server.connections == 0


@pytest.mark.parametrize(
    ("kind", "said"),
    [("bearer", "the bearer token"), ("basic", "user name and password"), ("body", "without")],
)
async def test_fault_57_that_a_401_says_how_the_sign_in_was_made_and_is_not_repeated(
    server: HostileServer, to_server: MakeSession, kind: str, said: str
) -> None:
    server.otherwise = answer("", "401 Unauthorized", "")

    exchange = await to_server(secret=CANARY, auth=SECRET_KINDS[kind]).send(GET)

    problem = problem_for(exchange)
    assert problem.title == "Sign-in refused"
    assert said in problem.detail
    assert len(server.received) == 1


async def test_fault_57_that_a_403_is_about_rights(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.otherwise = answer("", "403 Forbidden", "")

    problem = problem_for(await to_server().send(GET))

    assert problem.title == "Not allowed"
    assert "/Users" in problem.hint
