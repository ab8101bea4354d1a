"""Reading positions out of JSON text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.problems import ProtocolError
from scim_explorer.protocol.json_codec import Json, Kind, scan, value_of

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)
JSON_ISH = st.text(st.sampled_from('{}[]",:\\u0123456789eE.+-truefalsn \n\t\ud800é<'), max_size=40)


@given(value=JSON, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_that_every_node_spans_the_text_of_its_value(
    value: Json, indent: int | None, *, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    document = scan(text)

    assert value_of(document, document.root) == value
    assert (document.root.start, document.root.end) == (0, len(text))


@given(JSON_ISH)
def test_that_a_text_the_standard_module_reads_is_read(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        return
    document = scan(text)
    assert repr(value_of(document, document.root)) == repr(expected)


@given(st.text() | JSON_ISH)
def test_that_any_other_text_is_a_problem_with_a_place(text: str) -> None:
    try:
        scan(text)
    except ProtocolError as error:
        place = error.problem.place
        assert place is not None
        assert 0 <= place.start <= place.end <= len(text)
        lines = text.split("\n")
        assert len("\n".join(lines[: place.line - 1])) <= place.start


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_fault_86_a_hundred_thousand_levels_are_refused_in_words(text: str) -> None:
    with pytest.raises(ProtocolError, match="more than 512 levels"):
        scan(text)


def test_that_exactly_the_allowed_levels_are_read() -> None:
    assert scan("[" * 512 + "]" * 512).root.kind is Kind.ARRAY


@pytest.mark.parametrize(
    ("text", "rule", "spot"),
    [
        ('{"a": 1, "a": 2}', "json.duplicate-key", '"a"'),
        (r'{"a": 1, "\u0061": 2}', "json.duplicate-key", r'"\u0061"'),
        ("\ufeff{}", "json.bom", "\ufeff"),
        ("[NaN]", "json.nan", "NaN"),
        ("[-Infinity]", "json.nan", "-Infinity"),
        ("[1e400]", "json.number-range", "1e400"),
        ("[9007199254740993]", "json.big-integer", "9007199254740993"),
        (r'["a\ud800b"]', "json.lone-surrogate", r"\ud8"),
        ('["a\ud800b"]', "json.lone-surrogate", "\ud800"),
        (r'["\\\ud83d\ude00\udc00"]', "json.lone-surrogate", r"\udc"),
        ('["caf\udce9"]', "json.not-utf8", "\udce9"),
        ('["a\tb"]', "json.control-character", "\t"),
        ('{"a\x00": 1}', "json.control-character", "\x00"),
    ],
)
def test_fault_88_what_strict_readers_refuse_is_a_fault_with_its_place(
    text: str, rule: str, spot: str
) -> None:
    (fault,) = scan(text).faults

    assert (fault.rule, text[fault.start : fault.end][: len(spot)]) == (rule, spot)


@pytest.mark.parametrize(
    "text",
    [
        r'["\ud83d\ude00", "\\ud800", "é"]',
        '\t{\t"a":\t9007199254740992}\n',
        "[1.0, -0, 1e300, 0.1000000000000000055511151231257827]",
    ],
)
def test_that_valid_text_has_no_faults(text: str) -> None:
    assert scan(text).faults == ()


def test_that_ten_thousand_faults_are_not_all_kept() -> None:
    assert len(scan("[" + ",".join(["NaN"] * 10_000) + "]").faults) < 1_000
