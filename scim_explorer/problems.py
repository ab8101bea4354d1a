"""Errors the user can act on. Qt-free.

Everything the program expects to go wrong (a refused connection, a 401, a reply that is not
JSON, a locked keyring) is an ``ExplorerError`` that carries a ``Problem``. Anything else is a
bug and is left to the crash handler.

    ExplorerError
    +-- NoReplyError      the request left or tried to leave, and no full answer came back
    +-- WriteRefused      the write guard stood in the way; nothing was sent
    +-- WaitStopped       the user ended a wait before the request had left; nothing was sent
    +-- AnswerError       the server answered with an error status
    +-- ProtocolError     the server answered, and the answer cannot be used
    +-- SecretUnavailable the keyring did not give the secret
    |   +-- NoTokenError  a token endpoint gave no token for it
    +-- InputError        what the user gave (a file, a profile, an argument) cannot be used
"""

from __future__ import annotations

from dataclasses import dataclass

EDIT_PROFILE, READ_AGAIN, RUN_DOCTOR = "edit-profile", "read-again", "run-doctor"
CHECK_OPERATORS = "check-operators"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text, so that an editor can underline it.

    Attributes:
        start: 0-based character offset.
        end: 0-based character offset, exclusive.
        line: 1-based.
        column: 1-based, in characters.
    """

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure, worded for the person at the screen.

    Attributes:
        title: What did not happen, at most one line ("Sign-in refused").
        detail: What the other side said or did; URL without its query, never a secret.
        hint: One thing to do; empty when there is no honest advice.
        exchange: Number of the exchange in the log, for the link ``#118``.
        place: Where in the user's text, when it has a place.
        action: What the window can do about it, a key such as ``EDIT_PROFILE``; "" for nothing.
    """

    title: str
    detail: str
    hint: str = ""
    exchange: int | None = None
    place: Place | None = None
    action: str = ""

    def one_line(self) -> str:
        """Return title, detail and hint as one line for a terminal."""
        return " ".join(f"{self.title}: {self.detail} {self.hint}".split())


class ExplorerError(Exception):
    """Base of all expected failures."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}: {problem.detail}")
        self.problem = problem


class NoReplyError(ExplorerError):
    """No complete answer arrived. For a write the outcome is unknown."""


class WriteRefused(ExplorerError):  # noqa: N818  # reads as what happened
    """The write guard refused; nothing left this computer."""


class WaitStopped(ExplorerError):  # noqa: N818
    """The user ended a wait; what waited has not left this computer."""


class AnswerError(ExplorerError):
    """The server answered with a status of 300 or more.

    Attributes:
        status: The HTTP status.
        scim_type: ``scimType`` of the SCIM error, or "".
    """

    def __init__(self, problem: Problem, status: int, scim_type: str = "") -> None:
        super().__init__(problem)
        self.status = status
        self.scim_type = scim_type


class ProtocolError(ExplorerError):
    """The server answered, and the answer cannot be used."""


class SecretUnavailable(ExplorerError):  # noqa: N818
    """The keyring is missing, locked, slow, or has lost the item."""


class NoTokenError(SecretUnavailable):
    """The secret is there, and the token endpoint gave no token for it."""


class InputError(ExplorerError):
    """A file, a profile or an argument cannot be used."""
