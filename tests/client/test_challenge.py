"""What a refused bearer token is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.challenge import bearer_error


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('Bearer realm="a", error="invalid_token"', "invalid_token"),
        (
            'Bearer error="invalid_token", error_description="The access token expired"',
            "invalid_token: The access token expired",
        ),
        (
            'bearer error=insufficient_scope , scope="scim.read scim.write"',
            "insufficient_scope (scope scim.read scim.write)",
        ),
        ('Basic realm="x, y", Bearer error="a\\"b"', 'a"b'),
        ('Bearer realm="error=invalid_token"', ""),
        ('Basic realm="Bearer", error="no"', ""),
        ('Bearer error="a", DPoP error="b"', "a"),
        ("Bearer", ""),
        ('Bearer error="cut short', ""),
        ("", ""),
    ],
)
def test_that_the_error_of_a_bearer_challenge_is_read(value: str, said: str) -> None:
    assert bearer_error((("WWW-Authenticate", value),)) == said


def test_that_each_of_several_challenges_is_looked_at() -> None:
    headers = (
        ("Date", "x"),
        ("WWW-Authenticate", 'Basic realm="x"'),
        ("www-authenticate", 'Bearer error="invalid_token"'),
    )

    assert bearer_error(headers) == "invalid_token"


@given(st.text('Bearer="\\, \n', max_size=60))
def test_that_any_field_is_read_or_passed_over(value: str) -> None:
    said = bearer_error((("WWW-Authenticate", f"Bearer error={value}"),))

    assert "\n" not in said
