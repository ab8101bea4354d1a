"""The doctor's report: whole, readable, and without a secret."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest

from scim_explorer import __version__
from scim_explorer.checks.report import (
    WORDS,
    Report,
    markdown,
    plain_text,
    sentence,
    target_of,
)
from scim_explorer.checks.steps import STEPS, StepResult, Verdict, failed, ok, result, warning
from scim_explorer.client.certificates import Certificate
from scim_explorer.profiles.profile import Profile
from tests.exchanges.samples import sample

CANARY = "canary-91ab-secret"
WHEN = datetime(2026, 11, 25, 14, 2, 31, tzinfo=UTC)
PROFILE = Profile("p1", "Acme staging", "https://scim.acme.example/scim/v2")
FAILED = result("http", failed("No SCIM at this address.", "Use .../scim/v2 instead."), [sample(7)])


def sound() -> list[StepResult]:
    return [result(step.id, ok("It is so.")) for step in STEPS]


def report(*results: StepResult, **changes: object) -> Report:
    made = Report(PROFILE, results or sound(), WHEN)
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def test_that_a_report_says_what_was_looked_at_when_and_by_what() -> None:
    lines = plain_text(report()).splitlines()

    assert lines[:5] == [
        "Connection doctor: Acme staging",
        "The connection is sound.",
        "Target: https://scim.acme.example/scim/v2",
        "Looked at: 2026-11-25 14:02:31 UTC",
        f"By: SCIM Explorer {__version__}",
    ]


def test_that_each_step_has_its_word_detail_time_numbers_and_advice() -> None:
    text = plain_text(report(FAILED))

    assert "FAILED   HTTP: No SCIM at this address. (30 ms, #7)\n" in text
    assert "         What to do: Use .../scim/v2 instead.\n" in text


@pytest.mark.parametrize("write", [plain_text, markdown])
def test_that_no_step_is_left_out(write: object) -> None:
    assert callable(write)
    text = write(report())

    assert [step.title for step in STEPS if step.title not in text] == []


def test_that_markdown_keeps_what_a_server_said_as_characters() -> None:
    hostile = result("http", failed("<img src=x> [click](http://evil) `code` *a* | b\n# head"))
    text = markdown(report(hostile))

    assert r"\<img src=x\> \[click\](http://evil) \`code\` \*a\* \| b \# head" in text
    assert text.startswith("# Connection doctor: Acme staging\n\n**Stopped after 1 of")
    assert "- **FAILED** HTTP: " in text


def test_that_a_number_is_no_link_to_an_issue_in_markdown() -> None:
    assert r"(30 ms, \#7)" in markdown(report(FAILED))


def test_that_lines_of_a_plain_report_fit_a_mail() -> None:
    long = result("http", warning("many words " * 40, "more of them " * 20))

    assert max(map(len, plain_text(report(long)).splitlines())) <= 100


@pytest.mark.parametrize("write", [plain_text, markdown])
@pytest.mark.parametrize(
    "url",
    [
        f"https://scim.acme.example/v2?token={CANARY}",
        f"https://me:{CANARY}@scim.acme.example/v2",
        f"https://scim.acme.example/v2#{CANARY}",
        f"me:{CANARY}@scim.acme.example",
        f"  https://scim.acme.example/v2?a=b#{CANARY} ",
    ],
)
def test_that_no_secret_of_the_base_url_comes_along(write: object, url: str) -> None:
    assert callable(write)
    text = write(report(profile=dataclasses.replace(PROFILE, base_url=url)))

    assert CANARY not in text
    assert "scim.acme.example" in text


@pytest.mark.parametrize("write", [plain_text, markdown])
@pytest.mark.parametrize(
    "said",
    [
        f"It asked for Authorization: Bearer {CANARY}",
        f"See https://me:{CANARY}@proxy.example/",
        f"redirects to https://a.example/?access_token={CANARY}",
    ],
)
def test_that_no_secret_in_a_servers_text_comes_along(write: object, said: str) -> None:
    assert callable(write)
    steps = (result("http", failed(said)), result("sign-in", failed("No.", hint=said)))

    assert CANARY not in write(report(*steps))
    assert CANARY not in write(report(*steps, clean=str))


@pytest.mark.parametrize("write", [plain_text, markdown])
def test_that_known_secrets_are_cut_out_of_every_text(write: object) -> None:
    assert callable(write)
    chain = (Certificate(f"CN={CANARY}", f"CN={CANARY}", names=(CANARY,)),)
    step = dataclasses.replace(
        result("tls", failed(f"a {CANARY}", f"b {CANARY}")), certificates=chain
    )
    profile = dataclasses.replace(PROFILE, name=CANARY, base_url=f"https://a.example/{CANARY}")
    made = report(step, profile=profile, clean=lambda text: text.replace(CANARY, "(cut)"))

    text = write(made)

    assert CANARY not in text
    assert "a (cut)" in text.replace("\\", "")


def test_that_certificates_stand_below_their_step_with_their_fingerprints() -> None:
    chain = (Certificate("CN=scim", "CN=CA", not_after=WHEN, fingerprint="AB:CD"),)
    step = dataclasses.replace(result("tls", ok("TLSv1.3.")), certificates=chain)

    text = " ".join(plain_text(report(step)).split())
    assert "certificate CN=scim, issued by CN=CA, valid until 2026-11-25, SHA-256 AB:CD" in text


def test_that_the_time_zone_is_told() -> None:
    there = timezone(timedelta(hours=2), "CEST")

    assert "14:02:31 CEST" in plain_text(report(when=WHEN.replace(tzinfo=there)))


def test_that_a_stopped_examination_is_not_called_sound() -> None:
    assert sentence(sound()[:5]) == "Stopped after 5 of 18 steps."
    assert sentence(sound()) == "The connection is sound."


def test_that_each_verdict_has_a_word() -> None:
    assert WORDS.keys() == set(Verdict)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/scim/v2", "https://a.example/scim/v2"),
        ("https://me:pw@a.example", "https://a.example"),
        ("a.example/v2?x=1", "a.example/v2"),
        ("", ""),
    ],
)
def test_that_a_target_is_told_without_what_may_be_secret(url: str, shown: str) -> None:
    assert target_of(url) == shown
