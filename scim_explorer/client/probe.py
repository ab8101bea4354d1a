"""Looks at a connection below HTTP: the name, the port, the certificate. Nothing is sent.

Each look is recorded as an exchange of method ``PROBE`` whose notes say what was seen. Beside
``transport.py`` this is the only module with sockets and ssl; it trusts what the transport trusts.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from scim_explorer.client.certificates import Certificate, certificate_words
from scim_explorer.client.connection_errors import (
    failure_of,
    of_client_certificate,
    settings_failure,
)
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.handshake import Ending, end, presented_chain, shake
from scim_explorer.client.route import Route
from scim_explorer.client.second_look import Course, explained
from scim_explorer.client.tls import tls_context
from scim_explorer.client.urls import DEFAULT_PORTS, BaseUrl
from scim_explorer.exchanges.exchange import PROBE, Exchange, Outcome, Times
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import Limits

_MAX_ADDRESSES = 4
_NOTHING = Course(was_sent=False, was_silent=False)


class Records(Protocol):
    """What a prober needs of the exchange log."""

    def next_number(self) -> int: ...

    def append(self, exchange: Exchange) -> object: ...


class Tried(NamedTuple):
    """One address that was connected to; ``failure`` is None when it took the connection."""

    address: str
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look saw.

    Attributes:
        exchange: Its record.
        failure: Why there was nothing to see.
        addresses: What the host name stands for.
        tried: How each address took a connection.
        tls_version: "TLSv1.3"; "" without a handshake.
        chain: What the server presented, its own certificate first. It is read when the
            certificate is not trusted, too.
    """

    exchange: Exchange
    failure: Failure | None = None
    addresses: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    tls_version: str = ""
    chain: tuple[Certificate, ...] = ()


class _Seen(NamedTuple):
    failure: Failure | None = None
    addresses: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    tls_version: str = ""
    chain: tuple[Certificate, ...] = ()
    notes: tuple[str, ...] = ()


class Prober:
    """Looks at the server of one base URL, each time within ``limits.connect_s``.

    Attributes:
        host: What is looked up and connected to: the server, or the proxy in between.
        port: Of the same.
        verifies: The certificate is checked.
    """

    def __init__(
        self,
        base: BaseUrl,
        limits: Limits,
        *,
        log: Records,
        endpoint: str,
        origin: str,
        route: Route,
    ) -> None:
        self._base = base
        self._limits = limits
        self._log = log
        self._endpoint = endpoint
        self._origin = origin
        self._route = route
        self.host, self.port = _first_hop(base, route)
        self.verifies = route.verify

    async def resolve(self) -> Look:
        """Ask the system what addresses the host name stands for."""
        return await self._recorded(self._resolved)

    async def connect(self, addresses: tuple[str, ...]) -> Look:
        """Open a TCP connection to each of the first four ``addresses``, and close it again."""
        return await self._recorded(lambda: self._connected(addresses[:_MAX_ADDRESSES]))

    async def handshake(self, within_s: float | None = None, *, linger_s: float = 0.0) -> Look:
        """Shake hands by TLS and read the chain.

        Args:
            within_s: In place of the time that the limits give.
            linger_s: Wait so long for the server to hang up. With TLS 1.3 a server tells only
                after the handshake that it wants a client certificate.

        When the certificate is refused, a second handshake without verification reads it, so
        that the text can name it. Both end before any byte of HTTP.
        """
        return await self._recorded(lambda: self._shaken(linger_s), within_s)

    async def _recorded(
        self, look: Callable[[], Awaitable[_Seen]], within_s: float | None = None
    ) -> Look:
        within_s = within_s or self._limits.connect_s
        queued_at, start_s = time.time(), time.perf_counter()
        try:
            async with asyncio.timeout(within_s):
                seen = await look()
        except InputError as error:
            seen = _Seen(settings_failure(error.problem))
        except (OSError, ValueError) as error:
            seen = _Seen(self._failure(error, within_s))
        reason = seen.failure.reason if seen.failure else ""
        exchange = Exchange(
            number=self._log.next_number(),
            endpoint=self._endpoint,
            origin=self._origin,
            method=PROBE,
            url=self._base.origin,
            times=Times(queued_at, done_ms=(time.perf_counter() - start_s) * 1000),
            outcome=Outcome.NO_REPLY if seen.failure else Outcome.ANSWERED,
            reason=reason,
            notes=seen.notes,
        )
        self._log.append(exchange)
        return Look(exchange, *seen[:-1])

    def _failure(self, error: Exception, within_s: float) -> Failure:
        if isinstance(error, TimeoutError):
            reason = f"no answer within {within_s:g} s"
            return Failure(FailureKind.CONNECT_TIMEOUT, reason)
        if isinstance(error, UnicodeError):
            return Failure(FailureKind.NAME, f"no host named {self.host}")
        proxy = self._route.proxy
        failure = failure_of(error, self._base.origin, proxy.url if proxy is not None else "")
        is_shown = self._route.certificate is not None
        return of_client_certificate(failure, is_shown=is_shown, was_silent=False)

    async def _resolved(self) -> _Seen:
        import socket

        found = await asyncio.get_running_loop().getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM
        )
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        return _Seen(addresses=addresses, notes=(f"{self.host} is {', '.join(addresses)}",))

    async def _connected(self, addresses: tuple[str, ...]) -> _Seen:
        tried = tuple(await asyncio.gather(*map(self._try, addresses)))
        failures = [one.failure for one in tried]
        notes = tuple(
            f"{one.address} port {self.port}: "
            + (one.failure.reason if one.failure else "connected")
            for one in tried
        )
        return _Seen(None if None in failures else failures[0], tried=tried, notes=notes)

    async def _try(self, address: str) -> Tried:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._limits.connect_s):
                opened = await loop.create_connection(Ending, address, self.port)
        except OSError as error:
            return Tried(address, self._failure(error, self._limits.connect_s))
        await end(*opened)
        return Tried(address, None)

    async def _shaken(self, linger_s: float) -> _Seen:
        base, route, within_s = self._base, self._route, self._limits.connect_s
        context = await asyncio.to_thread(tls_context, self._route)
        try:
            version, chain = await shake(base.host, base.port, context, route, linger_s=linger_s)
        except (OSError, ValueError) as error:
            failure = self._failure(error, within_s)
            chain = ()
            if failure.kind is FailureKind.CERTIFICATE:
                chain = await presented_chain(base.host, base.port, route)
                if not chain:
                    failure = await explained(failure, base.origin, route, _NOTHING, within_s)
            return _Seen(failure, chain=chain, notes=tuple(map(certificate_words, chain)))
        trust = "the certificate is trusted" if self._route.verify else "nothing was checked"
        notes = (f"{version}, {trust}", *map(certificate_words, chain))
        return _Seen(tls_version=version, chain=chain, notes=notes)


def _first_hop(base: BaseUrl, route: Route) -> tuple[str, int]:
    if route.proxy is None:
        return base.host, base.port
    parts = urlsplit(route.proxy.url)
    try:
        return parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 80)
    except ValueError:
        return "", 0
