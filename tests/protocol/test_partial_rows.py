"""Parts of rows."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.partial_rows import partial_reader


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (b'{"a":1,"b":2,"c":3}', {"a": 1, "b": 2}),
        pytest.param(b'{"a":1,"c":3}', {"a": 1}, id="one is absent"),
        pytest.param(b'{"A":1,"b":2}', {"A": 1, "b": 2}, id="another case"),
        pytest.param(rb'{"\u0061":1,"b":"\ud800"}', {"a": 1, "b": "\ud800"}, id="odd escapes"),
        pytest.param(b'{"a":1,"b":2,"c":"\xff"}', {"a": 1, "b": 2}, id="a mistake elsewhere"),
        pytest.param(b"[]", None, id="no object"),
        pytest.param(b'{"a":1', None, id="cut short"),
    ],
)
def test_that_the_members_named_are_read(row: bytes, expected: Json) -> None:
    assert partial_reader(("a", "b"))(row) == expected


def test_that_each_row_is_looked_at_in_any_case() -> None:
    read = partial_reader(("a",))

    assert [read(row) for row in (b'{"x":1}', b'{"x":1,"A":2}', b'{"x":1}')] == [
        {},
        {"x": 1, "A": 2},
        {},
    ]
