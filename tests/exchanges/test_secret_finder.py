"""Where secrets stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.secret_finder import (
    NO_RULES,
    RedactionRules,
    SecretFinder,
    credentials,
    finder_for,
    form_fields,
    parameters,
    text_spans,
    url_spans,
)
from scim_explorer.exchanges.secret_names import SecretNames
from scim_explorer.exchanges.spans import DecodedView, Span

FINDER = SecretFinder(RedactionRules(attributes=frozenset({"Pin"})))


@pytest.mark.parametrize("name", ["token", "code", "sig", "client_secret", "acc%65ss_token", "Key"])
def test_that_a_parameter_is_known_by_its_name(name: str) -> None:
    data = f"https://h/?a=1&{name}=value&b=2".encode()

    assert [data[s.start : s.end] for s in parameters(data)] == [b"value"]


@pytest.mark.parametrize("name", ["count", "startIndex", "filter", "postcode", "design"])
def test_that_other_parameters_are_left_alone(name: str) -> None:
    assert list(parameters(f"https://h/?{name}=value".encode())) == []


@pytest.mark.parametrize(
    "name",
    [
        *("client_secret", "client_assertion", "password", "refresh_token", "code", "assertion"),
        *("token", "code_verifier", "device_code", "subject_token", "client%5Fsecret", "Api-Key"),
        *("SAMLResponse", "\r\nclient_secret", "client_secret "),
    ],
)
def test_fault_104_a_field_of_a_form_is_known_by_its_name(name: str) -> None:
    data = f"{{a}}=1&{name}=two words#; and 'more'&b=2".encode()

    assert [data[s.start : s.end] for s in form_fields(data)] == [b"two words#; and 'more'"]


@pytest.mark.parametrize(
    "name",
    [
        *("grant_type", "scope", "client_id", "audience", "token_type", "token_type_hint"),
        *("client_assertion_type", "username", "redirect_uri", "expires_in"),
    ],
)
def test_that_other_fields_of_a_form_stay_readable(name: str) -> None:
    assert list(form_fields(f"{name}=value".encode())) == []


@pytest.mark.parametrize(
    ("text", "token"),
    [
        (b'{"detail":"Bearer abc123def refused"}', b"abc123def"),
        (b"<p>bearer abc.123-def</p>", b"abc.123-def"),
        (b'{"jwt":"eyJhbGciOi.eyJzdWIi.c2ln"}', b"eyJhbGciOi.eyJzdWIi.c2ln"),
    ],
)
def test_that_a_token_that_tells_what_it_is_is_found_in_a_body(text: bytes, token: bytes) -> None:
    assert [text[s.start : s.end] for s in credentials(text)] == [token]


@pytest.mark.parametrize(
    "text", [b"Bearer instruments, since 1907", b'"token_type":"Bearer"', b"eyJack.eyJill"]
)
def test_that_other_words_in_a_body_are_no_token(text: bytes) -> None:
    assert list(credentials(text)) == []


def test_that_user_and_password_are_one_span() -> None:
    data = b"see https://me:pw@host/a@b"

    assert [data[s.start : s.end] for s in url_spans(data)] == [b"me:pw"]


def test_that_words_about_signing_in_are_no_secret() -> None:
    text = b"The bearer token of this profile, basic authentication, digest algorithms"

    assert list(text_spans(text, frozenset())) == []


def test_that_a_field_of_the_profile_is_secret_in_a_text() -> None:
    data = b"X-Own: abc def\nX-Other: x"

    (span,) = text_spans(data, frozenset({"x-own"}))

    assert data[span.start : span.end] == b"abc def"


@pytest.mark.parametrize(
    "data", [b'{"PIN":1}', b'{"p\\u0069n":1}', b'"filter=p%69n eq 1"', b'{"Password":1}']
)
def test_that_a_name_is_noticed_in_any_spelling(data: bytes) -> None:
    assert FINDER.mentions_name(data)


@pytest.mark.parametrize("data", [b'{"userName":"ada"}', b"%20%22%40%5B", b'"\\u00e9\\u0027"'])
def test_that_a_clean_body_takes_the_fast_way(data: bytes) -> None:
    assert not FINDER.mentions_name(data)


def test_that_a_finder_is_made_once() -> None:
    assert finder_for(NO_RULES) is finder_for(RedactionRules())


SEGMENT = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?\Z)|[^\s"]+', re.DOTALL)


PIECES = r"""
password p%61ssword \u0070in \" " '"' eq %20eq%20 :
%22 x a%40b \\ \ % 1 'a' ,
"""


@given(
    st.lists(
        st.sampled_from([*PIECES.split(), " ", " eq ", '"a b"', "\n"]),
        max_size=20,
    ).map("".join)
)
def test_that_each_string_and_word_with_escapes_is_looked_at(text: str) -> None:
    data = text.encode()
    names = SecretNames(FINDER.names)

    found = set(FINDER.by_name(data))

    expected = set(names.values(data))
    for match in SEGMENT.finditer(data):
        segment, start = match[match.lastindex or 0], match.start(match.lastindex or 0)
        view = DecodedView(segment)
        if view.text != segment:
            spans = [view.span(span.start, span.end) for span in names.values(view.text)]
            expected |= {Span(span.start + start, span.end + start) for span in spans}
    assert found == expected
