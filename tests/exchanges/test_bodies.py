"""Bodies as stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.bodies import DamagedBodyError, pack, unpack


@given(st.binary(max_size=2000))
def test_that_a_body_comes_back_as_it_was(data: bytes) -> None:
    assert unpack(pack(data)) == data


def test_that_a_list_takes_less_than_half() -> None:
    body = b'{"userName":"ada","active":true},' * 100

    assert len(pack(body)) < len(body) / 2


@pytest.mark.parametrize("stored", [b"\x07abc", b"\x01abc", pack(b"x" * 1000)[:-4]])
def test_that_damage_is_told(stored: bytes) -> None:
    with pytest.raises(DamagedBodyError):
        unpack(stored)
