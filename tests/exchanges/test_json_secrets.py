"""Values of secret attributes in JSON bytes."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.json_secrets import (
    names_secret,
    secret_values,
    string_value,
    walked_values,
)

NAMES = frozenset({"password"})


@pytest.mark.parametrize(
    "path",
    ["password", "PASSWORD", "urn:ietf:params:scim:schemas:core:2.0:User:password", "a.password"],
)
def test_that_a_path_is_known_by_its_last_steps(path: str) -> None:
    assert names_secret(path, NAMES)


@pytest.mark.parametrize("path", ["passwordHint", 'emails[password eq "x"].value', "userName"])
def test_that_other_paths_are_no_secret(path: str) -> None:
    assert not names_secret(path, NAMES)


@pytest.mark.parametrize(
    "operation",
    [
        b'{"path": "password", "value": s3 cret here}',
        b'{"value": "s3cret", "value": "here", "path": "password"}',
    ],
    ids=["no JSON yet", "twice"],
)
def test_that_the_whole_value_of_an_operation_is_found(operation: bytes) -> None:
    spans = secret_values(operation, NAMES)

    left = b"".join(operation[: span.start] + operation[span.end :] for span in spans)
    assert len(spans) == 1
    assert b"s3" not in left
    assert b"here" not in left


def test_that_a_key_without_a_value_finds_nothing() -> None:
    assert secret_values(b'{"password"', NAMES) == []


def test_that_ten_thousand_levels_do_no_harm() -> None:
    deep = b'{"password":' * 10_000 + b"1"

    assert secret_values(deep, NAMES)[0].end == len(deep)


@given(st.binary(max_size=200))
def test_that_any_bytes_can_be_walked(data: bytes) -> None:
    assert all(0 <= s.start < s.end <= len(data) for s in secret_values(data, NAMES))


def test_that_a_broken_string_is_read_as_far_as_possible() -> None:
    assert string_value(b'"abc') == "abc"


KEYS = ("password", "PassWord", "urn:x:password", "password.b", "value", "a", 'b"', "path")
SCALARS = st.none() | st.integers() | st.sampled_from((*KEYS, "null", "\\", 'password eq "x"'))
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(DOCUMENTS, st.none() | st.integers(0, 200))
def test_that_only_looking_near_names_finds_what_a_walk_finds(
    document: object, kept: int | None
) -> None:
    data = json.dumps(document).encode()[:kept]

    assert sorted(secret_values(data, NAMES)) == sorted(walked_values(data, NAMES))


@given(st.lists(st.sampled_from(('"password"', "password", ':"', '"', "{", "}", ",", "\\", "1 "))))
def test_that_only_looking_near_names_misses_nothing_in_broken_json(pieces: list[str]) -> None:
    data = "".join(pieces).encode()

    assert sorted(secret_values(data, NAMES)) == sorted(walked_values(data, NAMES))


def test_that_a_key_with_an_escaped_letter_is_found_beside_a_plain_one() -> None:
    data = b'{"password": "a", "p\\u0061ssword": "b"}'

    assert [data[s.start : s.end] for s in secret_values(data, NAMES)] == [b'"a"', b'"b"']


def test_that_looking_near_names_is_much_faster_than_a_walk() -> None:
    row = {"userName": "ada", "emails": [{"value": "a@b", "type": "work"}] * 4, "password": "x"}
    data = json.dumps([row] * 1000).encode()

    started = time.thread_time()
    walked_values(data, NAMES)
    walked = time.thread_time()
    secret_values(data, NAMES)
    looked = time.thread_time()

    assert looked - walked < (walked - started) / 3
