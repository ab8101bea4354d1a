"""The header fields that sign a request in: the profile's way to sign in, and its secret fields."""

from __future__ import annotations

from scim_explorer.client.auth import auth_headers, secret_field, sign_in_header
from scim_explorer.client.request import Request
from scim_explorer.client.secret_cache import ReadSecret
from scim_explorer.exchanges.exchange import Headers
from scim_explorer.exchanges.redact import MASK
from scim_explorer.profiles.profile import SIGN_IN, AuthKind, Profile, header_slot

_SCHEMES = {
    AuthKind.BEARER: f"Bearer {MASK}",
    AuthKind.BASIC: f"Basic {MASK}",
    AuthKind.OAUTH: f"Bearer {MASK}",
}


def secret_field_names(profile: Profile) -> tuple[str, ...]:
    """Return the names of the header fields that hold secrets of ``profile``."""
    name = sign_in_header(profile.auth)
    return (*((name,) if name else ()), *(field.name for field in profile.secret_headers))


def masked_sign_in(profile: Profile) -> Headers:
    """Return the sign-in as it is shown before sending."""
    first = sign_in_header(profile.auth)
    return tuple(
        (name, _SCHEMES.get(profile.auth.kind, MASK) if name == first else MASK)
        for name in secret_field_names(profile)
    )


async def signed_headers(request: Request, profile: Profile, read_secret: ReadSecret) -> Headers:
    """Return the fields that sign ``request`` in, but those that it brings or goes without.

    No secret is asked for that is not needed.

    Raises:
        SecretUnavailable: A secret is missing, or cannot be had.
        InputError: A secret cannot stand in a header field.
    """
    own = {name.lower() for name in (*request.without, *(name for name, _ in request.headers))}
    fields: list[tuple[str, str]] = []
    name = sign_in_header(profile.auth)
    if name and name.lower() not in own:
        fields += auth_headers(profile.auth, await read_secret(SIGN_IN))
    for field in profile.secret_headers:
        if field.name.lower() not in own:
            secret = await read_secret(header_slot(field.name))
            fields.append(secret_field(field.name, secret))
    return tuple(fields)
