"""When a pasted bearer token ends, if it is a JWT that says so. Nothing is verified. No I/O.

Source: RFC 7519 sections 3.1 and 4.1.4.
"""

from __future__ import annotations

import base64
import binascii

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import loads

_PARTS = 3
_LARGEST = 64 * 1024
_LATEST = 253_402_300_799
"""End of the year 9999, seconds since 1970."""


def ends_at(token: str) -> float | None:
    """Return the ``exp`` of a JWT, seconds since 1970; None when it is none or has none."""
    parts = token.strip().split(".")
    if len(parts) != _PARTS or len(token) > _LARGEST:
        return None
    try:
        claims = loads(base64.b64decode(parts[1] + "=" * (-len(parts[1]) % 4), b"-_"))
    except (binascii.Error, ValueError, ProtocolError):
        return None
    ends = claims.get("exp") if isinstance(claims, dict) else None
    if isinstance(ends, bool) or not isinstance(ends, int | float):
        return None
    return float(ends) if 0 < ends < _LATEST else None
