"""Answers as a server might give them."""

from __future__ import annotations

import json
from dataclasses import replace

from scim_explorer.exchanges.exchange import Exchange, Headers, Outcome
from scim_explorer.protocol.json_codec import Json
from tests.exchanges.samples import sample

SCIM = (("Content-Type", "application/scim+json"),)
LOGIN_PAGE = b"<!doctype html><html><head><title>Sign in</title></head></html>"
HTML = (("Content-Type", "text/html"),)


def got(
    body: Json | bytes = None,
    status: int = 200,
    *,
    path: str = "/Users?count=1",
    headers: Headers = SCIM,
    number: int = 1,
) -> Exchange:
    """Return an exchange that ended in ``status``; None for the body is an empty object."""
    data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return sample(number, path=path, status=status, response=data, response_headers=headers)


def listed(*ids: str, total: int | None = None, cursor: str = "") -> Exchange:
    """Return a page of resources with these ids."""
    page: dict[str, Json] = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": len(ids) if total is None else total,
        "Resources": [{"id": one, "schemas": ["x"]} for one in ids],
    }
    return got(page | ({"nextCursor": cursor} if cursor else {}))


def refused(challenge: str = 'Bearer realm="scim"') -> Exchange:
    fields = (("WWW-Authenticate", challenge),) if challenge else ()
    return got({"detail": "no"}, 401, headers=(*SCIM, *fields))


def silent(reason: str = "connection reset by the server") -> Exchange:
    return replace(sample(1, status=None, outcome=Outcome.NO_REPLY), reason=reason)
