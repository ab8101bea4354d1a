"""Header fields as lines of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.header_lines import read_header_lines, write_header_lines


def test_that_names_values_and_repetitions_stay_as_written() -> None:
    text = "Accept: application/json\nX-Empty:\n\nx-a:  1 \r\nX-A: b:c"

    assert read_header_lines(text).headers == (
        ("Accept", "application/json"),
        ("X-Empty", ""),
        ("x-a", "1"),
        ("X-A", "b:c"),
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Accept", "colon is missing"),
        (" folded: value", "start of its line"),
        ("Bad name: x", "cannot have"),
        ("N\u00e4me: x", "cannot have"),
        (": x", "cannot have"),
    ],
)
def test_that_a_line_that_is_no_header_is_named_with_its_place(line: str, words: str) -> None:
    found = read_header_lines(f"Accept: x\n{line}\nPrefer: y")

    (problem,) = found.problems
    assert words in problem.detail
    assert problem.place is not None
    assert (problem.place.line, problem.place.start) == (2, 10)
    assert [name for name, _ in found.headers] == ["Accept", "Prefer"]


def test_that_all_faults_are_told_and_none_repeats_a_value() -> None:
    problems = read_header_lines("X secret\nY Z: secret").problems

    assert len(problems) == 2
    assert "secret" not in "".join(problem.one_line() for problem in problems)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", fullmatch=True),
            st.from_regex(r"([!-~]([ -~]*[!-~])?)?", fullmatch=True),
        )
    )
)
def test_that_what_is_written_is_read_again(headers: list[tuple[str, str]]) -> None:
    assert read_header_lines(write_header_lines(headers)).headers == tuple(headers)
