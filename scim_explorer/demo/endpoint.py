"""The demo endpoint: ``scim2-server`` on the loopback, seeded, with cheaper lists.

Runs in a process of its own: its libraries take half a second to import and a page of a hundred
users keeps a processor busy for longer than a window may stall.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
from collections.abc import Iterable
from http import HTTPStatus
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from scim2_models import AuthenticationScheme, Context, External, Reference, ScimProvider
from scim2_server.applications.wsgi import WSGIApplication
from scim2_server.memory import InMemoryStorage
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService
from scim2_server.utils import (
    load_default_resource_types,
    load_default_schemas,
    load_default_service_provider_config,
)
from typing_extensions import override

from scim_explorer.demo.people import groups, load_names, resource_id, users

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
KEPT_BODIES = 4096


class DemoStorage(InMemoryStorage):
    """Resources in memory, with ids that sort in the order of creation."""

    def __init__(self, provider: ScimProvider, user_count: int) -> None:
        super().__init__()
        names = load_names()
        people = users(user_count, names)
        documents = people + groups(people, names)
        service = ScimService(provider)
        models = {kind.name: service.get_model(kind) for kind in provider.resource_types}
        with provider:
            self.resources = [
                models[document["meta"]["resourceType"]].model_validate(document)
                for document in documents
            ]
        self.versions = itertools.count(len(documents) + 1)
        self._positions = itertools.count(len(documents))

    @override
    def generate_id(self, resource_type: Any, resource: Any) -> str:
        return resource_id(next(self._positions))


class DemoService(ScimService):
    """Keeps the JSON form of each resource version: building it takes most of a page's time."""

    def __init__(self, provider: ScimProvider) -> None:
        super().__init__(provider)
        self._bodies: dict[tuple[object, ...], dict[str, Any]] = {}

    @override
    def search_response(
        self, base_url: str, resource_types: Any, page: Any, search_request: Any
    ) -> ScimResponse:
        rows = [self._body(base_url, resource, search_request) for resource in page.resources]
        answer = {
            "schemas": [LIST_RESPONSE],
            "totalResults": page.total,
            "startIndex": search_request.start_index,
            "itemsPerPage": len(rows),
            "Resources": rows,
        }
        return ScimResponse(HTTPStatus.OK, answer)

    def _body(self, base_url: str, resource: Any, search_request: Any) -> dict[str, Any]:
        key = (
            resource.id,
            resource.meta.version,
            base_url,
            str(search_request.attributes),
            str(search_request.excluded_attributes),
        )
        body = self._bodies.get(key)
        if body is None:
            if len(self._bodies) >= KEPT_BODIES:
                self._bodies.clear()
            body = self.publish(base_url, resource).model_dump(
                scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=search_request
            )
            self._bodies[key] = body
        return body


class DemoApplication(WSGIApplication):
    """Sends names as UTF-8 instead of escapes, so that raw bodies can be read."""

    @override
    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = self.serve(self.read_request(environ))
        body = b"" if response.body is None else json_bytes(response.body)
        status = f"{response.status.value} {response.status.phrase}"
        start_response(status, list(response.headers.items()))
        return [body]


def json_bytes(value: Any) -> bytes:
    """Return ``value`` as UTF-8, or escaped where it holds what UTF-8 cannot."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


class _Handler(WSGIRequestHandler):
    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: the request log of the window shows each request."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = sys.platform != "win32"

    @override
    def server_bind(self) -> None:
        """Bind without asking DNS for a host name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name = "127.0.0.1"
        self.server_port = self.server_address[1]
        self.setup_environ()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that went away; anything else is a bug and shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def make_application(user_count: int) -> DemoApplication:
    """Return the seeded application."""
    config = load_default_service_provider_config()
    config.authentication_schemes = [
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Bearer token",
            description="Any token is accepted, and none is needed: this is a demo.",
            spec_uri=Reference[External]("https://www.rfc-editor.org/rfc/rfc6750"),
            primary=True,
        )
    ]
    provider = ScimProvider.from_discovery(
        load_default_schemas().values(), load_default_resource_types().values(), config=config
    )
    return DemoApplication(DemoStorage(provider, user_count), provider, DemoService(provider))


def serve(port: int, user_count: int, *, until_stdin_closes: bool = False) -> None:
    """Serve until interrupted; the first line on stdout is the base URL.

    Args:
        port: Port on the loopback; 0 takes a free one.
        user_count: Number of people to begin with.
        until_stdin_closes: End when standard input does, so that the endpoint cannot outlive
            the process that started it, however that one ends.

    Raises:
        OSError: The port is taken.
    """
    with _Server(("127.0.0.1", port), _Handler) as server:
        server.set_app(make_application(user_count))
        if until_stdin_closes:
            threading.Thread(target=_stop_with_stdin, args=[server], daemon=True).start()
        print(f"http://127.0.0.1:{server.server_port}/v2", flush=True)  # noqa: T201  # the contract
        server.serve_forever(poll_interval=0.1)


def _stop_with_stdin(server: _Server) -> None:
    while sys.stdin.buffer.read(1024):
        pass
    server.shutdown()
