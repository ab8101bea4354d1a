"""A hand-made request while it is written: a value that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from scim_explorer.client.header_lines import write_header_lines
from scim_explorer.client.resend import own_headers
from scim_explorer.client.urls import BaseUrl, relative_target
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.exchanges.redact import (
    NO_RULES,
    RedactionRules,
    redact_text,
    redact_typed,
    redact_url,
)
from scim_explorer.profiles.profile import Profile
from scim_explorer.protocol.json_codec import decode_text


class Place(Protocol):
    """Where a request goes; a session is one."""

    @property
    def base(self) -> BaseUrl: ...
    @property
    def profile(self) -> Profile: ...


@dataclass(frozen=True, slots=True)
class ComposeDraft:
    """What was typed.

    Attributes:
        method: As typed.
        path: Path and query relative to the base URL, as typed.
        headers: Lines of ``Name: value``.
        body: As typed.
    """

    method: str = "GET"
    path: str = "/Users?count=10"
    headers: str = ""
    body: str = ""

    @classmethod
    def from_exchange(cls, exchange: Exchange, place: Place) -> ComposeDraft:
        """Return the request of ``exchange``; what the log cut out stands as eight dots."""
        target = relative_target(place.base, exchange.url)
        return cls(
            method=exchange.method,
            path=exchange.url if target is None else target,
            headers=write_header_lines(own_headers(exchange, place.profile)),
            body=decode_text(exchange.request_body.data)[0],
        )

    def without_secrets(self, rules: RedactionRules = NO_RULES) -> ComposeDraft:
        """Return the draft as it may be kept on disk."""
        return ComposeDraft(
            method=redact_text(self.method, rules),
            path=redact_url(self.path, rules),
            headers=redact_text(self.headers, rules),
            body=redact_typed(self.body, rules),
        )


def target_of(path: str, base: BaseUrl) -> str:
    """Return the target that ``path`` means: a full URL below ``base`` counts too."""
    path = path.strip()
    if path.lower().startswith(("http://", "https://")):
        found = relative_target(base, path)
        return path if found is None else found
    return path if not path or path[0] in "/?" else f"/{path}"
