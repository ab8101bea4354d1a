"""Values that rows already have, to be proposed in a filter. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.values import values_of
from scim_explorer.protocol.json_codec import object_of

MOST_BYTES = 2_000_000
"""Read in 8 ms: less than a keypress may take."""


def texts_seen(
    rows: Iterable[bytes | msgspec.Raw], path: str, limit: int, *, most_bytes: int = MOST_BYTES
) -> list[str]:
    """Return up to ``limit`` different texts under ``path``, in the order of the rows.

    Args:
        rows: Resources as sent; what is no JSON object is passed over.
        path: As in a filter (RFC 7644 section 3.10).
        limit: No row is read once so many texts are found.
        most_bytes: What is read in all; a row that is larger than what is left is passed over.
    """
    wanted = path_of(path)
    found: dict[str, None] = {}
    if wanted is None:
        return []
    left = most_bytes
    for row in rows:
        size = memoryview(row).nbytes
        if size > left:
            continue
        left -= size
        values = values_of(object_of(row) or {}, wanted)
        found |= {one: None for one in values if isinstance(one, str)}
        if len(found) >= limit:
            break
    return list(found)[:limit]
