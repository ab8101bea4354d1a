"""Values that rows already have, to be proposed in a filter. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.protocol.filters.values import values_of
from scim_explorer.protocol.json_codec import loads


def texts_seen(rows: Iterable[bytes], path: str, limit: int) -> list[str]:
    """Return up to ``limit`` different texts under ``path``, in the order of the rows.

    Args:
        rows: Resources as sent; what is no JSON object is passed over.
        path: As in a filter (RFC 7644 section 3.10).
        limit: No row is read once so many texts are found.
    """
    wanted = path_of(path, Span(0, len(path)))
    found: dict[str, None] = {}
    if wanted is None:
        return []
    for row in rows:
        with suppress(ProtocolError):
            resource = loads(row)
            if isinstance(resource, dict):
                found |= {one: None for one in values_of(resource, wanted) if isinstance(one, str)}
        if len(found) >= limit:
            break
    return list(found)[:limit]
