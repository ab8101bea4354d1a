"""A query decoded and as it leaves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.pages import Query
from scim_explorer.problems import InputError
from scim_explorer.protocol.paging import FIRST_BY_CURSOR
from scim_explorer.ui.models.wire_forms import wire_forms

BASE = "https://scim.acme.example/v2/"
TEXT = 'userName eq "a+b c&d\u00e9"'


@pytest.mark.parametrize("blank", ["%20", "+"])
def test_that_only_the_wire_form_is_encoded_and_blanks_as_asked(blank: str) -> None:
    forms = wire_forms(Query("/Users", TEXT, count=5, plus=blank == "+"), BASE)

    assert forms.decoded == f"/Users?filter={TEXT}&startIndex=1&count=5"
    encoded = "userName_eq_%22a%2Bb_c%26d%C3%A9%22".replace("_", blank)
    assert forms.url == (
        f"https://scim.acme.example/v2/Users?filter={encoded}&startIndex=1&count=5"
    )


def test_that_a_post_has_its_query_in_the_body() -> None:
    forms = wire_forms(Query("/Users", TEXT, method="POST"), BASE)

    assert forms.url == "https://scim.acme.example/v2/Users/.search"
    assert forms.decoded == ""
    assert json.loads(forms.body)["filter"] == TEXT


def test_that_a_cursor_takes_the_place_of_the_index() -> None:
    assert "?cursor=&count=" in wire_forms(Query("/Users"), BASE, FIRST_BY_CURSOR).url


@pytest.mark.parametrize(("text", "base"), [("a eq \ud800", BASE), ("", "nowhere")])
def test_that_what_cannot_be_sent_is_said(text: str, base: str) -> None:
    with pytest.raises(InputError):
        wire_forms(Query("/Users", text), base)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["%20", "+"]))
def test_that_decoding_gives_back_any_filter(text: str, blank: str) -> None:
    forms = wire_forms(Query("/Users", "x" + text, plus=blank == "+"), BASE)

    assert forms.decoded == f"/Users?filter=x{text}&startIndex=1&count=100"
