"""Text on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.commands.text import fitted, one_line, say, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Ada", 3),
        ("王伟", 4),
        pytest.param("e\u0301", 1, id="combining accent"),
        ("สมชาย", 5),
        ("", 0),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(max_size=30), st.integers(1, 20))
def test_that_fitted_text_takes_exactly_its_columns(text: str, columns: int) -> None:
    assert width(fitted(text, columns)) == columns


def test_that_a_cut_text_says_so() -> None:
    assert fitted("Albuquerque", 5) == "Albu\u2026"
    assert fitted("王伟王伟", 4) == "王\u2026 "


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x07", "\u202e", "a\nb", "\x9b31m"])
def test_that_no_control_of_a_server_reaches_the_terminal(
    evil: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(f"error: {evil}")

    printed = capsys.readouterr().err.removesuffix("\n")
    assert printed.isprintable()
    assert printed == f"error: {one_line(evil)}"
