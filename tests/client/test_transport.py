"""The plain road; what goes wrong on it is in ``tests/faults``."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import pytest

from scim_explorer.client.route import Route
from scim_explorer.client.transport import Transport
from scim_explorer.client.wire import WireRequest
from scim_explorer.exchanges.exchange import Outcome, header
from scim_explorer.profiles.profile import Limits
from tests.faults.hostile import Connection, HostileServer, Received, answer


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer(otherwise=answer('{"a": 1}')) as running:
        yield running


def request(server: HostileServer, target: str = "/x", body: bytes | None = None) -> WireRequest:
    method = "GET" if body is None else "POST"
    return WireRequest(method, server.url + target, (("X-Tenant", "Caf\u00e9"),), body)


async def test_that_a_reply_tells_what_left_what_came_and_when(server: HostileServer) -> None:
    transport = Transport(Limits(), Route(https=False))

    reply = await transport.exchange(request(server, body=b"{}"), print)

    assert (reply.outcome, reply.status, reply.http_version) == (Outcome.ANSWERED, 200, "HTTP/1.1")
    assert reply.body.data == b'{"a": 1}'
    assert header(reply.request_headers, "host") == f"127.0.0.1:{server.port}"
    assert header(reply.request_headers, "content-length") == "2"
    assert header(reply.headers, "content-type") == "application/scim+json"
    times = reply.times
    assert times.sent_ms is not None
    assert times.first_byte_ms is not None
    assert times.sent_ms <= times.first_byte_ms <= times.done_ms
    assert server.received[0].headers["x-tenant"] == "Caf\u00e9"
    await transport.aclose()


@pytest.mark.parametrize("target", ["/a/../b", "/%2e%2E/x", "//x", "/a%2Fb?q=%20%C3%A9&r=[1]"])
async def test_that_a_target_leaves_as_it_is_written(server: HostileServer, target: str) -> None:
    transport = Transport(Limits(), Route(https=False))

    await transport.exchange(request(server, target), print)

    assert server.received[0].target == target
    await transport.aclose()


async def test_that_no_more_than_the_limit_are_under_way_and_waiting_is_not_sending() -> None:
    active, most = 0, 0

    async def slow(connection: Connection, received: Received) -> None:
        nonlocal active, most
        active += 1
        most = max(most, active)
        await asyncio.sleep(0.03)
        active -= 1
        await connection.answer("{}")

    with HostileServer(otherwise=slow) as server:
        transport = Transport(Limits(parallel=2), Route(https=False))

        replies = await asyncio.gather(
            *(transport.exchange(request(server), print) for _ in range(6))
        )
        await transport.aclose()

    waited = [reply.times.sent_ms or 0.0 for reply in replies]
    assert most == 2
    assert max(waited) > 30


async def test_that_connections_are_used_again(server: HostileServer) -> None:
    transport = Transport(Limits(), Route(https=False))

    for _ in range(5):
        await transport.exchange(request(server), print)

    assert server.connections == 1
    await transport.aclose()


def test_that_a_session_costs_no_http_library_before_the_first_request() -> None:
    code = (
        "import sys; import scim_explorer.client.session, scim_explorer.client.resources; "
        "sys.exit(any(name in sys.modules for name in ('httpx', 'truststore', 'keyring')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
