"""Secrets that are taken from elsewhere each time: an environment variable, or a command's output.

They are never stored. A command runs without a shell, so that nothing in it is expanded; its
output never reaches a text of this module.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess  # a command of the user's own profile
from collections.abc import Mapping

from scim_explorer.problems import EDIT_PROFILE, Problem, SecretUnavailable

LARGEST_OUTPUT = 1024 * 1024
_TITLE = "Secret not available"


def from_variable(name: str, environment: Mapping[str, str]) -> str:
    """Return the value of an environment variable.

    Raises:
        SecretUnavailable: It is not set, or empty.
    """
    value = environment.get(name, "")
    if value.strip():
        return value
    said = f"The environment variable {name} is not set in this program, or is empty."
    raise _unavailable(
        said if name else "The profile names no environment variable.",
        "Set it before the program starts: variables set later are not seen.",
    )


def from_command(line: str, timeout_s: float) -> str:
    """Return what a command prints, without the line end after it. Blocks.

    Args:
        line: Program and arguments, quoted as in a POSIX shell, e.g. ``op read op://a/b/c``.
        timeout_s: A person may have to unlock a vault meanwhile.

    Raises:
        SecretUnavailable: It cannot be run, fails, takes too long, or prints nothing.
    """
    words = _words(line)
    program = words[0]
    if shutil.which(program) is None:
        raise _unavailable(f'There is no program "{program}" to ask for the secret.')
    try:
        done = subprocess.run(  # noqa: S603  # no shell; the line is the user's own
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unavailable(f'"{program}" gave no secret within {timeout_s:g} s.') from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _unavailable(f'"{program}" cannot be run: {why}.') from None
    if done.returncode != 0:
        raise _unavailable(
            f'"{program}" ended with code {done.returncode} and gave no secret.',
            "Run the command in a terminal to see what it says; it may want a sign-in first.",
        )
    return _text(done.stdout, program)


def _words(line: str) -> list[str]:
    try:
        words = shlex.split(line)
    except ValueError:
        raise _unavailable("A quotation mark in the command is not closed.") from None
    if not words:
        raise _unavailable("The profile names no command for the secret.")
    return words


def _text(output: bytes, program: str) -> str:
    if len(output) > LARGEST_OUTPUT:
        raise _unavailable(f'"{program}" printed more than a secret can be (1 MB).')
    try:
        text = output.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise _unavailable(f'What "{program}" printed is not text in UTF-8.') from None
    if not text.strip():
        raise _unavailable(f'"{program}" printed nothing.')
    return text


def _unavailable(detail: str, hint: str = "") -> SecretUnavailable:
    return SecretUnavailable(Problem(_TITLE, detail, hint, action=EDIT_PROFILE))
