"""What the environment of the process says about connections. Noticed always, followed on demand.

Pure: the variables come in as a mapping.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from scim_explorer.client.urls import BaseUrl

PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CA_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
KEY_LOG_VARIABLE = "SSLKEYLOGFILE"
NEVER_FOLLOWED = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class ProxyHop:
    """The proxy in between; ``url`` holds no user and no password."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)


class Noticed(NamedTuple):
    """A variable that is set; ``shown`` is its value without user and password."""

    variable: str
    shown: str


def noticed(environment: Mapping[str, str], variables: tuple[str, ...]) -> tuple[Noticed, ...]:
    """Return which of ``variables`` are set, in capitals or in small letters."""
    found = ((name, _value(environment, name)) for name in variables)
    return tuple(Noticed(name, without_user(value)) for name, value in found if value)


def noticed_words(environment: Mapping[str, str], variables: tuple[str, ...]) -> str:
    """Return "HTTPS_PROXY=http://proxy:3128, NO_PROXY=..." or ""."""
    return ", ".join(f"{name}={shown}" for name, shown in noticed(environment, variables))


def environment_proxy(base: BaseUrl, environment: Mapping[str, str]) -> ProxyHop | None:
    """Return the proxy that the environment names for ``base``; None when it goes straight.

    As curl does it: the variable of the scheme before ALL_PROXY, NO_PROXY before both.
    """
    if _goes_straight(base, _value(environment, "NO_PROXY")):
        return None
    value = _value(environment, f"{base.scheme.upper()}_PROXY") or _value(environment, "ALL_PROXY")
    return proxy_hop(value) if value else None


def proxy_hop(value: str) -> ProxyHop:
    """Return the proxy in "http://user:password@host:port"; without scheme it is http."""
    text = value if _SCHEME.match(value) else f"http://{value}"
    scheme, _, rest = text.partition("://")
    user, at, place = rest.rpartition("@")
    name, _, password = user.partition(":") if at else ("", "", "")
    return ProxyHop(f"{scheme.lower()}://{place}", unquote(name), unquote(password))


def without_user(value: str) -> str:
    """Return a proxy's address without user and password."""
    found = _SCHEME.match(value)
    start = found.end() if found else 0
    return value[:start] + value[start:].rpartition("@")[2]


def _value(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name.lower()) or environment.get(name) or "").strip()


def _goes_straight(base: BaseUrl, no_proxy: str) -> bool:
    entries = no_proxy.lower().replace(",", " ").split()
    return any(_matches(entry, base.host.lower(), base.port) for entry in entries)


def _matches(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    if "/" in entry:
        return _is_in_network(host, entry)
    name, _, wanted_port = entry.rpartition(":") if entry.count(":") == 1 else (entry, "", "")
    if wanted_port and wanted_port != str(port):
        return False
    name = name.strip("[]").lstrip(".")
    return host == name or host.endswith(f".{name}")


def _is_in_network(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def proxy_fault(url: str) -> str:
    """Return why ``url`` is no proxy that can be used, or ""."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if is_usable:
        return ""
    if url.startswith("socks"):
        return "SOCKS proxies are not supported"
    return "a proxy is http://host:port or https://host:port"
