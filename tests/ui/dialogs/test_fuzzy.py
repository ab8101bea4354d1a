"""What the palette finds, and what it puts first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.ui.dialogs.fuzzy import best, score


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Copy as cURL"),
        ("copy", "Copy as cURL"),
        ("curl", "Copy as cURL"),
        ("curl copy", "Copy as cURL"),
        ("nr", "New request"),
        ("un", "userName"),
        ("setings", "Settings"),
        ("#118", "#118 PATCH /Users"),
        pytest.param("groß", "Große Gruppe", id="not ASCII"),
        pytest.param("i\u0307", "i\u0307x", id="a letter that changes its length in lower case"),
    ],
)
def test_that_it_is_found(query: str, text: str) -> None:
    assert score(query, text) is not None


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("copyz", "Copy as cURL"),
        ("copy json", "Copy as cURL"),
        pytest.param("crl", "", id="nothing to find it in"),
        pytest.param("eaet", "Delete the resource at once", id="letters scattered by chance"),
    ],
)
def test_that_it_is_not_found(query: str, text: str) -> None:
    assert score(query, text) is None


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("log", "Log", "Logical"),
        ("log", "Log in", "Request log"),
        ("log", "Request log", "Catalogue"),
        ("re", "Review changes", "Send and review"),
        ("users", "Users", "Users of the demo endpoint"),
        ("un", "userName", "Munich"),
    ],
)
def test_that_the_closer_text_comes_first(query: str, first: str, second: str) -> None:
    assert best(query, [second, first], str)[0] == first


def test_that_equals_keep_their_order_and_the_limit_cuts_the_rest() -> None:
    assert best("", ["b", "a", "c"], str, limit=2) == ("b", "a")


@given(st.text(max_size=30))
def test_that_every_text_answers_itself(text: str) -> None:
    assert score(text, text) is not None


@given(st.text(max_size=20), st.text(max_size=40))
def test_that_no_text_breaks_it(query: str, text: str) -> None:
    found = score(query, text)

    assert found is None or found >= 1
