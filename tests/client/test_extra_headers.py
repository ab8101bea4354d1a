"""Extra header fields of a profile."""

from __future__ import annotations

import pytest

from scim_explorer.client.extra_headers import extra_header_problem


def test_that_a_plain_header_can_be_saved() -> None:
    assert extra_header_problem("X-Tenant", "acme") == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("X Tenant", "acme", id="not_a_name"),
        pytest.param("", "acme", id="no_name"),
        pytest.param("Host", "evil.example", id="set_by_the_program"),
        pytest.param("X-Http-Method-Override", "GET", id="another_method"),
        pytest.param("X-Api-Key", "acme", id="a_secret"),
        pytest.param("Cookie", "a=b", id="a_cookie"),
        pytest.param("X-Tenant", "a\nb", id="line_break"),
        pytest.param("X-Tenant", "\u00e9", id="not_ascii"),
    ],
)
def test_that_a_header_that_cannot_or_must_not_be_saved_is_refused(name: str, value: str) -> None:
    assert extra_header_problem(name, value) != ""


def test_that_the_reason_does_not_repeat_the_secret() -> None:
    assert "s3cr3t" not in extra_header_problem("X-Api-Key", "s3cr3t")
