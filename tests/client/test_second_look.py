"""More exact words for connections that failed."""

from __future__ import annotations

import socket

import pytest

from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.route import Route
from scim_explorer.client.second_look import Course, explained
from tests.client.tls_servers import Authority
from tests.faults.hostile import HostileServer
from tests.faults.proxy import proxy

HTTPS = Route(https=True)
HTTP = Route(https=False)
SILENT = Course(was_sent=True, was_silent=True)
ANSWERING = Course(was_sent=True, was_silent=False)
UNSENT = Course(was_sent=False, was_silent=False)
UNTRUSTED = Failure(FailureKind.CERTIFICATE, "not trusted")
HUNG_UP = Failure(FailureKind.DISCONNECTED, "it hung up")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


async def test_fault_38_the_certificate_that_was_refused_is_named(authority: Authority) -> None:
    with authority.server() as server:
        failure = await explained(UNTRUSTED, server.url, HTTPS, UNSENT, 5)

        assert server.received == []
    assert failure.kind is FailureKind.CERTIFICATE
    assert failure.reason.startswith("not trusted (certificate O=trustme")


async def test_fault_38_a_refused_certificate_of_the_proxy_is_not_taken_for_the_servers(
    authority: Authority,
) -> None:
    with proxy(tls=authority.context()) as between, authority.server() as server:
        route = Route(https=True, proxy=ProxyHop(between.url))

        failure = await explained(UNTRUSTED, server.url, route, UNSENT, 5)

        assert server.connections == 0
    assert failure.reason.startswith("not trusted (of the proxy: certificate")


async def test_that_a_look_at_a_port_that_says_nothing_ends_and_changes_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"

        assert await explained(UNTRUSTED, url, HTTPS, UNSENT, 0.1) == UNTRUSTED


async def test_fault_40_plain_http_on_a_tls_port_is_known_by_a_handshake(
    authority: Authority,
) -> None:
    with authority.server() as server:
        url = server.url.replace("https:", "http:")

        failure = await explained(HUNG_UP, url, HTTP, SILENT, 5)

    assert failure == Failure(FailureKind.SPEAKS_TLS, "it hung up; it speaks TLS on this port")


async def test_fault_40_a_server_without_tls_that_hangs_up_is_not_told_to_have_it() -> None:
    with HostileServer() as server:
        assert await explained(HUNG_UP, server.url, HTTP, SILENT, 5) == HUNG_UP


@pytest.mark.parametrize(
    ("failure", "course"),
    [(HUNG_UP, ANSWERING), (Failure(FailureKind.TIMEOUT, "too slow"), SILENT)],
)
async def test_that_there_is_no_second_look_where_it_could_tell_nothing(
    failure: Failure, course: Course
) -> None:
    with HostileServer() as server:
        assert await explained(failure, server.url, HTTP, course, 5) == failure
        assert server.connections == 0


async def test_that_an_end_before_the_tunnel_is_open_is_the_proxys() -> None:
    route = Route(https=True, proxy=ProxyHop("http://127.0.0.1:1"))

    unsent = await explained(HUNG_UP, "https://127.0.0.1:1", route, UNSENT, 5)
    sent = await explained(HUNG_UP, "https://127.0.0.1:1", route, ANSWERING, 5)

    assert (unsent.kind, sent) == (FailureKind.PROXY, HUNG_UP)
