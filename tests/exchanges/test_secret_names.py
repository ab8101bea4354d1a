"""Names of secret attributes, and what stands behind them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.secret_names import SecretNames

NAMES = SecretNames({"password", "pin", "pincode", "x.pin", "", "größe"})

VALUE = rb"(\"(?:[^\"\\]|\\.)*\"?|'[^'\"\\]*'?|[^\s,;)}\]&{\[\"'\\]+)"
CHOICES = rb"(?:password|pin|pincode|x\.pin|gr\xc3\xb6\xc3\x9fe)"
EVERYWHERE = (
    re.compile(
        rb"(?<![A-Za-z0-9_])"
        + CHOICES
        + rb"(?:[\s+]+(?:eq|ne|co|sw|ew|gt|ge|lt|le)[\s+]+"
        + rb"|=(?=\"[^\"&]*\"|'[^'&]*'|[^\"']))"
        + VALUE,
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        rb"[\"'](?:[^\"'\\\s]*[:.])?" + CHOICES + rb"[\"']\s*[:=]\s*" + VALUE,
        re.IGNORECASE | re.DOTALL,
    ),
)
"""The same, tried at each byte: the plain way to say it."""


def found(data: bytes) -> list[bytes]:
    return [data[span.start : span.end] for span in NAMES.values(data)]


def found_everywhere(data: bytes) -> list[bytes]:
    texts = [match[1] for pattern in EVERYWHERE for match in pattern.finditer(data)]
    texts = [re.sub(rb"(?s)^(?:\"(.*?)\"?|'(.*?)'?)$", rb"\1\2", text) for text in texts]
    return [text for text in texts if text not in (b"", b"null")]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'PassWord eq "a b" and x', b"a b"),
        (b"pin+eq+4", b"4"),
        (b"say: pin=4711 is wrong", b"4711"),
        (b"{'urn:a:pin' : 'x'}", b"x"),
        (b'"x.pin"="y"', b"y"),
        ('"größe":1'.encode(), b"1"),
    ],
)
def test_that_the_value_behind_a_name_is_found(data: bytes, value: bytes) -> None:
    assert found(data) == [value]


@pytest.mark.parametrize(
    "data", [b"xpin eq 1", b'"my pin":1', b'"pin":null', b'"pin', b"pincodes eq 1", b"pin"]
)
def test_that_a_name_alone_has_no_value(data: bytes) -> None:
    assert found(data) == []


PIECES = r"""
password PIN pincode x.pin " ' : = +eq+
urn:a: . \ null 1 'c' , x größe
"""


@given(
    st.lists(
        st.sampled_from([*PIECES.split(), " eq ", " ", '"a b"', "\n", '"pin":']),
        max_size=20,
    ).map("".join)
)
def test_that_looking_behind_names_finds_what_looking_everywhere_finds(text: str) -> None:
    assert found(text.encode()) == found_everywhere(text.encode())


@pytest.mark.parametrize("data", [b"Pin", b"p%69n", b"p\\u0049n", b"gr\\u00f6\\u00dfe", b"%c3%b6"])
def test_that_a_mention_is_noticed_in_any_spelling(data: bytes) -> None:
    assert NAMES.are_mentioned(data)


@pytest.mark.parametrize("data", [b"https://h/a%40b?x=%5B%7B%20", b"\\\\\\n\\u00e9", b"pi n"])
def test_that_other_escapes_are_no_mention(data: bytes) -> None:
    assert not NAMES.are_mentioned(data)


def test_that_places_are_in_order() -> None:
    assert NAMES.places(b"pincode Password x.pin") == [0, 8, 17, 19]
