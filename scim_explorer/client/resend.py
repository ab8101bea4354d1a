"""A recorded exchange as a request that can be sent again. Pure."""

from __future__ import annotations

from scim_explorer.client.auth import sign_in_header
from scim_explorer.client.extra_headers import CONTROLLED
from scim_explorer.client.request import Request
from scim_explorer.client.urls import BaseUrl, relative_target
from scim_explorer.exchanges.exchange import Exchange, Headers
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Profile

_ADDED = frozenset({"user-agent", "accept-encoding"})


def request_again(exchange: Exchange, base: BaseUrl, profile: Profile, origin: str) -> Request:
    """Return the request of ``exchange``: the same body and fields, the sign-in of today.

    What the log cut out stands there as eight dots; ``Session.send`` refuses to send those.

    Raises:
        InputError: It led to another server, or its body is no longer in the log.
    """
    target = relative_target(base, exchange.url)
    if target is None:
        raise InputError(
            Problem(
                "Request not sent",
                f'#{exchange.number} went to an address outside of "{profile.name}".',
                exchange=exchange.number,
            )
        )
    body = exchange.request_body
    if not (body.stored and body.complete):
        raise InputError(
            Problem(
                "Request not sent",
                f"The log does not hold the whole body of #{exchange.number}.",
                exchange=exchange.number,
            )
        )
    return Request(
        method=exchange.method,
        target=target,
        headers=own_headers(exchange, profile),
        body=body.data or None,
        origin=origin,
    )


def own_headers(exchange: Exchange, profile: Profile) -> Headers:
    """Return the fields of the request that are not added to each one anyway."""
    added = CONTROLLED | _ADDED | {"authorization", sign_in_header(profile.auth).lower()}
    profile_fields = {(name.lower(), value) for name, value in profile.headers}
    return tuple(
        (name, value)
        for name, value in exchange.request_headers
        if name.lower() not in added and (name.lower(), value) not in profile_fields
    )
