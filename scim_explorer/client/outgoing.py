"""What exactly leaves for a request: method, URL, header fields, body. No I/O."""

from __future__ import annotations

from typing import NamedTuple

from scim_explorer import __version__
from scim_explorer.client.auth import HEADER_NAME
from scim_explorer.client.decoding import ACCEPT_ENCODING
from scim_explorer.client.extra_headers import CONTROLLED
from scim_explorer.client.request import SCIM_JSON, Request
from scim_explorer.exchanges.exchange import PROBE, Headers
from scim_explorer.exchanges.redact import MASK, has_mask
from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.profile import Profile

_TITLE = "Request not sent"
_FILL = "Fill the gap first."
_LATIN_1_END = 0x100


class Preview(NamedTuple):
    """What ``Session.send`` will send, the sign-in masked."""

    method: str
    url: str
    headers: Headers
    body: bytes | None


def outgoing_headers(request: Request, profile: Profile, sign_in: Headers) -> Headers:
    """Return the header fields of ``request``; a field that it names itself is not added."""
    added = [
        ("Accept", f"{SCIM_JSON}, application/json"),
        ("Accept-Encoding", ACCEPT_ENCODING),
        ("User-Agent", f"scim-explorer/{__version__}"),
    ]
    if request.body is not None:
        added.append(("Content-Type", SCIM_JSON))
    added += sign_in
    taken = {name.lower() for name in (*request.without, *(name for name, _ in request.headers))}
    own = [pair for pair in profile.headers if pair[0].lower() not in taken]
    taken |= {name.lower() for name, _ in own}
    kept = [pair for pair in added if pair[0].lower() not in taken]
    return (*kept, *own, *request.headers)


def check_message(request: Request) -> None:
    """Refuse what must not leave, or cannot be written as HTTP.

    Raises:
        InputError: Eight dots stand where a secret was cut out, or a header field is unfit. The
            text does not repeat the value.
    """
    if not HEADER_NAME.fullmatch(request.method):
        raise _refused("The method is not an HTTP method.")
    if request.method.upper() == PROBE:
        raise _refused("PROBE marks a look at the connection; it is no HTTP method.")
    if request.body is not None and has_mask(request.body):
        raise _refused("The body still has the eight dots of a secret that was cut out.", _FILL)
    for name, value in request.headers:
        _check_header(name, value)
    if MASK in request.target:
        raise _refused("The path still has the eight dots of a secret that was cut out.", _FILL)


def _check_header(name: str, value: str) -> None:
    if not HEADER_NAME.fullmatch(name):
        raise _refused(f'"{name}" is not a header name.')
    if name.lower() in CONTROLLED:
        raise _refused(f"{name} is set by the program for each request.")
    if MASK in value:
        raise _refused(f"{name} still has the eight dots of a secret that was cut out.", _FILL)
    if any((ord(c) < 0x20 and c != "\t") or c == "\x7f" or ord(c) >= _LATIN_1_END for c in value):
        raise _refused(f"The value of {name} holds a character that a header cannot carry.")


def _refused(detail: str, hint: str = "") -> InputError:
    return InputError(Problem(_TITLE, detail, hint))
