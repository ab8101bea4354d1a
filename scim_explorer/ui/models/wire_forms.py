"""A query as people read it and as it leaves. Qt-free."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

from scim_explorer.client.pages import Query, page_request
from scim_explorer.client.urls import check_base_url, join
from scim_explorer.protocol.paging import FIRST, Position


class WireForms(NamedTuple):
    """The two forms of one request.

    Attributes:
        method: "GET" or "POST".
        url: Absolute, as it leaves.
        decoded: Path and query of a GET without any encoding, "" for a POST.
        body: Of a POST, as it leaves.
    """

    method: str
    url: str
    decoded: str
    body: str


def wire_forms(query: Query, base_url: str, position: Position = FIRST) -> WireForms:
    """Return how the request for one page of ``query`` looks.

    Raises:
        InputError: It cannot be sent: the base URL is none, or a text cannot be written as UTF-8.
    """
    request = page_request(query, position)
    url = join(check_base_url(base_url), request.target)
    if request.method == "POST":
        return WireForms("POST", url, "", (request.body or b"").decode())
    blanks = request.target.replace("+", " ") if query.plus else request.target
    return WireForms("GET", url, unquote(blanks), "")
