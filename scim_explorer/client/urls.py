"""Base URLs, and how a path, an id or a query is joined to one. No I/O.

A library's own joining lets an id of ".." reach the parent path, "?" and "#" cut the id, and an
absolute reference take the token to another host. So every URL the program sends is put together
here, and its origin is checked afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from scim_explorer.problems import InputError, Problem

DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?")
_BRACKETED = re.compile(r"\[[^\[\]]*\](:[0-9]*)?")
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_MAY_STAND_IN_TARGET = "/?:@!$&'()*+,;=-._~%[]"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FIRST_PATHS = ("/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Users")


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """A base URL that was checked.

    Attributes:
        host: Lower case, without the brackets of IPv6.
        path: "" or "/..." without a slash at the end.
        origin: Scheme, host and port; the port is left out when it is the scheme's own.
        text: ``origin`` and ``path``.
    """

    scheme: str
    host: str
    port: int
    path: str
    origin: str
    text: str


def check_base_url(text: str) -> BaseUrl:
    """Return the base URL that ``text`` spells; spaces around it and a slash at its end go.

    Raises:
        InputError: It is no plain http(s) URL: the detail says which part is in the way.
    """
    text = text.strip()
    _refuse_lookalikes(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refused("The host or the port cannot be read.") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise _refused("It has to begin with https:// or http://.")
    bracketed = "[" in parts.netloc
    if bracketed and not _BRACKETED.fullmatch(parts.netloc):
        # Before Python 3.11.10 urlsplit drops what stands beside the brackets.
        raise _refused("The host or the port cannot be read.")
    host = _checked_host(parts.hostname or "", bracketed=bracketed)
    if port == 0:
        raise _refused("Port 0 cannot be reached.")
    path = parts.path.rstrip("/")
    if not _PATH.fullmatch(path):
        raise _refused("The path holds a character that may not stand in a URL.")
    if any(part.replace("%2e", ".") in {".", ".."} for part in path.lower().split("/")):
        raise _refused('The path holds a "." or ".." segment.')
    port = port or DEFAULT_PORTS[scheme]
    origin = _origin(scheme, host, port)
    return BaseUrl(scheme, host, port, path, origin, origin + path)


def first_urls(base: BaseUrl) -> tuple[str, ...]:
    """Return the URLs that a first connection asks for, to show before it is made."""
    return tuple(base.text + path for path in _FIRST_PATHS)


def segment(text: str) -> str:
    """Return ``text`` as one path segment, everything but unreserved characters encoded.

    Raises:
        InputError: ``text`` is empty (the URL would name the whole collection), holds NUL, or
            cannot be written as UTF-8.
    """
    if not text:
        raise InputError(Problem("Request not sent", "The id is empty."))
    if "\0" in text:
        raise InputError(Problem("Request not sent", "The id holds a NUL character."))
    if text in {".", ".."}:
        return text.replace(".", "%2E")
    return _quoted(text, "id")


def query(pairs: Iterable[tuple[str, str]], *, plus: bool = False) -> str:
    """Return a query without its "?"; a space becomes ``%20``.

    Args:
        pairs: Names and values, not encoded.
        plus: A space becomes ``+``, as HTML forms write it; a ``+`` is ``%2B`` either way.

    Raises:
        InputError: A value cannot be written as UTF-8.
    """
    text = "&".join(f"{_quoted(name, 'query')}={_quoted(value, 'query')}" for name, value in pairs)
    return text.replace("%20", "+") if plus else text


def join(base: BaseUrl, target: str) -> str:
    """Return the absolute URL of ``target``, which is kept as it is wherever a URL allows it.

    Args:
        base: The profile's base URL.
        target: "" or begins with "/" or "?"; what may not stand in a URL is percent-encoded.

    Raises:
        InputError: ``target`` is no path on this server.
    """
    if target and target[0] not in "/?":
        raise InputError(
            Problem(
                "Request not sent",
                "The path is not relative to the base URL of the profile.",
                'Begin it with "/".',
            )
        )
    escaped = _LONE_PERCENT.sub("%25", target)
    url = base.text + _quoted(escaped, "path", safe=_MAY_STAND_IN_TARGET)
    if not has_origin(url, base.origin):
        raise InputError(Problem("Request not sent", "The path leads to another host."))
    return url


def relative_target(base: BaseUrl, url: str) -> str | None:
    """Return ``url`` as a target below ``base``, or None when it leads anywhere else.

    Args:
        base: The profile's base URL.
        url: Absolute, or relative to the base URL (RFC 7643 section 2.3.7).
    """
    if _CONTROL.search(url) or "\\" in url:
        return None
    try:
        absolute = urljoin(base.text + "/", url)
    except ValueError:
        return None
    if not has_origin(absolute, base.origin):
        return None
    parts = urlsplit(absolute)
    if parts.path != base.path and not parts.path.startswith(base.path + "/"):
        return None
    target = parts.path[len(base.path) :]
    return f"{target}?{parts.query}" if parts.query else target


def redirect_target(url: str, location: str) -> str | None:
    """Return the absolute URL that a ``Location`` of the answer to ``url`` names, or None."""
    if not location or _CONTROL.search(location) or "\\" in location:
        return None
    try:
        absolute = urljoin(url, location)
        urlsplit(absolute).port  # noqa: B018  # reading it checks it
    except ValueError:
        return None
    return quote(absolute.partition("#")[0], safe=_MAY_STAND_IN_TARGET)


def origin_of(url: str) -> str:
    """Return scheme, host and port of ``url``, "" when they cannot be read."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.username is not None or scheme not in DEFAULT_PORTS or not host:
        return ""
    return _origin(scheme, host, port or DEFAULT_PORTS[scheme])


def has_origin(url: str, origin: str) -> bool:
    return origin_of(url) == origin


def keeps_host(base_url: str, other: str) -> bool:
    """Tell whether ``other`` leads to the host of ``base_url``, and not by http after https."""
    try:
        before, after = urlsplit(base_url.strip()), urlsplit(other)
        is_same = bool(before.hostname) and before.hostname == after.hostname
    except ValueError:
        return False
    return is_same and (before.scheme, after.scheme) != ("https", "http")


def split_target(url: str) -> tuple[str, str]:
    """Return scheme, host and port of an absolute URL, and the path and query after them."""
    scheme, _, rest = url.partition("://")
    end = min((at for at in map(rest.find, "/?") if at >= 0), default=len(rest))
    target = rest[end:]
    return f"{scheme}://{rest[:end]}", target if target.startswith("/") else f"/{target}"


def without_query(url: str) -> str:
    """Return ``url`` as error texts show it: a query may hold people's data."""
    return url.partition("?")[0]


def _refuse_lookalikes(text: str) -> None:
    if not text:
        raise _refused("It is empty.")
    if "\\" in text:
        raise _refused("A backslash may not stand in it; some programs read it as a slash.")
    if _CONTROL.search(text):
        raise _refused("It holds a space or a control character.")
    authority = text.partition("//")[2].partition("/")[0]
    if "@" in authority:
        raise _refused("A user name or password may not stand in it.", "Enter them under Sign-in.")
    if "?" in text:
        raise _refused("A query may not stand in it.")
    if "#" in text:
        raise _refused("A fragment may not stand in it.")


def _checked_host(host: str, *, bracketed: bool) -> str:
    if not host:
        raise _refused("The host is missing.")
    if bracketed:
        try:
            IPv6Address(host)
        except AddressValueError:
            raise _refused("The IPv6 address cannot be read.") from None
        return host.lower()
    if not host.isascii():
        raise _refused(
            f'The host name has letters outside ASCII; on the wire it is "{_punycode(host)}".',
            "If that is the host you mean, enter it in this form.",
        )
    if not _HOST.fullmatch(host):
        raise _refused("The host name holds a character that may not stand in one.")
    return host.lower()


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode("ascii")


def _origin(scheme: str, host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + ("" if port == DEFAULT_PORTS[scheme] else f":{port}")


def _quoted(text: str, what: str, safe: str = "") -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError:
        raise InputError(
            Problem("Request not sent", f"The {what} holds half of a character (a lone surrogate).")
        ) from None


def _refused(detail: str, hint: str = "") -> InputError:
    return InputError(Problem("Base URL not accepted", detail, hint))
