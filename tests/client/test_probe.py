"""Looks below HTTP, at servers that are there and at some that are not."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.failures import FailureKind
from scim_explorer.client.probe import Prober
from scim_explorer.client.route import Route
from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.exchange import PROBE, Outcome
from scim_explorer.profiles.profile import Limits
from tests.client.memory_log import MemoryLog
from tests.client.tls_servers import Authority
from tests.faults.hostile import HostileServer

CLOSED = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def prober(
    url: str, log: MemoryLog | None = None, ca: Path | None = None, connect_s: float = 5.0
) -> Prober:
    limits = Limits(connect_s=connect_s)
    base = check_base_url(url)
    route = Route(https=base.scheme == "https", ca_files=(ca,) if ca else ())
    return Prober(base, limits, log=log or MemoryLog(), endpoint="p1", origin="Test", route=route)


async def test_that_a_name_is_looked_up_and_the_look_recorded() -> None:
    log = MemoryLog()

    look = await prober("http://127.0.0.1:8080/v2", log).resolve()

    assert look.addresses == ("127.0.0.1",)
    (record,) = log.exchanges
    assert (record.method, record.url, record.outcome) == (
        PROBE,
        "http://127.0.0.1:8080",
        Outcome.ANSWERED,
    )
    assert record.notes == ("127.0.0.1 is 127.0.0.1",)


@pytest.mark.parametrize("host", ["no-such-host.invalid", f"{'a' * 70}.invalid"])
async def test_fault_33_that_a_name_that_nobody_has_is_told(host: str) -> None:
    log = MemoryLog()

    look = await prober(f"http://{host}", log).resolve()

    assert look.failure is not None
    assert look.failure.kind is FailureKind.NAME
    assert log.exchanges[0].outcome is Outcome.NO_REPLY
    assert log.exchanges[0].reason == f"no host named {host}"


async def test_fault_33_that_a_closed_port_is_told() -> None:
    look = await prober(CLOSED).connect(("127.0.0.1",))

    assert look.failure is not None
    assert look.failure.kind is FailureKind.REFUSED


async def test_fault_33_a_proxy_that_is_not_there_is_not_taken_for_the_server() -> None:
    base, hop = check_base_url("https://scim.acme.example"), ProxyHop("http://proxy.invalid:8")
    route = Route(https=True, proxy=hop)
    log = MemoryLog()
    looking = Prober(base, Limits(), log=log, endpoint="p1", origin="Test", route=route)

    look = await looking.resolve()

    assert (looking.host, looking.port) == ("proxy.invalid", 8)
    assert log.exchanges[0].reason == "the proxy cannot be reached: no host named proxy.invalid"
    assert look.failure is not None
    assert look.failure.kind is FailureKind.PROXY


async def test_that_a_file_of_the_profile_that_is_missing_is_told_with_what_to_do() -> None:
    look = await prober("https://127.0.0.1:1", ca=Path("/nowhere/ca.pem")).handshake()

    assert look.failure is not None
    assert "ca.pem cannot be used" in look.failure.reason
    assert look.failure.hint == "Choose another file in the profile under TLS."


@pytest.mark.skipif(sys.platform != "linux", reason="all of 127/8 is this computer on Linux only")
async def test_that_each_address_is_tried_for_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        look = await prober(url).connect(("127.0.0.2", "127.0.0.1"))

    assert look.failure is None
    assert [one.failure is None for one in look.tried] == [False, True]


async def test_that_a_connection_is_closed_without_a_byte() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        await prober(f"http://127.0.0.1:{listening.getsockname()[1]}").connect(("127.0.0.1",))
        taken, _ = listening.accept()
        with taken, suppress(ConnectionResetError):
            assert taken.recv(1) == b""


async def test_that_a_trusted_certificate_is_read(authority: Authority) -> None:
    log = MemoryLog()
    with authority.server() as server:
        look = await prober(server.url, log, authority.file).handshake()

    assert look.failure is None
    assert look.tls_version == "TLSv1.3"
    assert look.chain[0].names == ("127.0.0.1",)
    assert "O=Made-up CA" in look.chain[0].issuer
    assert server.received == []
    assert "issued by" in log.exchanges[0].notes[1]


@pytest.mark.parametrize(
    ("name", "days", "trusts", "words"),
    [
        ("127.0.0.1", 60, "nobody else", "not one that this computer trusts"),
        ("127.0.0.1", -1, "the authority", "has expired"),
        ("127.0.0.1", 500, "the authority", "not valid yet"),
        ("elsewhere.example", 60, "the authority", "for another"),
    ],
    ids=["untrusted", "expired", "not-yet", "host"],
)
async def test_fault_38_that_a_refused_certificate_is_read_all_the_same(
    authority: Authority, name: str, days: int, trusts: str, words: str
) -> None:
    with authority.server(name, days) as server:
        ca = authority.file if trusts == "the authority" else None
        look = await prober(server.url, ca=ca).handshake()

    assert look.failure is not None
    assert look.failure.kind is FailureKind.CERTIFICATE
    assert words in look.failure.reason
    assert look.chain[0].names == (name,)
    assert server.received == []


async def test_fault_40_that_a_port_without_tls_is_told() -> None:
    with HostileServer() as server:
        look = await prober(server.url.replace("http:", "https:")).handshake()

    assert look.failure is not None
    assert look.failure.kind is FailureKind.NOT_TLS


async def test_that_a_port_that_says_nothing_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        look = await prober(f"https://127.0.0.1:{mute.getsockname()[1]}").handshake(0.2)

    assert look.failure is not None
    assert look.failure.reason == "no answer within 0.2 s"
