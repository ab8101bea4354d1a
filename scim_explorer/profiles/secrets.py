"""Secrets of profiles: in the system's keyring, or in memory until the program ends.

A keyring may ask a person, hang, or be absent. Each call runs in a daemon thread with a limit, so
that neither the window nor the exit waits for it.
"""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Generic, Protocol, TypeVar, cast

from typing_extensions import override

from scim_explorer.problems import EDIT_PROFILE, Problem, SecretUnavailable
from scim_explorer.profiles.profile import Profile
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


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    """What a keyring call ended with."""

    value: T | None = None
    error: BaseException | None = None


class _Delivery(Generic[T]):
    """Puts what a block ends with into a future: backends raise classes of their own."""

    def __init__(self) -> None:
        self.future: Future[_Answer[T]] = Future()
        # From here on a cancel of whoever waits leaves the future alone.
        self.future.set_running_or_notify_cancel()

    def __enter__(self) -> Future[_Answer[T]]:
        return self.future

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is not None:
            self.future.set_result(_Answer(error=error))
        return True


def _in_daemon_thread(work: Callable[[], T]) -> Future[_Answer[T]]:
    delivery: _Delivery[T] = _Delivery()

    def run() -> None:
        with delivery as future:
            future.set_result(_Answer(work()))

    threading.Thread(target=run, name="keyring", daemon=True).start()
    return delivery.future


class SecretStore:
    """Reads and writes the secret of a profile.

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
            timeout_s: How long a person has to unlock the keyring.
        """
        self.status = Keeping.KEYRING
        self.problem: Problem | None = None
        self._prefix = "" if config_dir is None else _folder_prefix(config_dir)
        self._backend = backend
        self._timeout_s = timeout_s
        self._session: dict[str, str] = {}
        self._turn = threading.Lock()

    async def read(self, profile: Profile) -> str | None:
        """Return the secret of ``profile``, or None when none is kept.

        Raises:
            SecretUnavailable: The keyring is locked, slow, or has lost a part.
        """
        if self._is_in_session(profile):
            return self._session.get(profile.id)
        name = self._name(profile.id)
        return await self._ask(lambda entries: read_secret(entries, name), profile.name)

    def read_now(self, profile: Profile) -> str | None:
        """Do as ``read`` and block, for the command line."""
        if self._is_in_session(profile):
            return self._session.get(profile.id)
        name = self._name(profile.id)
        future = self._start(lambda entries: read_secret(entries, name))
        try:
            answer = future.result(self._timeout_s)
        except TimeoutError as error:
            raise SecretUnavailable(_slow(profile.name, self._timeout_s)) from error
        return self._said(answer, profile.name)

    async def write(self, profile: Profile, secret: str) -> None:
        """Keep ``secret``: in the keyring, or in memory when the profile or the system says so.

        Raises:
            SecretUnavailable: The keyring did not take it; the old one is still there.
        """
        if profile.session_only_secret:
            self.remember_for_session(profile.id, secret)
            # A keyring that is locked or slow is why people choose this.
            with suppress(SecretUnavailable):
                await self._forget_entry(profile.id)
            return
        name = self._name(profile.id)
        await self._ask(lambda entries: write_secret(entries, name, secret), profile.name)
        if self.status is Keeping.KEYRING:
            self._session.pop(profile.id, None)
        else:
            self.remember_for_session(profile.id, secret)

    async def delete(self, profile_id: str) -> None:
        """Delete the secret of a profile everywhere.

        Raises:
            SecretUnavailable: The keyring did not answer.
        """
        self._session.pop(profile_id, None)
        await self._forget_entry(profile_id)

    def remember_for_session(self, profile_id: str, secret: str) -> None:
        """Keep ``secret`` in memory; it goes before what the keyring holds."""
        self._session[profile_id] = secret

    async def check(self) -> Keeping:
        """Find out whether there is a keyring, without asking for a secret."""
        await self._ask(lambda _: None)
        return self.status

    def _is_in_session(self, profile: Profile) -> bool:
        return (
            profile.id in self._session
            or profile.session_only_secret
            or self.status is Keeping.SESSION_ONLY
        )

    def _name(self, profile_id: str) -> str:
        return self._prefix + profile_id

    async def _forget_entry(self, profile_id: str) -> None:
        if self.status is Keeping.KEYRING:
            name = self._name(profile_id)
            await self._ask(lambda entries: delete_secret(entries, name))

    def _start(self, work: Callable[[Entries], T]) -> Future[_Answer[T]]:
        def call() -> T:
            # Backends are not made for two threads at once.
            with self._turn:
                return work(_BackendEntries(self._backend()))

        return _in_daemon_thread(call)

    async def _ask(self, work: Callable[[Entries], T], profile_name: str = "") -> T | None:
        future = self._start(work)
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise SecretUnavailable(_slow(profile_name, self._timeout_s)) from error
        return self._said(answer, profile_name)

    def _said(self, answer: _Answer[T], profile_name: str) -> T | None:
        """Return what the keyring gave; None, and a new status, when there is no keyring."""
        error = answer.error
        if error is None:
            return answer.value
        if isinstance(error, NoKeyring) or type(error).__name__ == "NoKeyringError":
            self.status, self.problem = Keeping.SESSION_ONLY, _ABSENT
            return None
        # Not chained: the text of a foreign error may hold the secret.
        raise SecretUnavailable(_refused(profile_name, error))


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
