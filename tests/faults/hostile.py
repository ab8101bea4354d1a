"""A server that answers as badly as servers can: plain sockets, one handler for each path.

It runs in a thread of its own on 127.0.0.1 and keeps what it received.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

_TLS_HELLO = b"\x16"
_TURNS = 5
SCIM = "Content-Type: application/scim+json\r\n"


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass
class Connection:
    """One connection, as a handler sees it."""

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    server: HostileServer
    closing: bool = False

    async def send(self, data: bytes | str) -> None:
        self.writer.write(data.encode() if isinstance(data, str) else data)
        await self.writer.drain()

    async def answer(self, body: bytes | str, status: str = "200 OK", headers: str = SCIM) -> None:
        data = body.encode() if isinstance(body, str) else body
        await self.send(f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(data)}\r\n\r\n")
        await self.send(data)

    def close(self) -> None:
        self.closing = True

    def reset(self) -> None:
        """Close with RST in place of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.closing = True

    async def hang(self) -> None:
        """Stay silent until the client has gone, and note that it has."""
        await self.reader.read()
        self.server.gone.release()
        self.closing = True


Handler = Callable[[Connection, Received], Awaitable[None]]


@dataclass
class HostileServer:
    """Give it handlers by path (query left out) and an optional one for every other path.

    Attributes:
        received: All requests, in order of arrival.
        gone: Released once for each client that left while a handler was hanging.
    """

    handlers: dict[str, Handler] = field(default_factory=dict)
    otherwise: Handler | None = None
    tls: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    gone: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    connections: int = 0
    port: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.received)

    async def arrived(self, count: int) -> None:
        """Wait, on the caller's loop, until ``count`` requests were received in all."""
        await asyncio.to_thread(self._wait_for, count)

    def _wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.received) >= count, 10)

    async def _stop(self) -> None:
        # A server that closes forgets what it has just accepted, and leaves the socket open: so
        # nothing more is accepted first, and what was has a few turns to begin.
        for listening in self._server.sockets:
            self._loop.remove_reader(listening.fileno())
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        # A transport is closed in the turn after it was told so.
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        connection = Connection(self.connections, reader, writer, self)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while not connection.closing:
                    request = await self._read(connection)
                    with self._changed:
                        self.received.append(request)
                        self._changed.notify_all()
                    handler = self.handlers.get(request.path) or self.otherwise or not_found
                    await handler(connection, request)
        except asyncio.CancelledError:
            # The test is over; the streams module would report the cancel as an error.
            pass
        finally:
            writer.close()

    async def _read(self, connection: Connection) -> Received:
        first = await connection.reader.readexactly(1)
        if first == _TLS_HELLO:
            await connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            raise ConnectionError("TLS on a port without it")
        head = (first + await connection.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        start, *lines = head[:-4].split("\r\n")
        method, target, _ = start.split(" ", 2)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await connection.reader.readexactly(int(headers.get("content-length", 0)))
        return Received(method, target, headers, body, connection.number)


async def not_found(connection: Connection, request: Received) -> None:
    await connection.answer("{}", "404 Not Found")


def raw(data: bytes | str, *, close: bool = True) -> Handler:
    """Return a handler that writes ``data`` as it is, and then hangs up or not."""

    async def handle(connection: Connection, request: Received) -> None:
        await connection.send(data)
        if close:
            connection.close()

    return handle


def answer(body: bytes | str, status: str = "200 OK", headers: str = SCIM) -> Handler:
    """Return a handler that answers decently."""

    async def handle(connection: Connection, request: Received) -> None:
        await connection.answer(body, status, headers)

    return handle


def redirect(status: int, location: str) -> Handler:
    return answer("", f"{status} Moved", f"Location: {location}\r\n")


async def echo(connection: Connection, request: Received) -> None:
    """Answer with the request target, spelled as it came."""
    await connection.answer(json.dumps({"target": request.target}))


async def hang(connection: Connection, request: Received) -> None:
    await connection.hang()


async def reset(connection: Connection, request: Received) -> None:
    connection.reset()


async def hang_up(connection: Connection, request: Received) -> None:
    connection.close()


def drip(head: bytes, piece: bytes) -> Handler:
    """Return a handler that sends ``piece`` for ever, a little at a time."""

    async def handle(connection: Connection, request: Received) -> None:
        await connection.send(head)
        while True:
            await connection.send(piece)
            await asyncio.sleep(0.01)

    return handle


def flood(head: bytes, piece: bytes) -> Handler:
    """Return a handler that sends ``piece`` for ever, as fast as it is taken."""

    async def handle(connection: Connection, request: Received) -> None:
        await connection.send(head)
        while True:
            await connection.send(piece)

    return handle
