"""Where a SCIM server may be when it is not at the address given. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scim_explorer.client.urls import BaseUrl

_ENDPOINTS = frozenset({"users", "groups", "me", "schemas", "resourcetypes", "bulk"})
_ENDPOINTS |= {"serviceproviderconfig", ".search"}
_TAILS = ("/scim/v2", "/v2", "/scim", "/api/scim/v2", "/scim/v1")
_MOST = 10


def other_paths(path: str) -> tuple[str, ...]:
    """Return base paths worth trying in place of ``path``, the likeliest first.

    An endpoint pasted along (``/Users``), a part that stands twice, a missing ``/scim/v2``,
    another case, a step too deep.

    Args:
        path: Of the base URL, "" or "/..." without a slash at the end.
    """
    found = dict.fromkeys(_candidates(path))
    return tuple(one for one in found if one != path)[:_MOST]


def _candidates(path: str) -> Iterator[str]:
    parts = [part for part in path.split("/") if part]
    yield from _above_an_endpoint(parts)
    yield from _without_repeats(parts)
    base = _path(parts)
    yield _path([part for part in path.lower().split("/") if part])
    if parts[-1:] != ["v2"]:
        yield from (base + tail for tail in _TAILS[:3])
    yield _path(parts[:-1])
    yield from _TAILS


def _above_an_endpoint(parts: list[str]) -> Iterator[str]:
    for at, part in enumerate(parts):
        if part.lower() in _ENDPOINTS:
            yield _path(parts[:at])


def _without_repeats(parts: list[str]) -> Iterator[str]:
    for length in range(1, len(parts) // 2 + 1):
        for at in range(len(parts) - 2 * length + 1):
            if parts[at : at + length] == parts[at + length : at + 2 * length]:
                yield _path(parts[:at] + parts[at + length :])


def _path(parts: list[str]) -> str:
    return "".join(f"/{part}" for part in parts)


def base_behind(base: BaseUrl, url: str, endpoint: str) -> str:
    """Return the base URL that an answer to ``endpoint`` came from, "" when it is ``base``.

    Args:
        base: That was asked.
        url: Of the answer, after redirects.
        endpoint: "/Users".
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if not path.endswith(endpoint):
        return ""
    found = f"{parts.scheme}://{parts.netloc}{path[: -len(endpoint)]}"
    return "" if found == base.text else found
