"""An exchange as a curl command for a POSIX shell, without its secrets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from urllib.parse import urlsplit

from scim_explorer.exchanges.exchange import Body, Headers
from scim_explorer.exchanges.redact import (
    MASK,
    NO_RULES,
    RedactionRules,
    is_form,
    redact_body,
    redact_headers,
    redact_url,
)
from scim_explorer.exchanges.spans import MASK_BYTES

TOKEN = "$SCIM_TOKEN"  # noqa: S105  # the name of a variable
"""Stands for what signs the request in."""

SECRET = "$SCIM_SECRET"  # noqa: S105
"""Stands for a secret in the body."""

_PLAIN_IN_QUOTES = re.compile(r"[^\"$`\\!\x00-\x1f\x7f]*")
_FIELD_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_SPECIAL_IN_URL = re.compile(r"[\[\]{}]")
_NOT_IN_ARGUMENT = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_LEFT_TO_CURL = frozenset({"content-length", "transfer-encoding", "connection"})


def curl_command(
    method: str,
    url: str,
    headers: Headers,
    body: bytes | None,
    *,
    rules: RedactionRules = NO_RULES,
) -> str:
    """Return a command that sends the same request.

    Secrets are cut out first, by ``rules`` too; ``$SCIM_TOKEN`` stands in their place, in the
    body ``$SCIM_SECRET``. Fields that curl writes by itself are left out, and fields it would add
    are taken away. A body that no shell argument can hold is piped in.
    """
    words = [_method_option(method, body), *_url_options(url), _quoted(redact_url(url, rules))]
    words += _header_options(url, redact_headers(headers, rules), body)
    before = ""
    if body:
        clean = redact_body(Body(body), rules, form=is_form(headers)).data
        if _fits_argument(clean):
            words.append("--data-raw " + _quoted(clean.decode(), SECRET))
        else:
            before = _printf(clean) + " | "
            words.append("--data-binary @-")
    return before + "curl " + " \\\n  ".join(word for word in words if word)


def _method_option(method: str, body: bytes | None) -> str:
    name = method.upper()
    if name == "HEAD" and not body:
        return "--head"
    if name == "GET" and not body:
        return ""
    return f"--request {_quoted(method)}"


def _url_options(url: str) -> Iterable[str]:
    if _SPECIAL_IN_URL.search(url):
        yield "--globoff"
    if "/." in urlsplit(url).path:
        yield "--path-as-is"


def _header_options(url: str, headers: Headers, body: bytes | None) -> Iterable[str]:
    host = urlsplit(url).netloc.rpartition("@")[2].lower()
    given = {name.lower() for name, _ in headers}
    for name, value in headers:
        lowered = name.lower()
        if lowered in _LEFT_TO_CURL or not _FIELD_NAME.fullmatch(name):
            continue
        if lowered == "host" and value.lower() == host:
            continue
        if lowered == "accept-encoding" and "gzip" in value:
            yield "--compressed"
        elif value:
            yield "--header " + _quoted(f"{name}: {value}")
        else:
            yield "--header " + _quoted(f"{name};")
    if body and "content-type" not in given:
        yield "--header 'Content-Type:'"


def _quoted(text: str, variable: str = TOKEN) -> str:
    """Return one shell word; masks in ``text`` become the variable, in double quotes."""
    if MASK not in text:
        return shlex.quote(text)
    if _PLAIN_IN_QUOTES.fullmatch(text):
        # Braces where a letter follows, which would be read as part of the name.
        braced = "${" + variable[1:] + "}"
        named = re.sub(re.escape(MASK) + r"(?=[A-Za-z0-9_])", lambda _: braced, text)
        return '"' + named.replace(MASK, variable) + '"'
    pieces = (shlex.quote(piece) if piece else "" for piece in text.split(MASK))
    return f'"{variable}"'.join(pieces)


def _fits_argument(body: bytes) -> bool:
    """Tell whether the bytes are text that can be pasted into a terminal."""
    if _NOT_IN_ARGUMENT.search(body):
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _printf(body: bytes) -> str:
    """Return a command that writes exactly these bytes; masks become the variable."""
    pieces = body.split(MASK_BYTES)
    form = "%s".join("%b" if piece else "" for piece in pieces)
    words: list[str] = []
    for index, piece in enumerate(pieces):
        if index:
            words.append(f'"{SECRET}"')
        if piece:
            words.append("'" + "".join(_octal(byte) for byte in piece) + "'")
    return f"printf '{form}' " + " ".join(words)


def _octal(byte: int) -> str:
    letter = chr(byte)
    if letter.isascii() and letter.isprintable() and letter not in "\\'":
        return letter
    return f"\\0{byte:03o}"
