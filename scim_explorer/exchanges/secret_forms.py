"""The spellings in which a live secret may turn up, and where they stand in a text."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from scim_explorer.exchanges.spans import DecodedView, Escapes, Span, grouped, occurrences

SHORTEST = 3
"""Below this a replacement would only destroy the record: it matches everywhere."""

WORD_LENGTH = 6
"""Shorter secrets are replaced only where they stand as a word of their own."""

_NEVER_ESCAPED = re.compile(rb"[A-Za-z0-9_.~-]+")
_BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]*={0,2}")


def _base64_cores(secret: bytes) -> Iterator[bytes]:
    """Yield what Base64 of any text around ``secret`` contains, in both alphabets.

    Three bytes become four characters, so there are three alignments; characters shared with
    the neighbours are left out.
    """
    for before in range(3):
        text = b64encode(b"\0" * before + secret).rstrip(b"=")
        core = text[(0, 2, 3)[before] : len(text) - bool((before + len(secret)) % 3)]
        yield core
        yield core.translate(bytes.maketrans(b"+/", b"-_"))


def _spellings(secret: str) -> set[bytes]:
    raw = secret.encode("utf-8", "surrogatepass")
    lower = {quote(raw, safe=safe).encode() for safe in ("", "/")}
    lower.add(quote_plus(raw).encode())
    percent = {re.sub(rb"%..", lambda m: m[0].lower(), form) for form in lower} | lower
    escaped = {
        json.dumps(secret, ensure_ascii=ascii_only)[1:-1].encode("utf-8", "surrogatepass")
        for ascii_only in (True, False)
    }
    marked_up = {
        html.escape(secret, quote=quote_marks).encode("utf-8", "surrogatepass")
        for quote_marks in (False, True)
    }
    hexadecimal = {raw.hex().encode(), raw.hex().upper().encode()}
    return {raw} | percent | escaped | marked_up | hexadecimal


class SecretForms:
    """Finds live secrets in bytes: as they are, Base64, hex, URL-, JSON- and HTML-escaped."""

    def __init__(self, secrets: Iterable[str]) -> None:
        usable = {secret for secret in secrets if len(secret) >= SHORTEST}
        long = sorted(secret for secret in usable if len(secret) >= WORD_LENGTH)
        short = sorted(usable - set(long))
        self._plain = [secret.encode("utf-8", "surrogatepass") for secret in long]
        self._forms = frozenset(form for secret in long for form in _spellings(secret))
        self._cores = frozenset(core for secret in self._plain for core in _base64_cores(secret))
        self._by_root = grouped(
            (_root(needle, self._plain), needle) for needle in self._forms | self._cores
        )
        self._escapes = Escapes(long)
        self._words = _word_pattern(short)

    def spans(self, data: bytes) -> list[Span]:
        """Return where secrets stand in ``data``; overlaps are possible."""
        found: list[Span] = []
        for root, needles in self._by_root.items():
            if root in data:
                for needle in needles:
                    found += self._places(data, needle)
        if self._words is not None:
            found += (Span(*match.span()) for match in self._words.finditer(data))
        if self._plain and self._escapes.search(data):
            view = DecodedView(data)
            for secret in self._plain:
                found += (view.span(*place) for place in occurrences(view.text, secret))
        return found

    def _places(self, data: bytes, needle: bytes) -> Iterator[Span]:
        for place in occurrences(data, needle):
            if needle in self._forms:
                yield Span(*place)
            if needle in self._cores:
                yield _widened(data, *place)


def _root(needle: bytes, secrets: Iterable[bytes]) -> bytes:
    """Return what has to stand where ``needle`` does: one search for most spellings."""
    runs = (max(_NEVER_ESCAPED.findall(secret), key=len, default=b"") for secret in secrets)
    return next((run for run in runs if len(run) >= WORD_LENGTH and run in needle), needle)


def _word_pattern(secrets: Iterable[str]) -> re.Pattern[bytes] | None:
    forms = {form for secret in secrets for form in _spellings(secret)}
    forms |= {b64encode(secret.encode("utf-8", "surrogatepass")) for secret in secrets}
    if not forms:
        return None
    choices = b"|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rb"(?<![A-Za-z0-9_])(?:" + choices + rb")(?![A-Za-z0-9_])")


def _widened(data: bytes, start: int, end: int) -> Span:
    """Take in the Base64 text around a core: its edges share bits with the secret."""
    while start and _BASE64_RUN.fullmatch(data, start - 1, start):
        start -= 1
    run = _BASE64_RUN.match(data, end)
    return Span(start, run.end() if run else end)
