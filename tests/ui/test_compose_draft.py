"""A hand-made request as a value."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.urls import check_base_url
from scim_explorer.exchanges.redact import MASK
from scim_explorer.ui.compose_draft import ComposeDraft, target_of

BASE = check_base_url("https://scim.example/v2")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/Users", "/Users"),
        ("Users", "/Users"),
        ("  /Users ", "/Users"),
        ("?count=1", "?count=1"),
        ("", ""),
        ("https://scim.example/v2/Users?x=1", "/Users?x=1"),
        ("https://scim.example/v2", ""),
        ("https://other.example/Users", "https://other.example/Users"),
    ],
)
def test_target_of(path: str, target: str) -> None:
    assert target_of(path, BASE) == target


def test_that_secrets_are_not_kept() -> None:
    draft = ComposeDraft(
        "POST", "/Users?access_token=t0ps3cret", "Cookie: s3ss10n", '{"password": "pw", "a": 1}'
    )

    kept = draft.without_secrets()

    assert kept.body == f'{{"password": "{MASK}", "a": 1}}'
    assert not any(word in str(asdict(kept)) for word in ("t0ps3cret", "s3ss10n", "pw"))


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_that_any_body_without_secrets_is_kept_as_it_is(text: str) -> None:
    body = f"[{text}]".replace("=", "").replace('"', "")

    assert ComposeDraft(body=body).without_secrets().body == body
