"""Display text of the attributes of a row."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.list_response import cell_reader, cells, read_list
from tests.protocol.captures import capture
from tests.protocol.test_json_scan import JSON

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
NAMES = ["id", "userName", "name", "name.givenName", "emails", "emails.value", "members", "meta"]
ODD_NAMES = ["", ".", "a.b.c", "urn:", "urn:x:y", 'a"b', "\\", "\ud800", f"{ENTERPRISE}:manager"]


@pytest.mark.parametrize(
    ("row", "path", "text"),
    [
        ({"userName": "ada"}, "userName", "ada"),
        ({"UserName": "ada"}, "userName", "ada"),
        ({"userName": None}, "userName", ""),
        ({}, "userName", ""),
        ({"active": True}, "active", "true"),
        ({"active": "False"}, "active", "False"),
        ({"name": {"givenName": "Ada", "familyName": "L"}}, "name.givenName", "Ada"),
        ({"name": {"GivenName": "Ada"}}, "name.givenName", "Ada"),
        ({"name": {"givenName": "Ada", "familyName": "L"}}, "name", "Ada L"),
        ({"name": {"formatted": "Dr Ada L"}}, "name", "Dr Ada L"),
        ({"name": "Ada"}, "name.givenName", ""),
        ({"emails": [{"value": "a"}, {"value": "b", "primary": True}]}, "emails", "b"),
        ({"emails": [{"value": "a"}, {"value": "b"}]}, "emails", "a"),
        ({"emails": [{"value": "a"}, {"value": "b"}]}, "emails.value", "a, b"),
        ({"emails": []}, "emails", ""),
        ({"emails": {"value": "a"}}, "emails", "a"),
        ({"emails": [None]}, "emails", ""),
        ({"emails": ["a", "b"]}, "emails", "a, b"),
        ({"members": [{"value": "1"}, {"value": "2"}]}, "members", "1 +1"),
        ({"members": [{"value": "1", "$ref": "/1", "display": "Ada"}]}, "members", "Ada"),
        ({ENTERPRISE: {"department": "QA"}}, f"{ENTERPRISE}:department", "QA"),
        ({ENTERPRISE.upper(): {"department": "QA"}}, f"{ENTERPRISE}:department", "QA"),
        ({ENTERPRISE: {"manager": {"value": "7"}}}, f"{ENTERPRISE}:manager.value", "7"),
        ({ENTERPRISE: {"manager": {"displayName": "B"}}}, f"{ENTERPRISE}:manager", "B"),
        ({ENTERPRISE: {}}, f"{ENTERPRISE}:department", ""),
        ({"userName": "a"}, "urn:ietf:params:scim:schemas:core:2.0:User:userName", "a"),
        ({"x": {"a": [1]}}, "x", '{"a":[1]}'),
        ({"x": {}}, "x", ""),
        ({"x.y": "literal"}, "x.y", "literal"),
    ],
)
def test_that_a_cell_shows(row: Json, path: str, text: str) -> None:
    assert cells(json.dumps(row).encode(), [path]) == (text,)


@pytest.mark.parametrize(
    "number", ["1.0", "1.10", "-0", "1e400", "1E5", "9007199254740993", "9" * 5000, "NaN"]
)
def test_that_a_number_is_spelled_as_sent(number: str) -> None:
    row = f'{{"n": {number}, "c": {{"n": {number}}}, "l": [{number}]}}'.encode()

    assert cells(row, ["n"]) == (number,)
    if number != "-0":
        assert cells(row, ["c.n", "l"]) == (number, number)
        assert cells(row, ["c"]) in ((f'{{"n":{number}}}',), (f'{{"n": "{number}"}}',))


@given(
    row=st.dictionaries(st.sampled_from([*NAMES, *ODD_NAMES]), JSON) | JSON,
    paths=st.lists(st.sampled_from([*NAMES, *ODD_NAMES]) | st.text(st.characters())),
)
def test_that_a_reader_gives_one_text_a_path_whatever_the_row_is(
    row: Json, paths: list[str]
) -> None:
    read = cell_reader(paths)

    for data in (json.dumps(row).encode(), msgspec.Raw(json.dumps(row).encode())):
        texts = read(data)
        assert len(texts) == len(paths)
        assert all(isinstance(text, str) for text in texts)


@given(st.binary())
def test_that_a_row_that_is_no_json_has_empty_cells_or_some_text(row: bytes) -> None:
    assert len(cells(row, NAMES)) == len(NAMES)


@pytest.mark.parametrize(("before", "after"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_that_what_lies_deep_is_shown_as_it_stands(before: str, after: str) -> None:
    levels = 500 // len(after)
    value = before * levels + "1.50" + after * levels

    (text,) = cells(f'{{"id":"1","userName":{value}}}'.encode(), ("userName",))

    assert "1.50" in text


@pytest.mark.parametrize(
    "row", [b"", b"null", b"[]", b'{"userName": ', b'{"userName":' * 100_000, b'{"userName": }']
)
def test_that_a_row_that_cannot_be_read_has_empty_cells(row: bytes) -> None:
    assert cells(row, ["userName", "name.givenName"]) == ("", "")


def test_that_bytes_that_are_no_utf8_do_not_empty_the_cell() -> None:
    assert cells(b'{"userName": "caf\xe9"}', ["userName"]) == ("caf\udce9",)


def test_that_rows_of_a_real_server_fill_their_cells() -> None:
    rows = read_list(capture("scimmy", "Users_page1").body).rows
    read = cell_reader(["userName", "name.familyName", "emails", f"{ENTERPRISE}:department"])

    texts = [read(row) for row in rows]

    assert all(all(row) for row in texts)
    assert texts[0][0] == json.loads(bytes(rows[0]))["userName"]
