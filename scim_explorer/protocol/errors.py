"""Error answers of any shape: SCIM, other JSON, a web page, plain text (RFC 7644 section 3.12)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import Json, decode_text, dumps, loads
from scim_explorer.protocol.paths import get_member

_MAX_DETAIL = 200
_HEAD_BYTES = 65_536
_DETAIL_KEYS = ("detail", "message", "error_description", "error", "title", "description", "errors")
_TITLE = re.compile(r"<title[^>]{0,200}>(.{1,1000}?)</title", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_HTML_START = re.compile(
    r"\ufeff?\s*<(?:!doctype\s+html|html|head|body|title|h1|\?xml|!--)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ServerError:
    """What a server said about a request it refused.

    Attributes:
        status: The HTTP status, whatever the body says.
        scim_type: ``scimType`` as told, or "".
        detail: Plain text of one line, at most 200 characters; "" when the server said nothing.
    """

    status: int
    scim_type: str = ""
    detail: str = ""


def read_error(status: int, content_type: str, body: bytes) -> ServerError:
    """Return what an error answer says: the bytes are looked at first, then their label.

    Args:
        status: HTTP status.
        content_type: ``Content-Type`` as received, may be "".
        body: Decoded body, may be anything.
    """
    head = body[:_HEAD_BYTES]
    if looks_like_html(head):
        return ServerError(status, detail=page_title(head))
    try:
        value = loads(body)
    except ProtocolError:
        text = decode_text(head)[0]
        is_page = "html" in content_type.lower() or "xml" in content_type.lower()
        return ServerError(status, detail=page_title(head) if is_page else one_line(text))
    if not isinstance(value, dict):
        return ServerError(status, detail=one_line(_spoken(value)))
    scim_type = get_member(value, "scimType")
    found = (_spoken(get_member(value, key)) for key in _DETAIL_KEYS)
    detail = next(filter(None, found), "")
    if not detail and set(value) - {"schemas", "status", "scimType"}:
        detail = dumps_or_nothing(value)
    return ServerError(status, scim_type if isinstance(scim_type, str) else "", one_line(detail))


def _spoken(value: Json, depth: int = 0) -> str:
    """Return the words in a value: of an object its message, of a list all of them."""
    if isinstance(value, str):
        return value
    if depth < 3 and isinstance(value, dict):
        found = (_spoken(get_member(value, key), depth + 1) for key in (*_DETAIL_KEYS, "msg"))
        return next(filter(None, found), "") or dumps_or_nothing(value)
    if depth < 3 and isinstance(value, list):
        return "; ".join(filter(None, (_spoken(item, depth + 1) for item in value[:5])))
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def dumps_or_nothing(value: Json) -> str:
    try:
        return dumps(value) if value else ""
    except ValueError:
        return ""


def one_line(text: str) -> str:
    """Return text without line breaks, cut at 200 characters."""
    words = " ".join(text[: _MAX_DETAIL * 10].split())
    return words if len(words) <= _MAX_DETAIL else words[: _MAX_DETAIL - 1] + "\u2026"


def looks_like_html(body: bytes) -> bool:
    """Return whether a body begins as a web page (or other XML) does."""
    return _HTML_START.match(decode_text(body[:500])[0]) is not None


def page_title(body: bytes) -> str:
    """Return the title of a web page, else its first words, without any markup."""
    text = decode_text(body[:_HEAD_BYTES])[0]
    if match := _TITLE.search(text):
        return one_line(html.unescape(_TAG.sub(" ", match.group(1))))
    return one_line(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text))))


def web_page_problem(body: bytes) -> Problem:
    """Return the problem that a web page came where JSON was expected."""
    title = page_title(body)
    return Problem(
        "Got a web page, expected JSON",
        f'The server answered with HTML that says "{title}".' if title else "It is HTML.",
        "A login page or proxy answers in place of the SCIM server. "
        "Check the address and the network.",
    )
