"""Which HTTP header fields carry a secret, by their name alone."""

from __future__ import annotations

import re

_SECRET_WORDS = re.compile(
    r"auth|cookie|key|token|secret|passw|credential|session|signature|jwt|assertion",
    re.IGNORECASE,
)

_SHOWN_TEXT = """
    accept accept-charset accept-encoding accept-language accept-ranges
    access-control-allow-credentials access-control-allow-headers access-control-allow-methods
    access-control-allow-origin access-control-expose-headers access-control-max-age age allow
    alt-svc cache-control connection content-disposition content-encoding content-language
    content-length content-location content-range content-security-policy content-type date etag
    expect expires from host if-match if-modified-since if-none-match if-range
    if-unmodified-since keep-alive last-modified link location max-forwards origin pragma prefer
    preference-applied range referer referrer-policy retry-after server server-timing
    strict-transport-security te traceparent trailer transfer-encoding upgrade user-agent vary
    via warning www-authenticate proxy-authenticate x-content-type-options x-correlation-id
    x-forwarded-for x-forwarded-host x-forwarded-proto x-frame-options x-powered-by x-request-id
    x-amzn-trace-id
"""

SHOWN = frozenset(_SHOWN_TEXT.split())
"""Fields whose value is no secret by their definition, although some names look like it."""


def carries_secret(name: str) -> bool:
    """Tell whether a field of this name is treated as a secret wherever it is shown or kept."""
    return name.strip().lower() not in SHOWN and bool(_SECRET_WORDS.search(name))
