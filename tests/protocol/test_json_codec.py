"""Values out of JSON and into it."""

from __future__ import annotations

import json
import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import Json, dumps, loads, object_of
from tests.protocol.test_json_scan import JSON, JSON_ISH


@given(value=JSON, ascii_only=st.booleans())
def test_that_values_are_read_as_the_standard_module_reads_them(
    value: Json, *, ascii_only: bool
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)

    assert loads(text) == loads(text.encode("utf-8", "surrogatepass")) == value


@given(st.binary() | JSON_ISH)
def test_that_other_bytes_are_a_problem_and_nothing_else(data: bytes | str) -> None:
    try:
        loads(data)
    except ProtocolError as error:
        assert error.problem.title == "Answer is not valid JSON"  # noqa: PT017  # may also pass


@given(JSON)
def test_that_what_we_write_is_read_back(value: Json) -> None:
    assert loads(dumps(value)) == value


@pytest.mark.parametrize(
    ("data", "value"),
    [
        pytest.param(b"\xef\xbb\xbf[1]", [1], id="byte order mark"),
        pytest.param('{"a": "é"}'.encode("utf-16"), {"a": "é"}, id="utf-16"),
        pytest.param(b'{"a": 1, "a": 2}', {"a": 2}, id="last duplicate wins"),
        pytest.param(b'["\\ud800"]', ["\ud800"], id="lone surrogate"),
        pytest.param(b'["\xe9"]', ["\udce9"], id="latin-1"),
        pytest.param(b"[1e400]", [math.inf], id="number out of range"),
        pytest.param(b"[9007199254740993]", [9007199254740993], id="above 2^53"),
        pytest.param(b"[" + b"9" * 400 + b"]", [int("9" * 400)], id="400 digits"),
        pytest.param(b"[" + b"9" * 9000 + b"]", [math.inf], id="more digits than Python reads"),
        pytest.param(b'["a\tb"]', ["a\tb"], id="tab in a string"),
    ],
)
def test_that_odd_json_is_read(data: bytes, value: Json) -> None:
    assert loads(data) == value


def test_that_nan_is_read_as_a_float() -> None:
    value = loads(b"NaN")

    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b"[" * 513 + b"]" * 513,
        b'{"a":[' * 300 + b"]}" * 300,
        b"[" * 513 + b'"]\\"["' + b"]" * 513,
        b"[" * 100_000,
    ],
)
def test_fault_86_deep_json_is_refused_whoever_reads_it(data: bytes) -> None:
    with pytest.raises(ProtocolError, match="levels"):
        loads(data)


def test_that_brackets_in_strings_count_for_no_depth() -> None:
    value: Json = ["[" * 600, '"{' * 600, [], {}]

    assert loads(json.dumps(value)) == value


def test_that_many_brackets_side_by_side_are_not_deep() -> None:
    value: Json = [[{"a": [{}]}] for _ in range(1000)]

    assert loads(json.dumps(value)) == value


def test_that_the_title_names_what_was_read() -> None:
    with pytest.raises(ProtocolError, match="Body is not valid JSON"):
        loads(b"{", subject="Body")


def test_that_what_we_write_is_compact_and_keeps_letters() -> None:
    assert dumps({"a": ["é", None, True], "b": "\ud800"}) == '{"a":["é",null,true],"b":"\\ud800"}'


def test_that_a_nan_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps([math.nan])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": 1}', {"a": 1}),
        (msgspec.Raw(b"{}"), {}),
        (b"[]", None),
        (b'"a"', None),
        (b"", None),
        (b"{", None),
        (b'{"a":' * 5000, None),
    ],
)
def test_that_an_object_is_read_and_nothing_else(
    data: bytes | msgspec.Raw, expected: object
) -> None:
    assert object_of(data) == expected
