"""Shakes hands by TLS without sending anything, straight or through a proxy's tunnel."""

from __future__ import annotations

import asyncio
import base64
import ssl
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

from typing_extensions import override

from scim_explorer.client.certificates import Certificate, certificate_of
from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.route import Route
from scim_explorer.client.tls import proxy_context, unchecked_context
from scim_explorer.client.urls import DEFAULT_PORTS
from scim_explorer.problems import InputError

_LARGEST_HEAD = 16 * 1024
_DER = 2
"""``ENCODING_DER`` of Python's ``_ssl``."""


class ProxyRefusedError(OSError):
    """The proxy opened no tunnel.

    Attributes:
        status: What it answered, 0 when that was no HTTP.
    """

    def __init__(self, status: int) -> None:
        super().__init__("the proxy opened no tunnel")
        self.status = status


class Ending(asyncio.Protocol):
    """Tells when its connection is gone."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.error: Exception | None = None

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.error = exc
        self.gone.set()

    async def within(self, linger_s: float) -> Exception | None:
        """Return why the other side hung up; None when it did not, or gave no reason."""
        with suppress(TimeoutError):
            async with asyncio.timeout(linger_s):
                await self.gone.wait()
        return self.error


class _Tunnelling(Ending):
    """Reads the head of a proxy's answer to CONNECT."""

    def __init__(self) -> None:
        super().__init__()
        self.head = bytearray()
        self.answered = asyncio.Event()

    @override
    def data_received(self, data: bytes) -> None:
        self.head += data
        if b"\r\n\r\n" in self.head or len(self.head) > _LARGEST_HEAD:
            self.answered.set()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.answered.set()

    def status(self) -> int:
        parts = bytes(self.head[:64]).split(b" ", 2)
        is_http = len(parts) > 1 and parts[0].startswith(b"HTTP/1.") and parts[1].isdigit()
        return int(parts[1]) if is_http else 0


async def end(transport: asyncio.BaseTransport, ending: Ending) -> None:
    """Close a connection at once and wait until it is gone."""
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
    await ending.gone.wait()


async def shake(
    host: str,
    port: int,
    context: ssl.SSLContext,
    route: Route | None = None,
    *,
    linger_s: float = 0.0,
) -> tuple[str, tuple[Certificate, ...]]:
    """Return the version of TLS and the chain that the server presents.

    Args:
        host: Name of the server, also for its certificate.
        port: Where it listens.
        context: What is trusted.
        route: Names the proxy that opens a tunnel on the way; without one it goes straight.
        linger_s: Wait so long for the server to hang up. With TLS 1.3 a server tells only
            after the handshake that it wants a client certificate.

    Raises:
        OSError: No connection, no tunnel, or no trust.
        InputError: A certificate file of the profile cannot be used.
    """
    loop = asyncio.get_running_loop()
    if route is None or route.proxy is None:
        opened: tuple[asyncio.BaseTransport, Ending] = await loop.create_connection(
            Ending, host, port, ssl=context, server_hostname=host
        )
    else:
        own = await asyncio.to_thread(proxy_context, route)
        tunnel = await _tunnel(route.proxy, own, host, port)
        opened = await _secured(tunnel, host, context)
    transport, ending = opened
    try:
        shaken = transport.get_extra_info("ssl_object")
        seen = shaken.version() or "", _presented(shaken)
        if linger_s and (error := await ending.within(linger_s)):
            raise error
        return seen
    finally:
        await end(transport, ending)


async def presented_chain(
    host: str, port: int, route: Route | None = None
) -> tuple[Certificate, ...]:
    """Return the chain of a server whether it is trusted or not; () when there is none to see."""
    try:
        return (await shake(host, port, unchecked_context(), route))[1]
    except (OSError, ValueError, InputError):
        return ()


async def _tunnel(
    proxy: ProxyHop, own: ssl.SSLContext | None, host: str, port: int
) -> asyncio.WriteTransport:
    loop = asyncio.get_running_loop()
    parts = urlsplit(proxy.url)
    place = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
    transport, tunnel = await loop.create_connection(_Tunnelling, *place, ssl=own)
    transport.write(_connect_head(proxy, host, port))
    try:
        await tunnel.answered.wait()
    except asyncio.CancelledError:
        transport.abort()
        raise
    if not HTTPStatus.OK <= tunnel.status() < HTTPStatus.MULTIPLE_CHOICES:
        await end(transport, tunnel)
        raise ProxyRefusedError(tunnel.status())
    return transport


async def _secured(
    transport: asyncio.WriteTransport, host: str, context: ssl.SSLContext
) -> tuple[asyncio.BaseTransport, Ending]:
    ending = Ending()
    loop = asyncio.get_running_loop()
    try:
        transport.set_protocol(ending)
        secured = await loop.start_tls(transport, ending, context, server_hostname=host)
    except BaseException:
        transport.abort()
        raise
    if secured is None:
        raise ProxyRefusedError(0)
    return secured, ending


def _connect_head(proxy: ProxyHop, host: str, port: int) -> bytes:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if proxy.username:
        said = base64.b64encode(f"{proxy.username}:{proxy.password}".encode()).decode("ascii")
        lines.append(f"Proxy-Authorization: Basic {said}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _presented(shaken: ssl.SSLObject) -> tuple[Certificate, ...]:
    """Return the chain as presented.

    Python shows certificates that were not verified only through the object below (3.11 to
    3.14); where it looks otherwise, a verified one is shown alone, and another one is not.
    """
    try:
        chain = shaken._sslobj.get_unverified_chain()  # type: ignore[attr-defined]  # noqa: SLF001
        described = [(one.get_info(), one.public_bytes(_DER)) for one in chain]
    except (AttributeError, TypeError):
        described = [(shaken.getpeercert() or {}, shaken.getpeercert(binary_form=True) or b"")]
    return tuple(certificate_of(said, der) for said, der in described if said)
