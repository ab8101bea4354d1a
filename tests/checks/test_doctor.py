"""The doctor on servers that are broken in one way each."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from scim_explorer.checks.doctor import Surroundings, bounded, examine
from scim_explorer.checks.steps import STEPS, Overall, StepResult, Verdict, overall
from scim_explorer.exchanges.exchange import PROBE
from scim_explorer.problems import Problem, SecretUnavailable
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Limits, OAuth, Tls
from tests.client.memory_log import MemoryLog, profile
from tests.client.tls_servers import Authority
from tests.faults.hostile import (
    SCIM,
    Connection,
    Handler,
    HostileServer,
    Received,
    answer,
    hang,
    raw,
    redirect,
    reset,
)

BEARER = Auth(AuthKind.BEARER)
READS = {"GET", "POST", PROBE}
LIST = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]}
NO = {"supported": False}
CONFIG = {
    **dict.fromkeys(("patch", "bulk", "changePassword", "sort", "etag"), NO),
    "filter": {"supported": True, "maxResults": 100},
    "authenticationSchemes": [],
}
TYPES = [
    {"id": one, "name": one, "endpoint": f"/{one}s", "schema": f"urn:{one}"}
    for one in ("User", "Group")
]
SCHEMAS = [{"id": f"urn:{one}", "name": one} for one in ("User", "Group")]


def page(rows: object, total: int) -> str:
    return json.dumps({**LIST, "totalResults": total, "Resources": rows})


async def sound(connection: Connection, request: Received) -> None:
    """Answer as a small SCIM server at /scim/v2 does."""
    query = request.query
    start = int(query.get("startIndex", 1))
    user = page([{"id": str(start)}], 9)
    bodies = {
        "/scim/v2/ServiceProviderConfig": json.dumps(CONFIG),
        "/scim/v2/ResourceTypes": page(TYPES, 2),
        "/scim/v2/Schemas": page(SCHEMAS, 2),
        "/scim/v2/Users": page([], 0) if "filter" in query else user,
        "/scim/v2/Groups": page([], 0),
    }
    body = bodies.get(request.path)
    if body is None:
        await connection.answer('{"status": "404"}', "404 Not Found")
    else:
        await connection.answer(body)


def protected(token: str, handler: Handler = sound) -> Handler:
    async def handle(connection: Connection, request: Received) -> None:
        if request.headers.get("authorization") == f"Bearer {token}":
            await handler(connection, request)
        else:
            fields = f'{SCIM}WWW-Authenticate: Bearer realm="scim"\r\n'
            await connection.answer("{}", "401 Unauthorized", fields)

    return handle


async def look(
    url: str,
    *,
    secret: str | None = None,
    log: MemoryLog | None = None,
    ca: Path | None = None,
    told: Callable[[StepResult], None] = lambda _: None,
    **changes: object,
) -> dict[str, StepResult]:
    async def read_secret(_slot: str) -> str | None:
        return secret

    results = await examine(
        profile(
            url,
            **{
                "auth": BEARER if secret else Auth(),
                "tls": Tls(ca_file=str(ca or "")),
                **changes,
            },
        ),
        log=log or MemoryLog(),
        read_secret=read_secret,
        told=told,
        around=Surroundings({}),
    )
    assert [one.step for one in results] == list(STEPS)
    return {one.step.id: one for one in results}


def verdict(results: dict[str, StepResult]) -> Overall:
    return overall(tuple(results.values()))


def failures(results: dict[str, StepResult]) -> list[str]:
    return [name for name, one in results.items() if one.verdict is Verdict.FAILED]


async def test_that_a_sound_server_passes_each_step() -> None:
    with HostileServer(otherwise=protected("t0k")) as server:
        results = await look(f"{server.url}/scim/v2", secret="t0k")

    odd = {
        name: one.judgement
        for name, one in results.items()
        if one.verdict not in {Verdict.OK, Verdict.SKIPPED}
    }
    assert odd == {}
    assert "with a made-up one 401" in results["sign-in"].judgement.detail
    without = {name for name, one in results.items() if not one.exchanges}
    assert without == {"address", "proxy", "tls"}


async def test_that_nothing_is_ever_written() -> None:
    log = MemoryLog()
    with HostileServer(otherwise=sound) as server:
        await look(f"{server.url}/scim/v2", log=log)
        await look(f"{server.url}/wrong", log=log)

    assert {one.method for one in log.exchanges} == READS
    others = {(one.method, one.path) for one in server.received if one.method != "GET"}
    assert others == {("POST", "/scim/v2/Users/.search")}


async def test_that_the_guard_of_production_is_not_in_the_way() -> None:
    with HostileServer(otherwise=sound) as server:
        results = await look(f"{server.url}/scim/v2", environment=Environment.PROD)

    assert verdict(results) is Overall.OK


async def test_that_each_step_is_told_once_and_at_once() -> None:
    told: list[str] = []
    log = MemoryLog()

    def hear(one: StepResult) -> None:
        told.append(one.step.id)
        if one.step.id == "address":
            assert log.exchanges == []

    with HostileServer(otherwise=sound) as server:
        await look(f"{server.url}/scim/v2", log=log, told=hear)

    assert told[0] == "address"
    assert sorted(told) == sorted(step.id for step in STEPS)


async def test_fault_57_that_a_wrong_token_is_one_failure_and_no_storm() -> None:
    with HostileServer(otherwise=protected("t0k")) as server:
        results = await look(f"{server.url}/scim/v2", secret="wrong")

    assert failures(results) == ["sign-in"]
    assert 'It asks for: Bearer realm="scim"' in results["sign-in"].judgement.detail
    assert len(server.received) == 8
    assert results["filter"].verdict is Verdict.SKIPPED


def token_endpoint(body: str, status: str = "200 OK") -> HostileServer:
    return HostileServer(handlers={"/token": answer(body, status)})


def by_oauth(login: HostileServer) -> Auth:
    return Auth(AuthKind.OAUTH, oauth=OAuth(f"{login.url}/token", "me"))


async def test_that_one_token_is_fetched_for_the_whole_examination() -> None:
    log = MemoryLog()
    token = token_endpoint('{"access_token": "t0k", "expires_in": 60}')
    with token as login, HostileServer(otherwise=protected("t0k")) as server:
        url = f"{server.url}/scim/v2"
        results = await look(url, secret="s3cret", log=log, auth=by_oauth(login))
        wrong_path = await look(server.url, secret="s3cret", auth=by_oauth(login))

    assert failures(results) == []
    judged = results["sign-in"].judgement
    assert judged.detail.startswith("GET /Users answered with an OAuth token; without it 401")
    first = next(one for one in log.exchanges if one.number == results["sign-in"].exchanges[0])
    assert first.url == f"{login.url}/token"
    assert wrong_path["http"].judgement.better_url == f"{server.url}/scim/v2"
    assert len(login.received) == 2


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ('{"error": "invalid_client"}', "401 Unauthorized", "invalid_client"),
        ("<html>", "200 OK", "a web page"),
        ("{}", "500 Oops", "answered 500"),
    ],
)
async def test_fault_58_that_a_token_that_cannot_be_had_fails_the_sign_in_only(
    body: str, status: str, words: str
) -> None:
    with token_endpoint(body, status) as login, HostileServer(otherwise=sound) as server:
        url = f"{server.url}/scim/v2"
        results = await look(url, secret="s3cret", auth=by_oauth(login))

    judged = results["sign-in"].judgement
    assert failures(results) == ["sign-in"]
    assert judged.detail.startswith("No access token.")
    assert words in judged.detail
    assert judged.hint


async def test_that_a_server_that_hangs_on_odd_requests_does_not_hold_up_the_rest() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        is_odd = "user-agent" not in request.headers or len(request.query) > 1
        await (hang if is_odd else sound)(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(f"{server.url}/scim/v2", limits=Limits(total_s=1.0))

    assert results["schemas"].verdict is Verdict.OK
    assert results["user-agent"].verdict in {Verdict.WARNING, Verdict.SKIPPED}
    assert "longer than 2 s" in results["compression"].judgement.detail


async def test_that_a_secret_that_the_server_repeats_is_not_told() -> None:
    body = json.dumps({"detail": "unknown token canary-7f3a"})
    with HostileServer(otherwise=answer(body, "401 Unauthorized")) as server:
        results = await look(f"{server.url}/scim/v2", secret="canary-7f3a")

    assert "unknown token" in results["sign-in"].judgement.detail
    assert "canary" not in "".join(str(one) for one in results.values())


async def test_that_a_missing_right_is_not_a_wrong_secret() -> None:
    with HostileServer(otherwise=answer("{}", "403 Forbidden")) as server:
        results = await look(f"{server.url}/scim/v2", secret="t0k")

    assert results["sign-in"].judgement.detail.startswith("Not allowed.")


async def test_that_open_discovery_is_no_proof_of_a_sign_in() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        is_open = "/Users" not in request.path
        await (sound if is_open else protected("t0k"))(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(f"{server.url}/scim/v2", secret="wrong")

    assert results["service-provider-config"].verdict is Verdict.OK
    assert failures(results) == ["sign-in"]


async def test_that_a_secret_that_cannot_be_had_fails_the_sign_in_only() -> None:
    async def locked(_slot: str) -> str | None:
        raise SecretUnavailable(Problem("Keyring is locked", "It gave nothing.", "Unlock it."))

    with HostileServer(otherwise=sound) as server:
        saved = profile(f"{server.url}/scim/v2", auth=BEARER)
        results = await examine(
            saved, log=MemoryLog(), read_secret=locked, told=lambda _: None,
            around=Surroundings({}),
        )  # fmt: skip

    by_id = {one.step.id: one for one in results}
    assert failures(by_id) == ["sign-in"]
    assert by_id["sign-in"].judgement.hint == "Unlock it."
    assert by_id["http"].verdict is Verdict.OK


@pytest.mark.parametrize("path", ["", "/scim", "/scim/v2/Users", "/scim/v2/scim/v2", "/SCIM/v2"])
async def test_that_a_wrong_path_leads_to_the_one_that_answers(path: str) -> None:
    with HostileServer(otherwise=sound) as server:
        results = await look(server.url + path)

    assert failures(results) == ["http"]
    assert results["http"].judgement.hint == f"Use {server.url}/scim/v2 instead: it answers."


async def test_that_a_path_that_only_asks_for_a_sign_in_is_no_proof() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        is_below = request.path.startswith("/scim/")
        await (protected("t0k") if is_below else answer("{}", "404 No"))(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(server.url)

    assert results["http"].judgement.hint == (
        f"{server.url}/scim asks for a sign-in, so SCIM may be there. Look there with a sign-in."
    )


async def test_that_a_slash_at_the_end_of_the_base_url_does_no_harm() -> None:
    with HostileServer(otherwise=sound) as server:
        results = await look(f"{server.url}/scim/v2/")

    assert verdict(results) is Overall.OK


async def test_that_a_server_that_wants_a_slash_behind_each_path_is_told() -> None:
    handlers = {"/scim/v2/Users/": answer(page([], 0))}
    with HostileServer(handlers) as server:
        results = await look(f"{server.url}/scim/v2")

    assert "with a slash at its end" in results["http"].judgement.detail


async def test_that_a_path_without_any_scim_around_it_gets_the_usual_advice() -> None:
    with HostileServer() as server:
        results = await look(f"{server.url}/nothing")

    assert verdict(results) is Overall.PROBLEMS
    assert results["http"].judgement.hint == "Ask for the base URL: it often ends in /scim/v2."


LOGIN = "<!doctype html><title>Sign in</title>"


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (answer(LOGIN, headers="Content-Type: text/html\r\n"), "Got a web page"),
        (redirect(302, "https://login.acme.example/"), "login.acme.example"),
        (redirect(302, "/scim/v2/Users"), "5 redirects in a row"),
        (answer("{}", "500 Oops"), "Server failed"),
        (answer("{"), "not valid JSON"),
        (answer(""), "Answer is empty"),
        (answer("{}", "407 Proxy"), "Proxy asks for a sign-in"),
    ],
    ids=["fault-64-html", "redirect", "loop", "500", "bad-json", "empty", "407"],
)
async def test_that_what_is_no_scim_fails_at_http(handler: Handler, words: str) -> None:
    with HostileServer(otherwise=handler) as server:
        results = await look(f"{server.url}/scim/v2")

    assert failures(results) == ["http"]
    assert words in results["http"].judgement.detail
    assert verdict(results) is Overall.PROBLEMS


@pytest.mark.parametrize(
    "handler", [reset, raw("SSH-2.0-OpenSSH_9.6\r\n"), hang], ids=["reset", "ssh", "hang"]
)
async def test_that_a_server_without_any_http_is_unreachable(handler: Handler) -> None:
    with HostileServer(otherwise=handler) as server:
        results = await look(f"{server.url}/scim/v2", limits=Limits(connect_s=5.0, total_s=0.2))

    assert verdict(results) is Overall.UNREACHABLE
    assert failures(results) == ["http"]


async def test_that_a_header_of_the_profile_that_asks_for_a_write_stops_all() -> None:
    with HostileServer(otherwise=sound) as server:
        headers = (("X-HTTP-Method-Override", "DELETE"),)
        results = await look(f"{server.url}/scim/v2", headers=headers)

    assert failures(results) == ["http"]
    assert "header fields" in results["http"].judgement.hint
    assert server.received == []


def test_that_no_single_look_takes_minutes() -> None:
    patient = Limits(connect_s=120.0, total_s=900.0)

    assert bounded(patient) == replace(patient, connect_s=10.0, total_s=15.0)
    assert bounded(Limits(connect_s=1.0, total_s=2.0)) == Limits(connect_s=1.0, total_s=2.0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux drops what does not fit")
async def test_fault_33_that_a_port_that_drops_connections_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        for _ in range(3):
            taken = waiting.enter_context(socket.socket())
            taken.setblocking(False)
            taken.connect_ex(full.getsockname())

        limits = Limits(connect_s=1.0)
        results = await look(f"http://127.0.0.1:{full.getsockname()[1]}/scim", limits=limits)

    assert failures(results) == ["connect"]
    assert "A firewall in between" in results["connect"].judgement.hint
    assert verdict(results) is Overall.UNREACHABLE


async def test_fault_33_that_a_closed_port_ends_the_examination() -> None:
    results = await look("http://127.0.0.1:1/scim/v2")

    assert failures(results) == ["connect"]
    assert verdict(results) is Overall.UNREACHABLE
    assert results["http"].verdict is Verdict.SKIPPED


async def test_fault_33_that_an_unknown_host_ends_the_examination() -> None:
    results = await look("https://no-such-host.invalid/scim/v2")

    assert failures(results) == ["dns"]
    assert verdict(results) is Overall.UNREACHABLE


async def test_that_an_address_that_cannot_be_used_is_the_only_failure() -> None:
    results = await look("ftp://acme.example")

    assert failures(results) == ["address"]
    assert verdict(results) is Overall.PROBLEMS


async def test_that_a_server_without_discovery_is_worked_with() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        is_list = request.path.endswith(("/Users", "/Groups"))
        await (sound if is_list else answer("{}", "404 Not Found"))(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(f"{server.url}/scim/v2")

    assert failures(results) == []
    assert results["schemas"].verdict is Verdict.WARNING
    assert results["first-read"].judgement.detail == "User: 9; Group: 0."


async def test_that_a_server_without_users_is_looked_at_by_another_type() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        is_users = request.path.endswith("/Users")
        await (answer("{}", "404 Not Found") if is_users else sound)(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(f"{server.url}/scim/v2")

    assert results["sign-in"].verdict is Verdict.OK
    assert results["media-types"].verdict is Verdict.OK
    assert results["filter"].verdict is Verdict.SKIPPED
    assert "User: Not found (404)" in results["first-read"].judgement.detail


async def test_that_a_server_that_refuses_odd_requests_gets_remarks() -> None:
    async def handle(connection: Connection, request: Received) -> None:
        odd = (
            "user-agent" not in request.headers
            or "aadOptscim062020" in request.query
            or request.headers.get("accept") == "application/json"
        )
        await (answer("{}", "400 Bad Request") if odd else sound)(connection, request)

    with HostileServer(otherwise=handle) as server:
        results = await look(f"{server.url}/scim/v2")

    remarks = [name for name, one in results.items() if one.verdict is Verdict.WARNING]
    assert remarks == ["media-types", "user-agent", "entra-suffix"]
    assert verdict(results) is Overall.OK


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


async def test_that_a_trusted_server_passes_tls(authority: Authority) -> None:
    with authority.server(otherwise=sound) as server:
        results = await look(f"{server.url}/scim/v2", ca=authority.file)

    assert verdict(results) is Overall.OK
    assert results["tls"].judgement.detail.startswith("TLSv1.3. 127.0.0.1 presents ")


@pytest.mark.parametrize(
    ("name", "days", "trusts", "words"),
    [
        ("127.0.0.1", 60, "nobody else", "trusts"),
        ("127.0.0.1", -1, "the authority", "has expired"),
        ("elsewhere.example", 60, "the authority", "is for another"),
    ],
    ids=["untrusted", "expired", "host"],
)
async def test_fault_38_that_a_certificate_is_refused_with_reason_and_subject(
    authority: Authority, name: str, days: int, trusts: str, words: str
) -> None:
    ca = authority.file if trusts == "the authority" else None
    with authority.server(name, days) as server:
        results = await look(f"{server.url}/scim/v2", ca=ca, secret="t0k")

    judged = results["tls"].judgement
    assert [one.names for one in results["tls"].certificates] == [(name,)]
    assert failures(results) == ["tls"]
    assert verdict(results) is Overall.UNREACHABLE
    assert words in judged.detail
    assert f"for {name}, issued by O=Made-up CA" in judged.detail
    assert server.received == []


async def test_fault_39_that_a_server_that_wants_a_client_certificate_is_told(
    authority: Authority,
) -> None:
    with authority.wants_certificate() as url:
        results = await look(f"{url}/scim/v2", ca=authority.file)

    assert verdict(results) is Overall.UNREACHABLE
    assert failures(results) == ["http"]
    assert "client certificate" in results["http"].judgement.detail


async def test_fault_40_that_https_to_an_http_port_is_told() -> None:
    with HostileServer(otherwise=sound) as server:
        results = await look(server.url.replace("http:", "https:"))

    assert failures(results) == ["tls"]
    assert "http://" in results["tls"].judgement.hint


async def test_fault_40_that_http_to_an_https_port_is_told(authority: Authority) -> None:
    with authority.server(otherwise=sound) as server:
        results = await look(server.url.replace("https:", "http:"))

    assert failures(results) == ["http"]
    assert results["http"].judgement.hint == f"TLS is spoken on this port: use {server.url}."


async def test_that_stopping_leaves_no_task_and_no_connection() -> None:
    with HostileServer(otherwise=hang) as server:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(look(f"{server.url}/scim/v2"))
            await server.arrived(4)
            running.cancel()

        for _ in range(4):
            assert await asyncio.to_thread(server.gone.acquire, timeout=5)
