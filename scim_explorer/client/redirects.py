"""Which redirect is followed: to the same scheme, host and port, and for reads only. No I/O."""

from __future__ import annotations

from scim_explorer.client.urls import has_origin, origin_of, redirect_target, without_query
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.problems import Problem

MAX_REDIRECTS = 5
_STATUSES = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})
_TITLE = "Redirect not followed"


def is_redirect(exchange: Exchange) -> bool:
    return exchange.status in _STATUSES and bool(header(exchange.response_headers, "Location"))


def next_hop(exchange: Exchange, *, is_read: bool) -> str | None:
    """Return the URL to ask instead, or None when the answer stands as it is."""
    if not is_redirect(exchange) or not is_read:
        return None
    if exchange.method == "POST" and exchange.status not in _KEEP_METHOD:
        return None
    url = redirect_target(exchange.url, header(exchange.response_headers, "Location"))
    return url if url is not None and has_origin(url, origin_of(exchange.url)) else None


def redirect_problem(exchange: Exchange) -> Problem:
    """Return why the redirect that ``exchange`` ended with was not followed."""
    status, number = exchange.status, exchange.number
    location = header(exchange.response_headers, "Location")
    url = redirect_target(exchange.url, location)
    if url is None or not origin_of(url):
        detail = f"{status} with a Location that is no http(s) URL."
        return Problem(_TITLE, detail, "", number)
    here, there = origin_of(exchange.url), origin_of(url)
    if here == there:
        return _same_origin_problem(exchange, url)
    if here.startswith("https:") and there.startswith("http:"):
        detail = f"{status} to {there}, which is not encrypted. Nothing was sent there."
        return Problem(_TITLE, detail, "", number)
    return Problem(
        "Redirect to another host not followed",
        f"{status} to {there.partition('://')[2]}. No secret was sent there.",
        "If this is the real address, put it in the profile.",
        number,
    )


def _same_origin_problem(exchange: Exchange, url: str) -> Problem:
    chain = next((note for note in exchange.notes if note.startswith("redirects: ")), "")
    if chain:
        detail = f"{MAX_REDIRECTS} redirects in a row. {chain[0].upper()}{chain[1:]}."
        return Problem(_TITLE, detail, "", exchange.number)
    return Problem(
        _TITLE,
        f"{exchange.status} to {without_query(url)}. A {exchange.method} is sent to the address "
        "that was asked for, or not at all.",
        "If this is the real address, put it in the profile.",
        exchange.number,
    )


def chain_note(urls: tuple[str, ...]) -> str:
    """Return the note that tells the redirects which led to an answer."""
    return "redirects: " + " to ".join(without_query(url) for url in urls)
