"""A request about to be sent: a value."""

from __future__ import annotations

from dataclasses import dataclass

SCIM_JSON = "application/scim+json"
READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
METHOD_OVERRIDES = frozenset({"x-http-method-override", "x-method-override", "x-http-method"})
"""Header fields, lower case, by which some servers take another method than the one sent."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a pane or a command wants to have sent.

    Attributes:
        method: HTTP method, sent as given.
        target: Path and query relative to the base URL, already percent-encoded; it starts
            with "/" or is "" for the base URL itself, or "?..." for a query on it.
        headers: Header fields in order. ``Session`` adds Accept, User-Agent, the profile's
            extra headers and the sign-in where the request does not name them itself.
        body: Bytes as sent; None for no body.
        origin: Which pane or command sends it; stands in the log's "From" column.
        confirmation: The profile's name as typed by the user, for a write to production.
        without: Names of header fields that are left out, whoever would add them: the sign-in,
            Accept, User-Agent.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    origin: str = ""
    confirmation: str = ""
    without: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """GET, HEAD, OPTIONS and POST to ``/.search`` (RFC 7644 section 3.4.3).

        None of them when a header field asks the server for a method that writes.
        """
        if any(_asks_for_a_write(name, value) for name, value in self.headers):
            return False
        if self.method.upper() in READ_METHODS:
            return True
        path = self.target.partition("?")[0]
        return self.method.upper() == "POST" and path.endswith("/.search")


def _asks_for_a_write(name: str, value: str) -> bool:
    method = value.strip().upper()
    return name.strip().lower() in METHOD_OVERRIDES and method not in {"", *READ_METHODS}
