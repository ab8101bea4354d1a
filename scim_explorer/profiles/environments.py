"""Guess what kind of system a host name stands for. A guess is asked, never acted on."""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"(?:^|[^a-z])(?:dev|devel|development|test|testing|tst|qa|uat|stage|staging|stg|preprod|"
    r"sandbox|sbx|demo|local|localhost|lab|example|invalid)(?:[^a-z]|$)"
)
_ADDRESS = re.compile(r"^[\d.]+$|:")


def looks_like_production(host: str) -> bool:
    """Say whether no word of ``host`` speaks of development or test.

    Args:
        host: Host name without port; "" and plain addresses are no production.
    """
    name = host.lower()
    if not name or "." not in name or _ADDRESS.search(name):
        return False
    return _HARMLESS.search(name) is None
