"""Why a text is not JSON, in words."""

from __future__ import annotations

import pytest

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import scan


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "Line 1, column 1: the text is empty."),
        ("  \n", "Line 2, column 1: the text is empty."),
        ("<html>", 'Line 1, column 1: the text begins with "<": this is HTML or XML.'),
        ('{"a": 1 "b": 2}', "Line 1, column 9: a comma is missing."),
        ('{\n "a": 1\n "b": 2}', "Line 3, column 2: a comma is missing."),
        ('{"a": 1,}', 'Line 1, column 9: a comma stands before the closing "}".'),
        ("[1, ]", 'Line 1, column 5: a comma stands before the closing "]".'),
        ("[1, , 2]", 'Line 1, column 5: a value is missing before ",".'),
        ('{"a" 1}', 'Line 1, column 6: a ":" is missing before "1".'),
        ('{"a": }', 'Line 1, column 7: a value is missing before "}".'),
        ("{a: 1}", 'Line 1, column 2: a key in double quotes is missing before "a".'),
        ('{"a": "b}', "Line 1, column 7: this string is not closed on its line."),
        ('{"a": "b\n"}', "Line 1, column 7: this string is not closed on its line."),
        (r'{"a": "\x"}', r"Line 1, column 8: \x is not an escape that JSON knows."),
        ("[True]", 'Line 1, column 2: "True" is not JSON.'),
        ("[01]", 'Line 1, column 3: "1" is not JSON.'),
        ("[1.]", 'Line 1, column 3: "." is not JSON.'),
        ('{"a": [1', 'ends inside the array of line 1; a closing "]" is missing.'),
        ('{"a": {\n"b": 1', 'ends inside the object of line 1; a closing "}" is missing.'),
        ("[1}", '"}" stands where "," or "]" is expected.'),
        ("{} {}", "Line 1, column 4: more text follows after the end of the JSON."),
        ('["a" "b"]', "Line 1, column 6: a comma is missing."),
    ],
)
def test_that_a_mistake_is_named_where_it_stands(text: str, where: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        scan(text)

    assert caught.value.problem.title == "Answer is not valid JSON"
    assert where in caught.value.problem.detail
