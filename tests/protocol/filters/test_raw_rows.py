"""Filters on rows as sent."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.raw_rows import compile_raw_filter
from scim_explorer.protocol.filters.syntax import Node
from scim_explorer.protocol.json_codec import encode_text, loads
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from tests.protocol.filters.odd_rows import FILTERS, ROWS
from tests.protocol.filters.people import ATTRIBUTES


def tree(text: str) -> Node:
    node = parse_filter(text).tree
    assert node is not None
    return node


def said_of_decoded(text: str, row: bytes) -> bool:
    try:
        resource = loads(row)
    except ProtocolError:
        return False
    return isinstance(resource, dict) and compile_filter(tree(text), ATTRIBUTES)(resource)


@pytest.mark.hypothesis
@given(FILTERS, ROWS)
@example('nickName eq "Work"', '{"nic\u212aName":"work"}')
@example('userName eq "john"', r'{"\u0055serName":"john"}')
@example('userName eq "john"', '{"userName":"x","userName":"john"}')
@example('userName eq "john"', r'{"title":"\ud800","userName":"john"}')
def test_that_a_row_as_sent_matches_as_the_decoded_one_does(text: str, row: str) -> None:
    sent = encode_text(row)

    assert compile_raw_filter(tree(text), ATTRIBUTES)(sent) == said_of_decoded(text, sent)


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ('userName eq "a"', b'{"userName":"A"}', True),
        ('userName eq "a"', b'{"USERNAME":"A"}', True),
        pytest.param('userName eq "a"', b'{"userName":"b","USERNAME":"a"}', False, id="as spelled"),
        (f'{USER}:userName eq "a"', b'{"userName":"a"}', True),
        (f"{ENTERPRISE_USER}:department pr", b'{"department":"a"}', False),
        ("title eq null", b'{"userName":"a"}', True),
        pytest.param('userName eq "a"', b"\xff\xfe{\x00}\x00", False, id="utf-16"),
        pytest.param("not (title pr)", b"[1]", False, id="no object"),
        pytest.param("not (title pr)", b'{"a":', False, id="cut short"),
    ],
)
def test_that_spelling_and_shape_of_a_row_decide(text: str, row: bytes, *, expected: bool) -> None:
    assert compile_raw_filter(tree(text), ATTRIBUTES)(row) == expected


def test_that_rows_of_a_page_are_taken_as_they_are() -> None:
    matches = compile_raw_filter(tree('userName sw "a"'))
    rows = msgspec.json.decode(b'[{"userName":"ab"},{"userName":"b"}]', type=list[msgspec.Raw])

    assert list(map(matches, rows)) == [True, False]


def test_that_a_mistake_in_what_is_not_named_does_not_matter() -> None:
    assert compile_raw_filter(tree('userName eq "a"'))(b'{"title":"\xff","userName":"a"}')
