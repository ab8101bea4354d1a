"""The connection in a few words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from scim_explorer.client.session import Connection
from scim_explorer.client.urls import BaseUrl, check_base_url
from scim_explorer.profiles.profile import Environment, Profile, Tls
from scim_explorer.ui.connection_words import connection_words, token_words
from tests.client.memory_log import profile

NOW = 1_800_000_000.0


@dataclass
class Connected:
    """A session as the status bar sees it."""

    profile: Profile = field(default_factory=profile)
    base: BaseUrl = field(default_factory=lambda: check_base_url("https://a.example"))
    connection_state: Connection = Connection.ANSWERING
    sign_in_ends_at: float | None = None


def test_that_a_checked_connection_and_its_token_are_named() -> None:
    words = connection_words(Connected(sign_in_ends_at=NOW + 42 * 60 + 5), NOW)

    assert words.text == "Connected, TLS, token valid 42 min"
    assert words.role == ""
    assert words.tip == "The token ends at 2027-01-15 08:42:05 UTC"


def test_fault_41_an_unchecked_certificate_stays_in_the_status_bar() -> None:
    off = profile(tls=Tls(verify=False))
    words = connection_words(Connected(off), NOW)

    assert (words.text, words.role) == ("Connected, TLS unchecked", "error")
    prod = profile(tls=Tls(verify=False), environment=Environment.PROD)
    assert connection_words(Connected(prod), NOW).text == "Connected, TLS"


def test_that_plain_http_claims_no_tls() -> None:
    plain = Connected(base=check_base_url("http://127.0.0.1"))

    assert connection_words(plain, NOW).text == "Connected"


def test_that_an_ended_token_is_an_error() -> None:
    words = connection_words(Connected(sign_in_ends_at=NOW - 1), NOW)

    assert (words.text, words.role) == ("Connected, TLS, token ended", "error")


@pytest.mark.parametrize(
    ("left_s", "said"),
    [
        (0.0, "token ended"),
        (59.0, "token valid less than 1 min"),
        (61.0, "token valid 1 min"),
        (7200.0, "token valid 2 h"),
        (86_400.0 * 90, "token valid 90 days"),
    ],
)
def test_that_what_is_left_is_told_in_one_unit(left_s: float, said: str) -> None:
    assert token_words(left_s) == said
