"""A sound SCIM server in a few lines, and what breaks it: one function from request to reply each.

``serving(twist)`` makes a handler of ``HostileServer``; a twist changes single replies.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

from tests.faults.hostile import Connection, Handler, Received

BASE = "/scim/v2"
SCIM_JSON = "application/scim+json"
CORE = "urn:ietf:params:scim:schemas:core:2.0:"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0:"
TOKEN = "t0k"
USERS = tuple(f"user{number}@acme.example" for number in range(1, 6))
LOGIN_PAGE = b"<!doctype html><html><head><title>Sign in to Acme</title></head></html>"


@dataclass(frozen=True)
class Reply:
    """An answer that is still to be written down."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", SCIM_JSON),)

    def labelled(self, media_type: str) -> Reply:
        others = tuple(pair for pair in self.headers if pair[0] != "Content-Type")
        return dataclasses.replace(self, headers=(("Content-Type", media_type), *others))

    def plus(self, name: str, value: str) -> Reply:
        return dataclasses.replace(self, headers=(*self.headers, (name, value)))


Twist = Callable[[Received, Reply], Reply]


def serving(*twists: Twist) -> Handler:
    """Return a handler that answers soundly but for ``twists``, the last one applied last."""

    async def handle(connection: Connection, request: Received) -> None:
        reply = sound(request)
        for twist in twists:
            reply = twist(request, reply)
        lines = "".join(f"{name}: {value}\r\n" for name, value in reply.headers)
        await connection.answer(reply.body, f"{reply.status} Said", lines)

    return handle


# --- the sound server ------------------------------------------------------------------------


def sound(request: Received) -> Reply:
    """Answer as RFC 7643 and RFC 7644 want it, to everybody."""
    path = request.path.removeprefix(BASE)
    if not request.path.startswith(f"{BASE}/"):
        return error(404)
    if request.method == "POST":
        is_search = path.endswith("/.search")
        return _searched(request, path.removesuffix("/.search")) if is_search else error(501)
    if path in DOCUMENTS:
        return said(DOCUMENTS[path])
    if path in {"/Users", "/Groups"}:
        return said(_page(path, request.query))
    is_user = path.removeprefix("/Users/") in {user["id"] for user in _users()}
    return _one(request, path.removeprefix("/Users/")) if is_user else error(404)


def said(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


def error(status: int, detail: str = "It was said so.") -> Reply:
    return said({"schemas": [f"{MESSAGES}Error"], "status": str(status), "detail": detail}, status)


def listed(rows: list[object], total: int, start: int = 1) -> dict[str, object]:
    return {
        "schemas": [f"{MESSAGES}ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(rows),
        "Resources": rows,
    }


def _users() -> list[dict[str, object]]:
    return [
        {"schemas": [f"{CORE}User"], "id": str(number), "userName": name}
        for number, name in enumerate(USERS, 1)
    ]


def _page(path: str, query: dict[str, str]) -> dict[str, object]:
    rows = _users() if path == "/Users" else []
    if "filter" in query:
        wanted = json.loads(query["filter"].partition(" eq ")[2])
        rows = [row for row in rows if row["userName"] == wanted]
    if query.get("sortOrder") == "descending":
        rows.reverse()
    start, count = int(query.get("startIndex", 1)), int(query.get("count", 100))
    shown: list[object] = [*rows[start - 1 : start - 1 + count]]
    return listed(shown, len(rows), start)


def _searched(request: Received, path: str) -> Reply:
    label = request.headers.get("content-type", "")
    if label not in {SCIM_JSON, "application/json"}:
        return error(415)
    asked = {name: str(value) for name, value in json.loads(request.body).items()}
    return said(_page(path, asked))


def _one(request: Received, user_id: str) -> Reply:
    version = f'W/"{user_id}"'
    if request.headers.get("if-none-match") == version:
        return Reply(304, headers=(("ETag", version),))
    return said(_users()[int(user_id) - 1]).plus("ETag", version)


OLD_LIST = said({"schemas": ["urn:scim:schemas:core:1.0"], "totalResults": 0, "Resources": []})
YES = {"supported": True}
NO = {"supported": False}
CONFIG = {
    "schemas": [f"{CORE}ServiceProviderConfig"],
    "patch": YES,
    "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
    "filter": {"supported": True, "maxResults": 100},
    "changePassword": NO,
    "sort": YES,
    "etag": YES,
    "authenticationSchemes": [
        {"type": "oauthbearertoken", "name": "Token", "description": "A token."}
    ],
}


def resource_type(name: str, endpoint: str) -> dict[str, object]:
    return {
        "schemas": [f"{CORE}ResourceType"],
        "id": name,
        "name": name,
        "endpoint": endpoint,
        "schema": f"{CORE}{name}",
    }


TYPES = [resource_type(name, f"/{name}s") for name in ("User", "Group")]
SCHEMAS: list[object] = [
    {"id": f"{CORE}{name}", "name": name, "attributes": []} for name in ("User", "Group")
]
DOCUMENTS: dict[str, object] = {
    "/ServiceProviderConfig": CONFIG,
    "/ResourceTypes": listed([*TYPES], 2),
    "/Schemas": listed(SCHEMAS, 2),
}


# --- what breaks it --------------------------------------------------------------------------


def always(reply: Reply) -> Twist:
    return lambda _request, _reply: reply


def only_for(condition: Callable[[Received], bool], twist: Twist) -> Twist:
    return lambda request, reply: twist(request, reply) if condition(request) else reply


def at(path: str, twist: Twist) -> Twist:
    return only_for(lambda request: request.path == BASE + path, twist)


def relabelled(media_type: str) -> Twist:
    return lambda _request, reply: reply.labelled(media_type)


def guarded(
    challenge: str = 'Bearer realm="scim"',
    *,
    status: int = 401,
    but: str = "-",
    any_token: bool = False,
) -> Twist:
    """Return a twist that wants the token, save where the path holds ``but``."""

    def twist(request: Received, reply: Reply) -> Reply:
        shown = request.headers.get("authorization", "")
        if (shown and any_token) or shown == f"Bearer {TOKEN}" or but in request.path:
            return reply
        refused = error(status)
        return refused.plus("WWW-Authenticate", challenge) if challenge else refused

    return twist


def accepts_only(*media_types: str) -> Twist:
    """Return a twist that answers 406 unless ``Accept`` is one of ``media_types``."""
    return only_for(
        lambda request: request.headers.get("accept", "") not in media_types, always(error(406))
    )


def reads_only(*media_types: str) -> Twist:
    """Return a twist that answers 415 to a POST whose body is not labelled so."""
    return only_for(
        lambda request: (
            request.method == "POST" and request.headers.get("content-type") not in media_types
        ),
        always(error(415)),
    )


def moved(location: str, status: int = 302) -> Twist:
    return always(Reply(status, headers=(("Location", location),)))


def claiming(**claims: object) -> Twist:
    return at("/ServiceProviderConfig", always(said({**CONFIG, **claims})))


def ignoring(*names: str) -> Twist:
    """Return a twist that answers as if these parameters had not been sent."""

    def twist(request: Received, reply: Reply) -> Reply:
        kept = {name: value for name, value in request.query.items() if name not in names}
        path = request.path.removeprefix(BASE)
        if path not in {"/Users", "/Groups"} or kept == request.query:
            return reply
        return said(_page(path, kept))

    return twist


def with_total(change: Callable[[int], int | None]) -> Twist:
    """Return a twist that tells another ``totalResults`` in lists of users."""

    def twist(_request: Received, reply: Reply) -> Reply:
        page = json.loads(reply.body)
        page["totalResults"] = change(page["totalResults"])
        return said(page)

    return at("/Users", twist)


def zipped(_request: Received, reply: Reply) -> Reply:
    """Compress everything, whether it was offered or not."""
    packed = dataclasses.replace(reply, body=gzip.compress(reply.body))
    return packed.plus("Content-Encoding", "gzip")


def marked_gzip(_request: Received, reply: Reply) -> Reply:
    return reply.plus("Content-Encoding", "gzip")


def round_again(request: Received, reply: Reply) -> Reply:
    """Answer with the first page behind the last one."""
    is_beyond = int(request.query.get("startIndex", 1)) > len(USERS)
    return said(_page("/Users", {"count": "1"})) if is_beyond else reply


def is_post(request: Received) -> bool:
    return request.method == "POST"


def with_parameter(name: str, reply: Reply) -> Twist:
    return only_for(lambda request: name in request.query, always(reply))


def dated(offset_s: int) -> Twist:
    """Return a twist whose clock is off by so many seconds."""
    return lambda _request, reply: reply.plus("Date", formatdate(time.time() + offset_s))


def below(prefix: str) -> Twist:
    """Return a twist that serves SCIM below ``prefix`` in place of ``BASE``."""

    def twist(request: Received, _reply: Reply) -> Reply:
        if not request.path.startswith(f"{prefix}/"):
            return error(404)
        return sound(dataclasses.replace(request, target=BASE + request.target[len(prefix) :]))

    return twist


def shouted(_request: Received, reply: Reply) -> Reply:
    """Answer with what is JSON, and not SCIM."""
    return Reply(HTTPStatus.OK, b'{"hello": "world"}', (("Content-Type", "application/json"),))


def slashed(request: Received, _reply: Reply) -> Reply:
    """Answer only where a slash stands at the end of the path."""
    path, _, query = request.target.partition("?")
    if not path.endswith("/"):
        return error(404)
    return sound(dataclasses.replace(request, target=f"{path[:-1]}?{query}"))


def untagged(request: Received, reply: Reply) -> Reply:
    """Leave out each ETag, and what comes of one."""
    headers = {name: value for name, value in request.headers.items() if name != "if-none-match"}
    if reply.status == HTTPStatus.NOT_MODIFIED:
        reply = sound(dataclasses.replace(request, headers=headers))
    kept = tuple(pair for pair in reply.headers if pair[0] != "ETag")
    return dataclasses.replace(reply, headers=kept)
