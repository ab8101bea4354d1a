"""Curl commands, run through a real shell with a stand-in for curl."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scim_explorer.exchanges.curl import curl_command
from scim_explorer.exchanges.exchange import Headers
from scim_explorer.exchanges.redact import MASK, RedactionRules

URL = "https://scim.example/scim/v2/Users"
TOKEN = "T0ken'\"$(touch x)`id`"
CURL = """
curl() { printf '%s\\0' "$@"; case " $* " in *" @- "*) cat;; esac; }
"""


def arguments(command: str, *, token: str = "", secret: str = "") -> list[bytes]:
    """Return what curl would get as arguments; the last item is its standard input."""
    run = subprocess.run(
        ["bash", "--norc", "-c", f"{CURL}\n{command}"],
        capture_output=True,
        check=True,
        env={"SCIM_TOKEN": token, "SCIM_SECRET": secret, "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        input=b"",
    )
    assert run.stderr == b""
    return run.stdout.split(b"\0")


FIELD_VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30).map(
    str.strip
)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MANY
@given(value=FIELD_VALUES.filter(lambda v: bool(v) and "\x7f" not in v))
def test_fault_106_a_shell_hands_on_header_values_byte_for_byte(value: str) -> None:
    found = arguments(curl_command("GET", URL, (("X-Note", value),), None))

    assert found[:-1] == [URL.encode(), b"--header", f"X-Note: {value}".encode()]


@MANY
@given(body=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_fault_106_a_shell_hands_on_text_bodies_byte_for_byte(body: str) -> None:
    command = curl_command("PUT", URL, (("Content-Type", "text/plain"),), body.encode())

    assert sent_body(arguments(command)) == body.encode()


@MANY
@given(body=st.binary(min_size=1, max_size=80))
def test_fault_106_a_shell_hands_on_any_bytes(body: bytes) -> None:
    command = curl_command("POST", URL, (("Content-Type", "text/plain"),), body)

    assert sent_body(arguments(command)) == body


def sent_body(found: list[bytes]) -> bytes:
    if b"--data-raw" in found:
        return found[found.index(b"--data-raw") + 1]
    at = found.index(b"--data-binary")
    assert found[at + 1] == b"@-"
    return b"\0".join(found[at + 2 :])


@pytest.mark.parametrize("method", ["GET", "DELETE", "we'ird"])
def test_that_the_method_is_handed_on(method: str) -> None:
    found = arguments(curl_command(method, URL, (), b"{}"))

    assert found[:2] == [b"--request", method.encode()]


def test_fault_107_the_token_is_a_variable() -> None:
    headers: Headers = (("Authorization", f"Bearer {TOKEN}"),)

    command = curl_command("GET", URL, headers, None)

    assert '--header "Authorization: Bearer $SCIM_TOKEN"' in command
    assert TOKEN not in command
    assert MASK not in command
    assert b"Authorization: Bearer a$b" in arguments(command, token="a$b")


@pytest.mark.parametrize("body", [b'{"password":"hunter2","a":"it\'s"}', b'{"password":"h"}\0'])
def test_that_a_secret_in_the_body_is_a_variable_of_its_own(body: bytes) -> None:
    command = curl_command("POST", URL, (), body)

    assert "hunter2" not in command
    assert MASK not in command
    expected = body.replace(b'"hunter2"', b'"s3"').replace(b'"h"', b'"s3"')
    assert sent_body(arguments(command, secret="s3")) == expected


def test_fault_107_a_secret_in_a_form_is_a_variable() -> None:
    form = (("Content-Type", "application/x-www-form-urlencoded"),)

    command = curl_command("POST", URL, form, b"client_secret=two words;3&scope=a")

    assert sent_body(arguments(command, secret="s3")) == b"client_secret=s3&scope=a"


def test_that_a_mask_that_a_letter_follows_stays_a_variable() -> None:
    command = curl_command("GET", f"{URL}/{MASK}abc", (), None)

    assert f"{URL}/t0abc".encode() in arguments(command, token="t0")


def test_that_live_secrets_are_cut_out() -> None:
    rules = RedactionRules((TOKEN,))

    command = curl_command("GET", URL, (("X-Note", f"seen {TOKEN}"),), None, rules=rules)

    assert "T0ken" not in command


def test_fault_106_nothing_is_executed_or_read(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    hostile = f"$(touch {touched}); `touch {touched}`\n'; touch {touched} #"
    command = curl_command(
        "POST", f"{URL}?filter={hostile}", (("X", hostile), ("@file", "y")), f"@{hostile}".encode()
    )

    found = arguments(command)

    assert not touched.exists()
    assert f"@{hostile}".encode() in found
    assert not any(word.startswith(b"@file") for word in found)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("Host", "scim.example"), []),
        (("Content-Length", "12"), []),
        (("Accept-Encoding", "gzip"), [b"--compressed"]),
        (("X-Empty", ""), [b"--header", b"X-Empty;"]),
    ],
)
def test_that_curl_is_left_to_its_own_fields(header: tuple[str, str], words: list[bytes]) -> None:
    assert arguments(curl_command("GET", URL, (header,), None))[:-1] == [URL.encode(), *words]


def test_that_a_body_without_a_type_gets_none() -> None:
    found = arguments(curl_command("POST", URL, (), b"{}"))

    assert b"Content-Type:" in found


def test_that_brackets_and_dots_in_the_address_are_sent_as_they_are() -> None:
    found = arguments(curl_command("GET", f"{URL}/../x?filter=emails[a]", (), None))

    assert found[:2] == [b"--globoff", b"--path-as-is"]


def test_that_head_asks_for_the_head_only() -> None:
    assert arguments(curl_command("HEAD", URL, (), None))[0] == b"--head"
