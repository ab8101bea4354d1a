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
    if secret is None or not secret.strip():
        raise SecretUnavailable(
            Problem(
                "Sign-in not possible",
                f"This profile signs in with {SHOWN_AS[auth.kind]}, and the secret is missing.",
                "Enter it again in the profile.",
                action=EDIT_PROFILE,
            )
        )
    if auth.kind is AuthKind.BASIC:
        return (("Authorization", f"Basic {_basic(auth.username, secret)}"),)
    value = _header_value(secret)
    if auth.kind is AuthKind.BEARER:
        return (("Authorization", f"Bearer {value}"),)
    if not HEADER_NAME.fullmatch(auth.header_name):
        raise _refused("The name of the sign-in header is not a header name.")
    return ((auth.header_name, value),)


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


def _refused(detail: str) -> InputError:
    return InputError(Problem("Sign-in not possible", detail, "Enter it again in the profile."))
