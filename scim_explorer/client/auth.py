"""Sign-in header fields, from a profile's ``Auth`` and its secret. No I/O.

Header libraries put the whole value into their error texts. So a value is checked here, and no
text of this module repeats it.
"""

from __future__ import annotations

import base64
import re

from scim_explorer.exchanges.exchange import Headers
from scim_explorer.problems import EDIT_PROFILE, InputError, Problem, SecretUnavailable
from scim_explorer.profiles.profile import Auth, AuthKind

HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NOT_ALLOWED = re.compile(r"[^\x20-\x7e]")
SHOWN_AS = {
    AuthKind.NONE: "no sign-in",
    AuthKind.BEARER: "the bearer token",
    AuthKind.BASIC: "the user name and password",
    AuthKind.HEADER: "the sign-in header",
    AuthKind.OAUTH: "an OAuth token",
}


def auth_headers(auth: Auth, secret: str | None) -> Headers:
    """Return the header fields that sign a request in; () without sign-in.

    Spaces and line ends around a token go: they come along when it is pasted.

    Raises:
        SecretUnavailable: The profile signs in, and there is no secret.
        InputError: The secret cannot stand in a header field.
    """
    if auth.kind is AuthKind.NONE:
        return ()
    if auth.kind is AuthKind.HEADER:
        return (secret_field(auth.header_name, secret),)
    if secret is None or not secret.strip():
        raise _missing(SHOWN_AS[auth.kind])
    if auth.kind is AuthKind.BASIC:
        return (("Authorization", f"Basic {_basic(auth.username, secret)}"),)
    return (("Authorization", f"Bearer {_header_value(secret)}"),)


def secret_field(name: str, secret: str | None) -> tuple[str, str]:
    """Return a header field that holds a secret; it raises what ``auth_headers`` does."""
    if secret is None or not secret.strip():
        raise _missing(f"the header {name}" if name else SHOWN_AS[AuthKind.HEADER])
    if not HEADER_NAME.fullmatch(name):
        raise _refused("The name of a sign-in header is not a header name.")
    return name, _header_value(secret)


def sign_in_header(auth: Auth) -> str:
    """Return the name of the header field that holds the secret, "" without sign-in."""
    if auth.kind is AuthKind.NONE:
        return ""
    return auth.header_name if auth.kind is AuthKind.HEADER else "Authorization"


def _basic(username: str, password: str) -> str:
    if ":" in username:
        raise _refused('The user name holds a ":", which Basic sign-in cannot send.')
    text = username + ":" + password.strip("\r\n")
    if any(ord(char) < 0x20 or char == "\x7f" for char in text):
        raise _refused("The user name or password holds a control character.")
    try:
        return base64.b64encode(text.encode()).decode("ascii")
    except UnicodeEncodeError:
        raise _refused("The user name or password cannot be written as UTF-8.") from None


def _header_value(secret: str) -> str:
    value = secret.strip()
    found = _NOT_ALLOWED.search(value)
    if found is None:
        return value
    what = "a line break" if found.group() in "\r\n" else "a control character"
    if not found.group().isascii():
        what = "a letter outside ASCII"
    raise _refused(f"The secret holds {what} at position {found.start() + 1} of {len(value)}.")


def _missing(what: str) -> SecretUnavailable:
    return SecretUnavailable(
        Problem(
            "Sign-in not possible",
            f"This profile signs in with {what}, and the secret is missing.",
            "Enter it again in the profile.",
            action=EDIT_PROFILE,
        )
    )


def _refused(detail: str) -> InputError:
    return InputError(Problem("Sign-in not possible", detail, "Enter it again in the profile."))
