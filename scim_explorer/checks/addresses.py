"""Where a SCIM server may be when it is not at the address given. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from scim_explorer.client.urls import BaseUrl, check_base_url
from scim_explorer.problems import InputError

_FLAG = r"(?:aadOptscim|AzureAdScimPatch)[0-9]+(?:=[^&#]*)?"
_ONLY_FLAGS = re.compile(rf"([^?#]*)\?({_FLAG}(?:&{_FLAG})*)", re.IGNORECASE)
_V1 = re.compile(r"v1(\.[0-9])?", re.IGNORECASE)
_ENDPOINTS = frozenset({"users", "groups", "me", "schemas", "resourcetypes", "bulk"})
_ENDPOINTS |= {"serviceproviderconfig", ".search"}
_TAILS = ("/scim/v2", "/v2", "/scim", "/api/scim/v2", "/scim/v1")
_MOST = 10


class Pasted(NamedTuple):
    """A tenant URL as it stands in Entra ID.

    Attributes:
        url: Without the flags.
        flags: Behind the question mark, "" when there are none.
    """

    url: str
    flags: str


def without_flags(text: str) -> Pasted:
    """Split the feature flags of Entra ID off a URL; any other query stays where it is."""
    text = text.strip()
    found = _ONLY_FLAGS.fullmatch(text)
    return Pasted(found[1], found[2]) if found else Pasted(text, "")


def usable_form(text: str) -> str:
    """Return what a refused base URL was probably meant to be, "" when nobody can tell.

    Spaces, quotes and brackets around it go, a query goes, a missing ``https://`` comes.
    """
    url = text.strip(" \t\r\n\"'<>").partition("?")[0].partition("#")[0]
    if "://" not in url and "." in url:
        url = f"https://{url}"
    try:
        base = check_base_url(url)
    except InputError:
        return ""
    above = above_endpoint(base.path)
    return base.origin + (base.path if above is None else above)


def pasted_endpoint(path: str) -> str:
    """Return the endpoint that ``path`` ends in as if it were part of a base path, else ""."""
    last = path.rpartition("/")[2]
    return f"/{last}" if last.lower() in _ENDPOINTS else ""


def above_endpoint(path: str) -> str | None:
    """Return ``path`` without the endpoint at its end; None when there is none."""
    endpoint = pasted_endpoint(path)
    return path[: -len(endpoint)] if endpoint else None


def other_paths(path: str) -> tuple[str, ...]:
    """Return base paths worth trying in place of ``path``, the likeliest first.

    An endpoint pasted along (``/Users``), a part that stands twice, ``v1`` for ``v2``, a missing
    ``/scim/v2``, another case, a step too deep.

    Args:
        path: Of the base URL, "" or "/..." without a slash at the end.
    """
    found = dict.fromkeys(_candidates(path))
    return tuple(one for one in found if one != path)[:_MOST]


def _candidates(path: str) -> Iterator[str]:
    parts = [part for part in path.split("/") if part]
    yield from _above_an_endpoint(parts)
    yield from _without_repeats(parts)
    yield _path(["v2" if _V1.fullmatch(part) else part for part in parts])
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
