"""Faults 15 to 37: what a network and a hostile server can do to one request."""

from __future__ import annotations

import asyncio
import gc
import gzip
import os
import socket
import sys
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scim_explorer.client.request import Request
from scim_explorer.client.route import Route
from scim_explorer.client.session import Session
from scim_explorer.client.transport import Transport
from scim_explorer.client.wire import WireReply, WireRequest
from scim_explorer.exchanges.exchange import Exchange, Outcome
from scim_explorer.problems import ExplorerError, NoReplyError, Problem
from scim_explorer.profiles.profile import Limits
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.faults.conftest import SHORT, MakeSession
from tests.faults.hostile import (
    SCIM,
    Connection,
    HostileServer,
    Received,
    answer,
    drip,
    flood,
    hang,
    hang_up,
    raw,
    reset,
)

HEAD = b"HTTP/1.1 200 OK\r\n"
MIB = 1024 * 1024


def get(path: str = "/x") -> Request:
    return Request("GET", path)


async def failed(session: Session, request: Request) -> Problem:
    with pytest.raises(NoReplyError) as caught:
        await session.send(request)
    return caught.value.problem


async def test_fault_6_that_answers_left_early_cost_no_connection_without_generator_hooks(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = flood(HEAD + b"\r\n", b"a" * 65536)
    server.handlers["/y"] = answer("{}")
    session = to_server(limits=Limits(max_body_bytes=1000, parallel=1))
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)

    try:
        for _ in range(12):
            await session.try_send(get("/x"))
        gc.collect()
        exchange = await session.send(get("/y"))
    finally:
        sys.set_asyncgen_hooks(*hooks)

    assert exchange.status == 200


async def test_fault_15_that_a_body_that_never_ends_stops_at_the_deadline(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/x"] = drip(HEAD + b"Content-Length: 999999\r\n\r\n", b"abc")

    problem = await failed(to_server(limits=SHORT), get())

    assert "within 0.3 s" in problem.detail
    assert log.exchanges[0].outcome is Outcome.CUT_SHORT
    assert log.exchanges[0].response_body.data.startswith(b"abc")
    assert not log.exchanges[0].response_body.complete


async def test_fault_15_that_header_fields_that_never_end_stop_at_the_deadline(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/x"] = drip(HEAD, b"X-A: b\r\n")

    problem = await failed(to_server(limits=SHORT), get())

    assert problem.title == "No answer in time"
    assert log.exchanges[0].outcome is Outcome.NO_REPLY


async def test_fault_16_that_a_gigabyte_stops_at_the_limit_and_its_head_is_kept(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/x"] = flood(HEAD + b"Content-Length: 1073741824\r\n\r\n", b"a" * 65536)
    session = to_server(limits=Limits(max_body_bytes=8 * MIB))

    problem = await failed(session, get())

    assert "longer than 8 MiB" in problem.detail
    assert log.exchanges[0].response_body.data == b"a" * MIB
    assert log.exchanges[0].response_body.wire_bytes < 9 * MIB


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
async def test_fault_17_that_a_bomb_stops_at_the_limit(
    server: HostileServer, to_server: MakeSession, encoding: str
) -> None:
    bomb = bytes(200 * MIB)
    if encoding == "deflate":
        bomb = zlib.compress(bomb)
    for _ in range(encoding.count("gzip")):
        bomb = gzip.compress(bomb)
    server.handlers["/x"] = answer(bomb, headers=f"Content-Encoding: {encoding}\r\n")
    session = to_server(limits=Limits(max_body_bytes=4 * MIB))
    tracemalloc.start()

    problem = await failed(session, get())

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "longer than 4 MiB" in problem.detail
    assert peak < 64 * MIB


async def test_fault_18_that_three_encodings_in_a_row_are_not_undone(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = answer(b"raw", headers="Content-Encoding: gzip, gzip, gzip\r\n")

    exchange = await to_server().send(get())

    assert exchange.response_body.undecoded == b"raw"
    assert "3 content encodings" in exchange.notes[0]


async def test_fault_19_that_gzip_that_ends_early_is_a_body_cut_short(
    server: HostileServer, to_server: MakeSession
) -> None:
    half = gzip.compress(os.urandom(5000))[:2500]
    server.handlers["/x"] = answer(half, headers="Content-Encoding: gzip\r\n")

    problem = await failed(to_server(), get())

    assert "Body cut short" in problem.detail


async def test_fault_20_that_an_unknown_encoding_is_named_and_its_bytes_are_kept(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = answer(b"\x0b\x02", headers="Content-Encoding: br\r\n")

    exchange = await to_server().send(get())

    assert exchange.response_body.undecoded == b"\x0b\x02"
    assert exchange.response_body.data == b""
    assert '"br"' in exchange.notes[0]


@pytest.mark.parametrize("charset", ["utf-16", "x-evil", "utf-7", "\xff\xfe", "idna", "rot13"])
async def test_fault_21_that_a_hostile_charset_does_not_touch_the_bytes(
    server: HostileServer, to_server: MakeSession, charset: str
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset={charset}\r\n"
    server.handlers["/x"] = raw(head.encode("latin-1") + b"Content-Length: 2\r\n\r\n{}")

    exchange = await to_server().send(get())

    assert exchange.response_body.data == b"{}"
    assert "read as UTF-8" in exchange.notes[0]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("Content-Length: 1000\r\n\r\npart", "the connection ended after 4 of 1,000 bytes"),
        (
            "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\nff\r\nab",
            "the connection ended after 6 bytes",
        ),
    ],
)
async def test_fault_22_that_a_body_cut_off_says_how_far_it_came(
    server: HostileServer, to_server: MakeSession, log: MemoryLog, head: str, reason: str
) -> None:
    server.handlers["/x"] = raw(f"HTTP/1.1 200 OK\r\n{head}")

    await failed(to_server(), get())

    assert log.exchanges[0].reason == reason
    assert log.exchanges[0].response_body.data.startswith(b"part")


@pytest.mark.parametrize(
    "data", ["200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK", "204 No Content\r\n\r\nbody"]
)
async def test_fault_23_that_surplus_bytes_are_noted_and_never_answer_the_next_request(
    server: HostileServer, to_server: MakeSession, data: str
) -> None:
    server.handlers["/x"] = raw(f"HTTP/1.1 {data}", close=False)
    server.handlers["/y"] = answer('{"mine": 1}')
    session = to_server()

    first = await session.send(get("/x"))
    second = await session.send(get("/y"))

    assert "after the end of the answer" in first.notes[0]
    assert second.response_body.data == b'{"mine": 1}'


@pytest.mark.parametrize("lengths", ["5\r\nContent-Length: 6", "-1", "9" * 30])
async def test_fault_24_that_odd_lengths_end_in_clear_text(
    server: HostileServer, to_server: MakeSession, lengths: str
) -> None:
    server.handlers["/x"] = raw(f"HTTP/1.1 200 OK\r\nContent-Length: {lengths}\r\n\r\nhello")

    problem = await failed(to_server(), get())

    assert len(problem.detail) > 20


async def test_fault_25_that_trailers_after_chunks_are_accepted(
    server: HostileServer, to_server: MakeSession
) -> None:
    chunks = "2\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n"
    server.handlers["/x"] = raw(f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}")

    exchange = await to_server().send(get())

    assert exchange.response_body.data == b"{}"


async def test_fault_26_that_header_fields_of_120_kb_are_refused(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = flood(HEAD, b"X-A: " + b"b" * 4096 + b"\r\n")

    problem = await failed(to_server(), get())

    assert "header fields are longer" in problem.detail


async def test_fault_27_interim_answers_without_end_are_cut_off_at_a_hundred(
    server: HostileServer, to_server: MakeSession
) -> None:
    interim = "HTTP/1.1 103 Early Hints\r\n\r\n"
    final = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    server.handlers["/x"] = raw(interim * 100 + final)
    server.handlers["/many"] = raw(interim * 10_000 + final)
    session = to_server()

    assert (await session.send(get())).status == 200
    problem = await failed(session, get("/many"))

    assert "more than 100 interim answers" in problem.detail


@pytest.mark.parametrize("data", ["<html>hello</html>\r\n", "SSH-2.0-OpenSSH\r\n", "\r\n\r\n\r\n"])
async def test_fault_28_that_what_is_no_http_is_called_that(
    server: HostileServer, to_server: MakeSession, data: str
) -> None:
    server.handlers["/x"] = raw(data)

    problem = await failed(to_server(), get())

    assert problem.detail.startswith("The answer is not from an HTTP/1.1 server")


@pytest.mark.parametrize("status", ["600 Odd", "999 Odder", "299"])
async def test_fault_29_that_an_odd_status_is_shown(
    server: HostileServer, to_server: MakeSession, status: str
) -> None:
    server.handlers["/x"] = answer("{}", status)

    exchange = await to_server().send(get())

    assert exchange.status == int(status[:3])


@pytest.mark.parametrize("status", ["099 Low", "101 Switching Protocols", "20 Short", "2000 Long"])
async def test_fault_29_that_an_impossible_status_ends_in_a_record(
    server: HostileServer, to_server: MakeSession, log: MemoryLog, status: str
) -> None:
    server.handlers["/x"] = raw(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\n{{}}")

    await to_server(limits=SHORT).try_send(get())

    assert len(log.exchanges) == 1


async def test_fault_30_that_a_get_is_repeated_once_after_a_reset_and_then_given_up(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/x"] = reset

    problem = await failed(to_server(), get())

    assert "reset by the server" in problem.detail
    assert server.count("/x") == 2
    assert [exchange.follows for exchange in log.exchanges] == [None, 1]


async def test_fault_30_that_a_reset_within_the_body_is_not_repeated(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    async def cut(connection: Connection, request: Received) -> None:
        await connection.send(HEAD + b"Content-Length: 100\r\n\r\npart")
        await asyncio.sleep(0.05)
        connection.reset()

    server.handlers["/x"] = cut

    await failed(to_server(), get())

    assert server.count("/x") == 1
    assert log.exchanges[0].reason == "the connection was reset after 4 of 100 bytes"


@pytest.mark.parametrize("handler", [reset, hang_up], ids=["reset", "close"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_fault_31_that_a_write_without_an_answer_is_unknown_and_never_repeated(
    server: HostileServer, to_server: MakeSession, method: str, handler: object
) -> None:
    server.handlers["/x"] = handler  # type: ignore[assignment]  # both are handlers

    problem = await failed(to_server(), Request(method, "/x", body=b"{}"))

    assert problem.title == "Outcome unknown"
    assert server.count("/x") == 1


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
async def test_fault_32_that_a_write_that_times_out_is_unknown_and_never_repeated(
    server: HostileServer, to_server: MakeSession, method: str
) -> None:
    server.handlers["/x"] = hang

    problem = await failed(to_server(limits=SHORT), Request(method, "/x", body=b"{}"))

    assert problem.title == "Outcome unknown"
    assert "It was not sent again" in problem.detail
    assert server.count("/x") == 1


async def test_fault_33_that_a_name_nobody_has_and_a_closed_port_are_told_apart(
    log: MemoryLog,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        nobody = session_for(profile("http://nobody.invalid"), log)
        closed = session_for(profile(f"http://127.0.0.1:{port}"), log)

        no_name = await failed(nobody, get())
        no_port = await failed(closed, get())

    assert no_name.detail.startswith("No host named nobody.invalid")
    assert no_port.detail.startswith(f"Connection refused on port {port}")
    await nobody.aclose()
    await closed.aclose()


async def test_fault_33_that_a_write_that_never_left_is_not_called_unknown(log: MemoryLog) -> None:
    session = session_for(profile("http://nobody.invalid"), log)

    problem = await failed(session, Request("POST", "/Users", body=b"{}"))

    assert problem.title == "Cannot reach the server"
    await session.aclose()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    target=st.text(max_size=30).map(lambda text: f"/{text}"),
    name=st.text(max_size=10),
    value=st.text(max_size=20),
    method=st.text(max_size=6) | st.sampled_from(["GET", "POST"]),
)
def test_fault_35_that_only_the_programs_own_errors_escape(
    server: HostileServer, target: str, name: str, value: str, method: str
) -> None:
    server.otherwise = answer("{}")

    async def run() -> None:
        log = MemoryLog()
        session = session_for(profile(server.url), log)
        with suppress(ExplorerError):
            await session.send(Request(method, target, headers=((name, value),)))
        assert log.exchanges
        await session.aclose()

    asyncio.run(run())


async def test_fault_36_that_requests_still_go_out_after_many_were_cancelled(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = hang
    server.handlers["/y"] = answer("{}")
    session = to_server()

    for turn in range(10):
        tasks = [asyncio.Task(session.try_send(get("/x"))) for _ in range(8)]
        for _ in range(turn):
            await asyncio.sleep(0)
        for task in tasks[turn % 8 :] + tasks[: turn % 8]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    exchanges = await asyncio.gather(*(session.send(get("/y")) for _ in range(8)))

    assert [exchange.status for exchange in exchanges] == [200] * 8


async def test_fault_36_that_a_pool_without_free_connections_is_replaced(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scim_explorer.client.transport._SPARE_CONNECTIONS", -3)
    monkeypatch.setattr("scim_explorer.client.transport._POOL_WAIT_S", 0.05)
    server.handlers["/x"] = hang
    server.handlers["/y"] = answer("{}")
    transport = Transport(Limits(), Route(https=False))
    partial: list[WireReply] = []
    stuck = asyncio.Task(
        transport.exchange(WireRequest("GET", f"{server.url}/x", (), None), partial.append)
    )
    await server.arrived(1)

    reply = await transport.exchange(
        WireRequest("GET", f"{server.url}/y", (), None), partial.append
    )

    assert reply.status == 200
    stuck.cancel()
    await asyncio.gather(stuck, return_exceptions=True)
    await transport.aclose()


async def test_fault_37_that_a_cancel_reaches_the_server_is_recorded_and_frees_its_slot(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    server.handlers["/x"] = hang
    server.handlers["/y"] = answer("{}")
    session = to_server(limits=Limits(parallel=1))

    for _ in range(10):
        task = asyncio.Task(session.send(Request("DELETE", "/x")))
        await server.arrived(len(log.exchanges) + 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.gone.acquire, timeout=1)
        await session.send(get("/y"))

    cancelled = [exchange for exchange in log.exchanges if exchange.method == "DELETE"]
    assert {exchange.outcome for exchange in cancelled} == {Outcome.CANCELLED}
    assert len(cancelled) == 10


async def test_fault_37_that_a_cancelled_answer_keeps_what_had_come(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    async def half(connection: Connection, request: Received) -> None:
        await connection.send(HEAD + f"{SCIM}Content-Length: 100\r\n\r\nhalf".encode())
        await connection.hang()

    server.handlers["/x"] = half
    task = asyncio.Task(to_server().send(get()))
    await server.arrived(1)
    await asyncio.sleep(0.05)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    seen: Exchange = log.exchanges[0]
    assert (seen.outcome, seen.status, seen.response_body.data) == (
        Outcome.CANCELLED,
        200,
        b"half",
    )


async def test_fault_44_that_cookies_are_not_kept(
    server: HostileServer, to_server: MakeSession
) -> None:
    server.handlers["/x"] = answer("{}", headers=f"{SCIM}Set-Cookie: session=abc; Path=/\r\n")
    session = to_server()

    await session.send(get())
    await session.send(get())

    assert "cookie" not in server.received[1].headers


async def test_fault_45_that_a_get_survives_a_connection_closed_while_idle(
    server: HostileServer, to_server: MakeSession
) -> None:
    async def once(connection: Connection, request: Received) -> None:
        await connection.answer("{}")
        connection.close()

    server.handlers["/x"] = once
    session = to_server()

    statuses = [(await session.send(get())).status for _ in range(5)]

    assert statuses == [200] * 5


async def test_fault_45_that_a_connection_that_dies_with_the_request_costs_one_repeat(
    server: HostileServer, to_server: MakeSession, log: MemoryLog
) -> None:
    async def first_only(connection: Connection, request: Received) -> None:
        if sum(other.connection == request.connection for other in server.received) > 1:
            connection.close()
        else:
            await connection.answer("{}")

    server.handlers["/x"] = first_only
    session = to_server()
    await session.send(get())

    exchange = await session.send(get())

    assert exchange.status == 200
    assert [row.outcome for row in log.exchanges] == [
        Outcome.ANSWERED,
        Outcome.NO_REPLY,
        Outcome.ANSWERED,
    ]
    assert exchange.follows == log.exchanges[1].number
