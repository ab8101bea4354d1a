"""The one door to the network: one request in, one reply out. The only module with httpx.

What arrives is bounded in time and size and decoded here. Redirects are never followed, cookies
never kept, and the environment (proxies, netrc, key logging, certificate files) is not read.

httpx is imported when the first request is sent: it costs more than the first picture of the
window may. Its transport is used without its client, which would log URLs and keep cookies.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from scim_explorer.client.connection_errors import failure_of, no_http, settings_failure
from scim_explorer.client.environment_values import proxy_fault
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.interim import InterimCount
from scim_explorer.client.reception import Reception
from scim_explorer.client.route import Route
from scim_explorer.client.second_look import Course, explained
from scim_explorer.client.tls import proxy_context, tls_context
from scim_explorer.client.urls import split_target
from scim_explorer.client.wire import WireReply, WireRequest, outcome_of
from scim_explorer.exchanges.exchange import Headers, Times
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Limits

if TYPE_CHECKING:
    import httpx

_POOL_WAIT_S = 5.0
_SPARE_CONNECTIONS = 4
_KEEP_ALIVE_S = 30.0
_STREAM_OPENED = frozenset(
    {
        "connection.connect_tcp.complete",
        "connection.start_tls.complete",
        "proxy.start_tls.complete",
    }
)
_TRAILING_DATA = attrgetter("_httpcore_stream._stream._connection._h11_state.trailing_data")


class Transport:
    """Sends requests to one endpoint, at most ``limits.parallel`` of them at once."""

    def __init__(self, limits: Limits, route: Route) -> None:
        self._limits = limits
        self._route = route
        self._slots = asyncio.Semaphore(limits.parallel)
        self._opening = asyncio.Lock()
        self._pool: httpx.AsyncHTTPTransport | None = None
        self._retired: list[httpx.AsyncHTTPTransport] = []

    async def exchange(
        self, request: WireRequest, cancelled: Callable[[WireReply], None]
    ) -> WireReply:
        """Send ``request`` and return what came of it, whatever that is.

        Args:
            request: What to send, once.
            cancelled: Told what had come so far when the task is cancelled meanwhile.

        Raises:
            CancelledError: After ``cancelled`` was called; the connection is closed by then.
        """
        attempt = _Attempt(request, self._limits)
        try:
            async with self._slots:
                await self._run(attempt)
                if attempt.failed_with(FailureKind.POOL):
                    # Slots of httpcore's pool can be lost for good when requests are cancelled
                    # while others wait (seen in 1.0.9). Ours bound them, so a full pool leaks.
                    self._retire_pool()
                    await self._run(attempt)
        except asyncio.CancelledError:
            attempt.failure = Failure(FailureKind.CANCELLED, "stopped before the answer was whole")
            cancelled(attempt.reply())
            raise
        return attempt.reply()

    async def aclose(self) -> None:
        self._retire_pool()
        while self._retired:
            await self._retired.pop().aclose()

    async def _run(self, attempt: _Attempt) -> None:
        import httpx

        attempt.failure = None
        try:
            async with asyncio.timeout(self._limits.total_s) as deadline:
                await attempt.run(self._pool or await self._open_pool())
        except InputError as error:
            attempt.failure = settings_failure(error.problem)
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpx.StreamError,
            OSError,
            ValueError,
            ExceptionGroup,
        ) as error:
            if deadline.expired():
                reason = f"no whole answer within {self._limits.total_s:g} s"
                attempt.failure = Failure(FailureKind.TIMEOUT, reason)
            else:
                await attempt.failed(error, self._route)

    async def _open_pool(self) -> httpx.AsyncHTTPTransport:
        async with self._opening:
            if self._pool is None:
                # In a thread: importing the library and reading the computer's certificates
                # would hold up the window for some 150 ms.
                self._pool = await asyncio.to_thread(self._new_pool)
            return self._pool

    def _new_pool(self) -> httpx.AsyncHTTPTransport:
        import httpx

        connections = self._limits.parallel + _SPARE_CONNECTIONS
        return httpx.AsyncHTTPTransport(
            verify=tls_context(self._route),
            proxy=self._proxy(),
            trust_env=False,
            limits=httpx.Limits(
                max_connections=connections,
                max_keepalive_connections=connections,
                keepalive_expiry=_KEEP_ALIVE_S,
            ),
        )

    def _proxy(self) -> httpx.Proxy | None:
        import httpx

        hop = self._route.proxy
        if hop is None:
            return None
        fault = proxy_fault(hop.url)
        if fault:
            raise InputError(Problem("Connection not possible", f"No proxy: {fault}."))
        sign_in = (hop.username, hop.password) if hop.username else None
        return httpx.Proxy(hop.url, auth=sign_in, ssl_context=proxy_context(self._route))

    def _retire_pool(self) -> None:
        if self._pool is not None:
            self._retired.append(self._pool)
            self._pool = None


class _Attempt:
    """One request on its way, and what has come of it so far."""

    def __init__(self, request: WireRequest, limits: Limits) -> None:
        self.request = request
        self.failure: Failure | None = None
        self.received = Reception(limits.max_body_bytes)
        self._limits = limits
        self._queued_at = time.time()
        self._start_s = time.perf_counter()
        self._sent_ms: float | None = None
        self._first_byte_ms: float | None = None
        self._request_headers = request.headers
        self._heard = _Heard()

    def failed_with(self, kind: FailureKind) -> bool:
        return self.failure is not None and self.failure.kind is kind

    async def failed(self, error: Exception, route: Route) -> None:
        """Keep why the connection failed, as exactly as what came before and a look tell."""
        url = self.request.url
        failure = failure_of(error, url, route.proxy.url if route.proxy else "")
        heard, was_sent = self._heard, self._sent_ms is not None
        unanswered = failure.kind is FailureKind.DISCONNECTED and self.received.status is None
        if unanswered and heard.byte_count:
            failure = no_http()
        self.failure = self.received.interrupted(failure)
        if self.received.status is None:
            course = Course(was_sent, heard.is_fresh and not heard.byte_count)
            within_s = self._limits.connect_s
            self.failure = await explained(self.failure, url, route, course, within_s)

    async def run(self, pool: httpx.AsyncHTTPTransport) -> None:
        response = await pool.handle_async_request(self._outgoing())
        try:
            self._first_byte_ms = self._elapsed_ms()
            self.received.head(
                response.status_code, response.http_version, _decoded(response.headers.raw)
            )
            await self._read_body(response)
        finally:
            await response.aclose()

    def reply(self) -> WireReply:
        """Return what there is by now."""
        received = self.received
        failure = self.failure or received.failure
        return WireReply(
            outcome=outcome_of(failure, received.status),
            times=Times(self._queued_at, self._sent_ms, self._first_byte_ms, self._elapsed_ms()),
            request_headers=self._request_headers,
            failure=failure,
            status=received.status,
            http_version=received.http_version,
            headers=received.headers,
            body=received.body(),
            notes=tuple(received.notes),
        )

    def _outgoing(self) -> httpx.Request:
        import httpx

        method, url, headers, body = self.request
        limits = self._limits
        origin, target = split_target(url)
        outgoing = httpx.Request(
            method,
            origin,
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in headers],
            content=body,
            extensions={
                "timeout": {
                    "connect": limits.connect_s,
                    "read": limits.total_s,
                    "write": limits.total_s,
                    "pool": _POOL_WAIT_S,
                },
                "trace": self._trace,
            },
        )
        outgoing.url = cast("httpx.URL", _exact(outgoing.url, target))
        self._request_headers = _decoded(outgoing.headers.raw)
        return outgoing

    async def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event == "http11.send_request_headers.started":
            if info["request"].method == b"CONNECT":
                return
            self._sent_ms = self._elapsed_ms()
        elif event in _STREAM_OPENED:
            self._heard.listen_to(info["return_value"])

    async def _read_body(self, response: httpx.Response) -> None:
        stream = cast("httpx.AsyncByteStream", response.stream)
        chunks = cast("AsyncGenerator[bytes]", aiter(stream))
        try:
            async for chunk in chunks:
                if not self.received.feed(chunk):
                    return
            unread_bytes = _unread_bytes(response)
            self.received.finish(unread_bytes)
            if unread_bytes:
                # The library would take them for the answer to the next request.
                await response.extensions["network_stream"].aclose()
        finally:
            # The response first: then the nested generators of the library, which qasync would
            # leave open, find their connection closed and have nothing left to await.
            await response.aclose()
            await chunks.aclose()

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self._start_s) * 1000


class _ExactUrl(NamedTuple):
    """The part of a URL that the library's transport reads.

    Its own URL re-reads dots and escapes in a path; this target leaves as it stands, also
    through a proxy.
    """

    raw_scheme: bytes
    raw_host: bytes
    port: int | None
    raw_path: bytes


def _exact(origin: httpx.URL, target: str) -> _ExactUrl:
    return _ExactUrl(origin.raw_scheme, origin.raw_host, origin.port, target.encode("ascii"))


class _Heard:
    """Counts what comes over a connection opened for one attempt: bytes, interim answers.

    The library tells a server that talks something else, and then hangs up, from one that says
    nothing only by the bytes; and it takes interim answers (1xx) without end.
    """

    def __init__(self) -> None:
        self.byte_count = 0
        self.is_fresh = False
        self._interim = InterimCount()

    def listen_to(self, stream: Any) -> None:  # httpcore's, which is not imported
        self.is_fresh = True
        # What a proxy said before it opened the way is no answer of the server.
        self.byte_count = 0
        read, write = stream.read, stream.write

        async def counted(max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
            data: bytes = await read(max_bytes, timeout)
            self.byte_count += len(data)
            self._interim.take(data)
            return data

        async def noted(buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
            self._interim.expect()
            await write(buffer, timeout)

        stream.read, stream.write = counted, noted


def _decoded(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def _unread_bytes(response: httpx.Response) -> int:
    """Return how many bytes lie behind the end of the answer on its connection.

    Neither httpx 0.28 nor httpcore 1.0 tells; where their inside looks otherwise it is 0.
    """
    try:
        return len(_TRAILING_DATA(response.stream)[0])
    except AttributeError:
        return 0
