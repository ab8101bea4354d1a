"""A small SCIM server of the tests that keeps every byte it gets and does what it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from typing_extensions import override


class Received(NamedTuple):
    """One request as it came in; ``target`` is the path with its query."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    target: str


@dataclass
class Reply:
    """What is answered in place of the usual; ``hang`` keeps the client waiting.

    Attributes:
        apply: A write is stored before the answer (or the silence).
    """

    status: int = 200
    body: bytes = b""
    hang: bool = False
    apply: bool = True


class RecordingServer:
    """Stores bodies by path; a PUT replaces the bytes, whatever they are.

    Attributes:
        bodies: Path below the base URL to the bytes of a resource.
        etags: Path to the ETag sent with it.
        replies: Method to what is answered instead of the usual.
        patched: Path to the bytes that a PATCH leaves there.
        stored_as: What a PUT leaves there in place of its body.
    """

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.requests: list[Received] = []
        self.bodies: dict[str, bytes] = {}
        self.etags: dict[str, str] = {}
        self.replies: dict[str, Reply] = {}
        self.patched: dict[str, bytes] = {}
        self.stored_as: bytes | None = None
        self.released = threading.Event()
        self.got_write = threading.Event()

    @property
    def writes(self) -> list[Received]:
        return [one for one in self.requests if one.method != "GET"]

    def answer(self, request: Received) -> tuple[int, bytes, str]:
        """Return status, body and ETag for a request."""
        reply = self.replies.get(request.method)
        if reply is None or reply.apply:
            self._apply(request)
        if reply is not None:
            if reply.hang:
                self.released.wait(20)
            return reply.status, reply.body, ""
        return self._usual(request)

    def _apply(self, request: Received) -> None:
        if request.method == "PUT":
            self.bodies[request.path] = self.stored_as or request.body
        elif request.method == "PATCH" and request.path in self.patched:
            self.bodies[request.path] = self.patched[request.path]
        elif request.method == "DELETE":
            self.bodies.pop(request.path, None)
        elif request.method == "POST":
            created = {**json.loads(request.body), "id": "new1"}
            self.bodies[f"{request.path}/new1"] = json.dumps(created).encode()

    def _usual(self, request: Received) -> tuple[int, bytes, str]:
        if request.method == "DELETE":
            return 204, b"", ""
        if request.method == "POST":
            return 201, self.bodies[f"{request.path}/new1"], ""
        if request.path not in self.bodies:
            return 404, b'{"status": "404", "detail": "no such resource"}', ""
        return 200, self.bodies[request.path], self.etags.get(request.path, "")


@contextmanager
def recording_server() -> Iterator[RecordingServer]:
    """Run the server while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            path = self.path.partition("?")[0]
            request = Received(self.command, path, dict(self.headers.items()), body, self.path)
            known.requests.append(request)
            if request.method != "GET":
                known.got_write.set()
            status, answer, etag = known.answer(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/scim+json")
            if etag:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        @override
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that stopped waiting is part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    known = RecordingServer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield known
    finally:
        known.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
