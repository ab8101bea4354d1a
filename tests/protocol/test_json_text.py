"""Bytes to text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import decode_text, encode_text, readable_text
from scim_explorer.protocol.json_text import check_utf8


@given(st.binary() | st.text().map(str.encode))
def test_fault_87_any_bytes_come_back_from_their_text(data: bytes) -> None:
    assert encode_text(decode_text(data)[0]) == data


@given(st.text(st.characters()))
def test_fault_87_a_text_with_lone_surrogates_has_bytes(text: str) -> None:
    once = encode_text(text)

    assert encode_text(decode_text(once)[0]) == once


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b'{"a": "plain"}', []),
        (b"\xef\xbb\xbf{}", ["json.bom"]),
        ('{"a": "Åsa"}'.encode("latin-1"), ["json.not-utf8"]),
        ('{"a": 1}'.encode("utf-16"), ["json.utf16"]),
        ('{"a": 1}'.encode("utf-16-be"), ["json.utf16"]),
        (b"", []),
    ],
)
def test_that_unusual_bytes_are_named(data: bytes, rules: list[str]) -> None:
    assert [fault.rule for fault in decode_text(data)[1]] == rules


def test_that_the_fault_points_at_the_character_that_is_not_utf8() -> None:
    text, (fault,) = decode_text("é".encode() + b"\xe9")

    assert (text[fault.start : fault.end], fault.start) == ("\udce9", 1)


def test_that_utf16_is_decoded_for_reading_values() -> None:
    assert readable_text('{"a": "é"}'.encode("utf-16"))[0].lstrip("\ufeff") == '{"a": "é"}'


@pytest.mark.parametrize("before", range(4090, 4098))
@pytest.mark.parametrize("char", ["\u00e9", "\u20ac", "\U0001f600"])
def test_that_a_character_across_two_pieces_is_utf8(before: int, char: str) -> None:
    check_utf8(b"x" * before + char.encode() + b"x" * 5000)


@given(st.integers(4080, 4100), st.binary(max_size=12), st.integers(0, 5000))
def test_that_the_check_in_pieces_says_what_a_decoder_says(
    before: int, odd: bytes, after: int
) -> None:
    data = b"x" * before + odd + b"x" * after
    try:
        data.decode()
        is_utf8 = True
    except UnicodeDecodeError:
        is_utf8 = False

    try:
        check_utf8(data)
        said = True
    except UnicodeDecodeError:
        said = False

    assert said is is_utf8
