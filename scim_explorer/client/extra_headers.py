"""Which extra header fields a profile may carry. No I/O."""

from __future__ import annotations

from scim_explorer.client.auth import HEADER_NAME
from scim_explorer.client.request import METHOD_OVERRIDES
from scim_explorer.protocol.header_names import carries_secret

CONTROLLED = frozenset({"host", "content-length", "transfer-encoding", "connection", "upgrade"})


def extra_header_problem(name: str, value: str) -> str:
    """Return why this field cannot be saved with a profile, or "".

    A profile file holds no secret, so a field whose name speaks of one is refused; the text
    never repeats the value.
    """
    if not HEADER_NAME.fullmatch(name):
        return f'"{name}" is not a header name.'
    if name.lower() in CONTROLLED:
        return f"{name} is set by the program for each request."
    if name.lower() in METHOD_OVERRIDES:
        return f"{name} can turn a read into a write; send it with one request, in Compose."
    if carries_secret(name):
        return f"{name} carries a secret, which a profile file must not hold."
    if not value.isascii() or any(ord(char) < 0x20 or char == "\x7f" for char in value):
        return f"The value of {name} holds a character that a header cannot carry."
    return ""
