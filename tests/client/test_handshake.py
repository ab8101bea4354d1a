"""Handshakes, straight and through a tunnel."""

from __future__ import annotations

import asyncio
import hashlib
import ssl

import pytest

from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.handshake import ProxyRefusedError, presented_chain, shake
from scim_explorer.client.route import Route
from scim_explorer.client.tls import tls_context
from tests.client.tls_servers import Authority
from tests.faults.hostile import HostileServer, raw
from tests.faults.proxy import proxy, refusing


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def via(hop: ProxyHop) -> Route:
    return Route(https=True, proxy=hop)


async def test_that_a_tunnel_shows_the_certificate_of_the_server(authority: Authority) -> None:
    context = tls_context(Route(https=True, ca_files=(authority.file,)))
    with proxy("me", "pw") as between, authority.server() as server:
        hop = ProxyHop(between.url, "me", "pw")

        version, chain = await shake("127.0.0.1", server.port, context, via(hop))

        assert version == "TLSv1.3"
        assert chain[0].names == ("127.0.0.1",)
        assert server.received == []


@pytest.mark.parametrize(
    ("status", "told"), [("407 Proxy Authentication Required", 407), ("502 Bad Gateway", 502)]
)
async def test_that_a_proxy_that_opens_no_tunnel_is_told(
    authority: Authority, status: str, told: int
) -> None:
    context = tls_context(Route(https=True))
    with refusing(status) as between, authority.server() as server:
        with pytest.raises(ProxyRefusedError) as caught:
            await shake("127.0.0.1", server.port, context, via(ProxyHop(between.url)))

        assert caught.value.status == told
        assert server.connections == 0


async def test_that_a_proxy_that_talks_nonsense_ends_too(authority: Authority) -> None:
    context = tls_context(Route(https=True))
    with (
        HostileServer(otherwise=raw("nonsense\r\n\r\n")) as between,
        pytest.raises(ProxyRefusedError) as caught,
    ):
        await shake("127.0.0.1", 9, context, via(ProxyHop(between.url)))

    assert caught.value.status == 0


async def test_that_a_chain_is_read_whether_it_is_trusted_or_not(authority: Authority) -> None:
    with authority.server("elsewhere.example", -1) as server, HostileServer() as plain:
        assert (await presented_chain("127.0.0.1", server.port))[0].names == ("elsewhere.example",)
        assert await presented_chain("127.0.0.1", plain.port) == ()


async def test_that_the_fingerprint_is_of_the_certificate_as_sent(authority: Authority) -> None:
    with authority.server() as server:
        chain = await presented_chain("127.0.0.1", server.port)
        pem = await asyncio.to_thread(ssl.get_server_certificate, ("127.0.0.1", server.port))

    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    assert chain[0].fingerprint.replace(":", "").lower() == digest
