"""Secrets of profiles: in the system's keyring, in memory until the program ends, or elsewhere.

A keyring may ask a person, hang, or be absent. Each call runs in a daemon thread with a limit, so
that neither the window nor the exit waits for it.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar, cast

from typing_extensions import override

from scim_explorer.problems import EDIT_PROFILE, Problem, SecretUnavailable
from scim_explorer.profiles.daemon_thread import Answer, in_daemon_thread
from scim_explorer.profiles.profile import (
    SIGN_IN,
    Profile,
    SecretKind,
    SecretSource,
    secret_sources,
)
from scim_explorer.profiles.secret_sources import from_command, from_variable
from scim_explorer.profiles.sharding import (
    Entries,
    IncompleteSecretError,
    delete_secret,
    read_secret,
    write_secret,
)

SERVICE = "scim-explorer"
TIMEOUT_S = 60.0

T = TypeVar("T")


class KeyringBackend(Protocol):
    """The part of a ``keyring`` backend that is used."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Keeping(StrEnum):
    """Where secrets are kept."""

    KEYRING = "keyring"
    SESSION_ONLY = "session-only"


class NoKeyring(Exception):  # noqa: N818  # reads as what happened
    """There is no keyring that keeps secrets from other people."""


def system_keyring() -> KeyringBackend:
    """Return the system's keyring; its import takes a quarter of a second.

    Raises:
        NoKeyring: There is none, or only one that writes plain files.
    """
    import keyring
    from keyring.backends import fail, null

    found = keyring.get_keyring()
    # A chain tries one after the other: its last one may be a plain file.
    for backend in getattr(found, "backends", (found,)):
        plain = type(backend).__module__.startswith("keyrings.alt")
        if not plain and not isinstance(backend, fail.Keyring | null.Keyring):
            return cast("KeyringBackend", backend)
    raise NoKeyring


class _BackendEntries(Entries):
    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    @override
    def get(self, name: str) -> str | None:
        return self._backend.get_password(SERVICE, name)

    @override
    def set(self, name: str, text: str) -> None:
        self._backend.set_password(SERVICE, name, text)

    @override
    def delete(self, name: str) -> None:
        self._backend.delete_password(SERVICE, name)


class SecretStore:
    """Reads and writes the secrets of profiles, each in a slot of its own.

    Attributes:
        status: ``SESSION_ONLY`` once it is known that there is no keyring.
        problem: Why, in the user's words, or None.
    """

    def __init__(
        self,
        config_dir: Path | None = None,
        *,
        backend: Callable[[], KeyringBackend] = system_keyring,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """Touch no keyring yet.

        Args:
            config_dir: A folder other than the user's own; its secrets are kept apart.
            backend: Returns the keyring or raises ``NoKeyring``; called in a thread.
            timeout_s: How long a person has to unlock the keyring or a command's vault.
        """
        self.status = Keeping.KEYRING
        self.problem: Problem | None = None
        self._prefix = "" if config_dir is None else _folder_prefix(config_dir)
        self._backend = backend
        self._timeout_s = timeout_s
        self._session: dict[str, str] = {}
        self._turn = threading.Lock()

    async def read(self, profile: Profile, slot: str = SIGN_IN) -> str | None:
        """Return the secret of ``profile`` in ``slot``, or None when none is kept.

        Raises:
            SecretUnavailable: The keyring is locked, slow, or has lost a part; or the variable
                or command that the profile names gives none.
        """
        source = _source(profile, slot)
        if source.kind is SecretKind.VARIABLE:
            return from_variable(source.text, os.environ)
        if source.kind is SecretKind.COMMAND:
            return await self._from_command(source.text)
        entry = _entry(profile.id, slot)
        if self._is_in_session(entry, source):
            return self._session.get(entry)
        name = self._prefix + entry
        return await self._ask(lambda entries: read_secret(entries, name), profile.name)

    async def write(self, profile: Profile, secret: str, slot: str = SIGN_IN) -> None:
        """Keep ``secret``: in the keyring, or in memory when the profile or the system says so.

        Raises:
            SecretUnavailable: The keyring did not take it; the old one is still there.
            ValueError: The profile takes this secret from elsewhere.
        """
        kind, entry = _source(profile, slot).kind, _entry(profile.id, slot)
        if kind in {SecretKind.VARIABLE, SecretKind.COMMAND}:
            raise ValueError("a secret that is taken from elsewhere is not kept")
        if kind is SecretKind.SESSION:
            self._session[entry] = secret
            # A keyring that is locked or slow is why people choose this.
            with suppress(SecretUnavailable):
                await self._forget_entry(entry)
            return
        name = self._prefix + entry
        await self._ask(lambda entries: write_secret(entries, name, secret), profile.name)
        if self.status is Keeping.KEYRING:
            self._session.pop(entry, None)
        else:
            self._session[entry] = secret

    async def delete(self, profile_id: str, slots: Iterable[str] = (SIGN_IN,)) -> None:
        """Delete secrets of a profile everywhere.

        Raises:
            SecretUnavailable: The keyring did not answer.
        """
        for slot in slots:
            entry = _entry(profile_id, slot)
            self._session.pop(entry, None)
            await self._forget_entry(entry)

    async def check(self) -> Keeping:
        """Find out whether there is a keyring, without asking for a secret."""
        await self._ask(lambda _: None)
        return self.status

    def _is_in_session(self, entry: str, source: SecretSource) -> bool:
        return (
            entry in self._session
            or source.kind is SecretKind.SESSION
            or self.status is Keeping.SESSION_ONLY
        )

    async def _forget_entry(self, entry: str) -> None:
        if self.status is Keeping.KEYRING:
            name = self._prefix + entry
            await self._ask(lambda entries: delete_secret(entries, name))

    async def _from_command(self, line: str) -> str:
        future = in_daemon_thread(lambda: from_command(line, self._timeout_s))
        answer = await asyncio.wrap_future(future)
        if isinstance(answer.error, SecretUnavailable):
            raise answer.error
        if answer.error is not None:
            # Not chained: the text of a foreign error may hold the secret.
            raise SecretUnavailable(_refused("", answer.error))
        return answer.value or ""

    def _start(self, work: Callable[[Entries], T]) -> Future[Answer[T]]:
        def call() -> T:
            # Backends are not made for two threads at once.
            with self._turn:
                return work(_BackendEntries(self._backend()))

        return in_daemon_thread(call)

    async def _ask(self, work: Callable[[Entries], T], profile_name: str = "") -> T | None:
        future = self._start(work)
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise SecretUnavailable(_slow(profile_name, self._timeout_s)) from error
        return self._said(answer, profile_name)

    def _said(self, answer: Answer[T], profile_name: str) -> T | None:
        """Return what the keyring gave; None, and a new status, when there is no keyring."""
        error = answer.error
        if error is None:
            return answer.value
        if isinstance(error, NoKeyring) or type(error).__name__ == "NoKeyringError":
            self.status, self.problem = Keeping.SESSION_ONLY, _ABSENT
            return None
        # Not chained: the text of a foreign error may hold the secret.
        raise SecretUnavailable(_refused(profile_name, error))


def _source(profile: Profile, slot: str) -> SecretSource:
    return secret_sources(profile).get(slot, SecretSource())


def _entry(profile_id: str, slot: str) -> str:
    return profile_id if slot == SIGN_IN else f"{profile_id} {slot}"


def _folder_prefix(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12] + "-"


_ABSENT = Problem(
    "No keyring on this computer",
    "Secrets are kept in memory and are gone when the program ends.",
)
_UNLOCK = "Unlock it and try again, or enter the secret for this session only."


def _of(profile_name: str) -> str:
    return f' for "{profile_name}"' if profile_name else ""


def _slow(profile_name: str, timeout_s: float) -> Problem:
    detail = f"The system keyring did not answer within {timeout_s:g} s{_of(profile_name)}."
    return Problem("Keyring did not answer", detail, _UNLOCK, action=EDIT_PROFILE)


def _refused(profile_name: str, error: BaseException) -> Problem:
    if isinstance(error, IncompleteSecretError):
        detail = f"The system keyring holds only a part of the secret{_of(profile_name)}."
        return Problem(
            "Secret is incomplete",
            detail,
            "Enter the secret again in the profile.",
            action=EDIT_PROFILE,
        )
    kind = type(error).__name__
    if "Lock" in kind or kind == "InitError":
        detail = f"The system keyring did not give the secret{_of(profile_name)}."
        return Problem("Keyring is locked", detail, _UNLOCK, action=EDIT_PROFILE)
    detail = f"The system keyring failed{_of(profile_name)} ({kind})."
    return Problem("Secret not available", detail, _UNLOCK, action=EDIT_PROFILE)
