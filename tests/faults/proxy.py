"""A proxy on 127.0.0.1: opens tunnels, passes plain requests on, and keeps what it was asked."""

from __future__ import annotations

import asyncio
import base64
import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from tests.faults.hostile import Connection, Handler, HostileServer, Received


def proxy(
    user: str = "", password: str = "", *, tls: ssl.SSLContext | None = None
) -> HostileServer:
    """Return a proxy that asks for ``user`` and ``password`` when there is a user."""
    wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""

    async def handle(connection: Connection, request: Received) -> None:
        if wanted and request.headers.get("proxy-authorization") != wanted:
            fields = 'Proxy-Authenticate: Basic realm="proxy"\r\n'
            await connection.answer("", "407 Proxy Authentication Required", fields)
        elif request.method == "CONNECT":
            await _tunnel(connection, request)
        else:
            await _forward(connection, request)

    return HostileServer(tls=tls, otherwise=handle)


def refusing(status: str) -> HostileServer:
    """Return a proxy that opens no tunnel."""

    async def handle(connection: Connection, request: Received) -> None:
        await connection.answer("", status, "")

    handler: Handler = handle
    return HostileServer(otherwise=handler)


async def _tunnel(connection: Connection, request: Received) -> None:
    host, _, port = request.target.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    await connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
    await _relay(connection, reader, writer)


async def _forward(connection: Connection, request: Received) -> None:
    parts = urlsplit(request.target)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    fields = "".join(
        f"{name}: {value}\r\n"
        for name, value in request.headers.items()
        if not name.startswith("proxy-")
    )
    writer.write(f"{request.method} {target} HTTP/1.1\r\n{fields}\r\n".encode() + request.body)
    await _relay(connection, reader, writer)


async def _relay(
    connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    connection.closing = True
    try:
        with suppress(OSError):
            await asyncio.gather(_pump(connection.reader, writer), _pump(reader, connection.writer))
    finally:
        writer.transport.abort()
        connection.writer.transport.abort()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    sink.close()
