"""Live secrets in whatever spelling."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.secret_forms import SecretForms
from scim_explorer.exchanges.spans import MASK, cut, merged

SECRETS = (
    "plain0token1value",
    'quote"back\\slash',
    "a/b+c=d&e#f?g",
    "space in the middle",
    "ümläut-größe-ñ",
    "emoji-\U0001f511-key",
    "<tag attr='x'>&amp;",
    "percent%20literal%",
    "tab\tand\nline",
    "dots...and~tilde_",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
    "0123456789" * 30,
)

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "base64": lambda s: base64.b64encode(s.encode()),
    "base64 within": lambda s: base64.b64encode(b"user:" + s.encode() + b"!"),
    "base64 for urls": lambda s: base64.urlsafe_b64encode(b"a" + s.encode()),
    "url": lambda s: quote(s, safe="").encode(),
    "url, lower case": lambda s: quote(s, safe="").lower().encode() if s.islower() else s.encode(),
    "form": lambda s: quote_plus(s).encode(),
    "every byte": lambda s: "".join(f"%{b:02X}" for b in s.encode()).encode(),
    "json": lambda s: json.dumps(s).encode(),
    "json, raw letters": lambda s: json.dumps(s, ensure_ascii=False).encode(),
    "json, all escaped": lambda s: "".join(
        f"\\u{u:04X}" for u in memoryview(s.encode("utf-16-le")).cast("H").tolist()
    ).encode(),
    "json, solidus": lambda s: json.dumps(s).replace("/", "\\/").encode(),
    "html": lambda s: html.escape(s).encode(),
    "hex": lambda s: s.encode().hex().encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("secret", SECRETS)
def test_that_every_spelling_is_found(secret: str, encoding: str) -> None:
    spelled = ENCODINGS[encoding](secret)
    text = b"before," + spelled + b",after"

    clean, masks = cut(text, merged(SecretForms([secret]).spans(text)))

    assert masks
    assert spelled not in clean
    assert clean.startswith(b"before,")
    assert clean.endswith(b",after")


@given(st.text(min_size=6, max_size=40), st.sampled_from(sorted(ENCODINGS)), st.binary(max_size=9))
def test_fault_103_any_secret_is_found_in_any_spelling(
    secret: str, encoding: str, around: bytes
) -> None:
    try:
        spelled = ENCODINGS[encoding](secret)
    except UnicodeEncodeError:
        spelled = json.dumps(secret).encode()

    spans = SecretForms([secret]).spans(around + b" " + spelled + b" " + around)

    assert spans


def test_that_a_short_secret_is_replaced_only_as_a_word() -> None:
    text = b'{"a":"demo","b":"demonstration"}'

    clean, _ = cut(text, merged(SecretForms(["demo"]).spans(text)))

    assert clean.decode() == f'{{"a":"{MASK}","b":"demonstration"}}'


def test_that_one_or_two_letters_are_left_alone() -> None:
    assert SecretForms(["", "ab"]).spans(b"ab cab") == []
