"""Secrets from variables and commands."""

from __future__ import annotations

import shlex
import sys

import pytest

from scim_explorer.problems import EDIT_PROFILE, SecretUnavailable
from scim_explorer.profiles.secret_sources import LARGEST_OUTPUT, from_command, from_variable


def python(code: str) -> str:
    return shlex.join((sys.executable, "-c", code))


def test_that_a_variable_gives_its_value() -> None:
    assert from_variable("TOKEN", {"TOKEN": "s3cret"}) == "s3cret"


@pytest.mark.parametrize(("name", "said"), [("TOKEN", "TOKEN is not set"), ("", "names no")])
def test_that_a_variable_that_is_not_there_says_so(name: str, said: str) -> None:
    with pytest.raises(SecretUnavailable, match=said) as caught:
        from_variable(name, {"TOKEN": " "})

    assert caught.value.problem.action == EDIT_PROFILE


def test_that_a_command_gives_its_output_without_the_line_end() -> None:
    assert from_command(python("print(' s3cret ')"), 30) == " s3cret "


def test_that_nothing_in_a_command_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "s3cret")
    line = python("import sys; print(sys.argv[1:])") + " $TOKEN `id` 'a b' ; id"

    assert from_command(line, 30) == "['$TOKEN', '`id`', 'a b', ';', 'id']"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "names no command"),
        ("op 'read", "not closed"),
        ("no-such-program-here read", 'no program "no-such-program-here"'),
        (python("raise SystemExit(7)"), "ended with code 7"),
        (python("print()"), "printed nothing"),
        (python(f"print('x' * {LARGEST_OUTPUT + 1})"), "more than a secret"),
        (python("import sys; sys.stdout.buffer.write(b'\\xff')"), "not text in UTF-8"),
    ],
    ids=["empty", "quote", "absent", "fails", "silent", "huge", "binary"],
)
def test_that_a_command_that_gives_no_secret_says_why(line: str, said: str) -> None:
    with pytest.raises(SecretUnavailable, match=said):
        from_command(line, 30)


def test_that_what_a_failing_command_prints_is_in_no_text() -> None:
    code = "import sys; print('s3cret'); print('s3cret', file=sys.stderr); sys.exit(1)"

    with pytest.raises(SecretUnavailable) as caught:
        from_command(python(code), 30)

    assert "s3cret" not in caught.value.problem.one_line()


def test_that_a_command_that_waits_for_nobody_ends() -> None:
    with pytest.raises(SecretUnavailable, match=r"within 0\.2 s"):
        from_command(python("import threading; threading.Event().wait(30)"), 0.2)
