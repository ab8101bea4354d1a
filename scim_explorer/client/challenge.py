"""What a server says about a bearer token it refuses, in its ``WWW-Authenticate``. No I/O.

Source: RFC 6750 section 3.
"""

from __future__ import annotations

import re

from scim_explorer.exchanges.exchange import Headers
from scim_explorer.protocol.errors import one_line

_BEARER = re.compile(r"(?:^|,)\s*Bearer\s+(?=\S)", re.IGNORECASE)
_PARAMETER = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|([^\s,"]+))')
_LONGEST_FIELD = 4096


def bearer_error(headers: Headers) -> str:
    """Return error, description and the scope that is missing, in one line; "" when not said."""
    for name, value in headers:
        if name.lower() == "www-authenticate":
            said = _error_in(value[:_LONGEST_FIELD])
            if said:
                return said
    return ""


def _error_in(challenges: str) -> str:
    begin = _BEARER.search(challenges)
    if begin is None:
        return ""
    given: dict[str, str] = {}
    for match in _PARAMETER.finditer(challenges, begin.end()):
        text = match[3] if match[2] is None else re.sub(r"\\(.)", r"\1", match[2])
        given.setdefault(match[1].lower(), text)
    error = given.get("error", "")
    if not error:
        return ""
    description, scope = given.get("error_description", ""), given.get("scope", "")
    said = f"{error}: {description}" if description else error
    return one_line(f"{said} (scope {scope})" if scope else said)
