"""Certificates in the words of the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scim_explorer.client.certificates import Certificate
from scim_explorer.ui.certificate_texts import certificate_text, validity

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begin", "end", "word"),
    [
        (NOW - DAY, NOW + DAY, "in date"),
        (NOW - 2 * DAY, NOW - DAY, "expired"),
        (NOW + DAY, NOW + 2 * DAY, "not yet"),
        (None, None, "in date"),
    ],
)
def test_that_dates_are_judged_by_the_day_of_the_look(
    begin: datetime | None, end: datetime | None, word: str
) -> None:
    said, role = validity(Certificate("a", "b", begin, end), NOW)

    assert said == word
    assert role == ("muted" if word == "in date" else "error")


def test_that_everything_a_certificate_says_has_a_line() -> None:
    one = Certificate("CN=scim", "CN=CA", NOW, NOW + DAY, ("a.example", "10.0.0.1"), "AB:CD")

    assert certificate_text(one).split("\n") == [
        "Subject: CN=scim",
        "Issuer: CN=CA",
        "For: a.example, 10.0.0.1",
        "Valid: 2026-11-25 12:00 UTC to 2026-11-26 12:00 UTC",
        "SHA-256: AB:CD",
    ]


def test_that_gaps_are_dashes_and_empty_lines_are_left_out() -> None:
    assert certificate_text(Certificate("", "")).split("\n") == [
        "Subject: \u2013",
        "Issuer: \u2013",
        "Valid: \u2013 to \u2013",
    ]


def test_that_hundreds_of_names_are_counted() -> None:
    names = tuple(f"h{number}.example" for number in range(200))

    assert "h11.example +188\n" in certificate_text(Certificate("a", "b", names=names))


def test_that_a_name_cannot_hide_what_follows() -> None:
    assert "\\u202E" in certificate_text(Certificate("CN=\u202egnp", "b"))
