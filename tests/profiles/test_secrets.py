"""Secrets with keyrings of every temper."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring.errors
import pytest
from keyring.backends import fail, null

from scim_explorer.problems import EDIT_PROFILE, SecretUnavailable
from scim_explorer.profiles.profile import (
    PROXY,
    SIGN_IN,
    Auth,
    AuthKind,
    SecretHeader,
    SecretKind,
    SecretSource,
    header_slot,
)
from scim_explorer.profiles.secrets import (
    SERVICE,
    Keeping,
    KeyringBackend,
    NoKeyring,
    SecretStore,
    system_keyring,
)
from tests.profiles.samples import profile

ACME = profile()
IN_MEMORY = profile(
    auth=Auth(AuthKind.BEARER, source=SecretSource(SecretKind.SESSION)),
)


class MemoryKeyring:
    """A keyring that does what it should."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class FailingKeyring(MemoryKeyring):
    """A keyring whose every call raises."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


class HangingKeyring(MemoryKeyring):
    """A keyring that waits for a person who does not come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.unlocked.wait(60)
        return super().get_password(service, username)


def store_on(backend: KeyringBackend, timeout_s: float = 60.0) -> SecretStore:
    return SecretStore(backend=lambda: backend, timeout_s=timeout_s)


@pytest.fixture
def hanging() -> Iterator[HangingKeyring]:
    backend = HangingKeyring()
    yield backend
    backend.unlocked.set()


async def test_that_a_secret_is_kept_under_the_profile_id() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)

    await store.write(ACME, "s3cret")

    assert backend.entries == {(SERVICE, "p1"): "s3cret"}
    assert await store.read(ACME) == "s3cret"
    assert await store_on(backend).read(ACME) == "s3cret"
    assert store.status is Keeping.KEYRING


async def test_that_another_folder_keeps_its_secrets_apart(tmp_path: Path) -> None:
    backend = MemoryKeyring()
    usual = store_on(backend)
    portable = SecretStore(tmp_path, backend=lambda: backend)
    await usual.write(ACME, "usual")

    before = await portable.read(ACME)
    await portable.write(ACME, "portable")

    assert before is None
    assert await usual.read(ACME) == "usual"


async def test_fault_93_a_long_secret_is_cut_for_windows() -> None:
    backend = MemoryKeyring()

    await store_on(backend).write(ACME, "x" * 5000)

    assert max(map(len, backend.entries.values())) <= 1200
    assert await store_on(backend).read(ACME) == "x" * 5000


async def test_fault_94_a_secret_deleted_elsewhere_is_missing() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)
    await store.write(ACME, "s3cret")
    backend.entries.clear()

    assert await store.read(ACME) is None


async def test_fault_93_a_half_written_secret_asks_for_it_again() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)
    await store.write(ACME, "x" * 5000)
    del backend.entries[SERVICE, "p1#a1"]

    with pytest.raises(SecretUnavailable, match="Secret is incomplete") as caught:
        await store.read(ACME)

    assert "Enter the secret again" in caught.value.problem.hint


async def test_that_deleting_leaves_nothing() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)
    await store.write(ACME, "x" * 5000)
    await store.write(ACME, "y", PROXY)

    await store.delete("p1", (SIGN_IN, PROXY))
    await store.delete("p1")

    assert backend.entries == {}
    assert await store.read(ACME) is None


def no_keyring() -> KeyringBackend:
    raise NoKeyring


@pytest.mark.parametrize("kind", ["none", "backend that refuses"])
async def test_fault_92_without_a_keyring_secrets_last_for_the_session(kind: str) -> None:
    refusing = FailingKeyring(keyring.errors.NoKeyringError("no"))
    store = SecretStore(backend=no_keyring) if kind == "none" else store_on(refusing)

    found = await store.read(ACME)
    await store.write(ACME, "s3cret")

    assert found is None
    assert await store.read(ACME) == "s3cret"
    assert await store.read(ACME) == "s3cret"
    assert await store.check() is Keeping.SESSION_ONLY
    assert store.problem is not None
    await store.delete("p1")
    assert await store.read(ACME) is None


async def test_that_check_finds_a_keyring() -> None:
    assert await store_on(MemoryKeyring()).check() is Keeping.KEYRING


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (keyring.errors.KeyringLocked("s3cret"), "Keyring is locked"),
        (keyring.errors.InitError("s3cret"), "Keyring is locked"),
        (keyring.errors.KeyringError("s3cret"), "Secret not available"),
        (OSError("s3cret"), "Secret not available"),
        (ZeroDivisionError("s3cret"), "Secret not available"),
    ],
)
async def test_fault_92_a_keyring_that_fails_says_so_without_its_words(
    error: Exception, title: str
) -> None:
    store = store_on(FailingKeyring(error))

    with pytest.raises(SecretUnavailable) as caught:
        await store.read(ACME)

    assert caught.value.problem.title == title
    assert caught.value.problem.action == EDIT_PROFILE
    assert "Acme staging" in caught.value.problem.detail
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert store.status is Keeping.KEYRING


async def test_that_a_locked_keyring_can_be_gone_around_for_the_session() -> None:
    store = store_on(FailingKeyring(keyring.errors.KeyringLocked("locked")))

    await store.write(IN_MEMORY, "s3cret")

    assert await store.read(IN_MEMORY) == "s3cret"


async def test_that_a_session_only_secret_never_meets_the_keyring() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)
    await store.write(ACME, "old")

    await store.write(IN_MEMORY, "new")

    assert backend.entries == {}
    assert await store.read(IN_MEMORY) == "new"
    assert await store_on(backend).read(IN_MEMORY) is None


async def test_that_each_slot_keeps_a_secret_of_its_own() -> None:
    backend = MemoryKeyring()
    store = store_on(backend)
    slot = header_slot("X-Key")
    acme = profile(secret_headers=(SecretHeader("X-Key"),))

    await store.write(acme, "one")
    await store.write(acme, "two", slot)
    await store.delete(acme.id, (SIGN_IN,))

    assert await store.read(acme) is None
    assert await store_on(backend).read(acme, slot) == "two"


async def test_that_a_secret_from_a_variable_is_read_each_time_and_never_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = SecretSource(SecretKind.VARIABLE, "SCIM_TOKEN")
    acme = profile(auth=Auth(AuthKind.BEARER, source=source))
    backend = MemoryKeyring()
    store = store_on(backend)

    monkeypatch.setenv("SCIM_TOKEN", "one")
    first = await store.read(acme)
    monkeypatch.setenv("SCIM_TOKEN", "two")

    assert (first, await store.read(acme)) == ("one", "two")
    assert backend.entries == {}
    with pytest.raises(ValueError, match="not kept"):
        await store.write(acme, "three")


async def test_that_a_secret_from_a_command_leaves_the_loop_free() -> None:
    source = SecretSource(SecretKind.COMMAND, shlex.join((sys.executable, "-c", "print('s3cret')")))
    acme = profile(auth=Auth(AuthKind.BEARER, source=source))
    backend = MemoryKeyring()

    assert await store_on(backend).read(acme) == "s3cret"
    assert backend.entries == {}


async def test_that_a_command_that_fails_is_told_as_a_missing_secret() -> None:
    source = SecretSource(SecretKind.COMMAND, "no-such-program-here read")
    acme = profile(auth=Auth(AuthKind.BEARER, source=source))

    with pytest.raises(SecretUnavailable, match="no-such-program-here"):
        await store_on(MemoryKeyring()).read(acme)


async def test_fault_92_a_hanging_keyring_gives_up_in_time(hanging: HangingKeyring) -> None:
    store = store_on(hanging, timeout_s=0.05)

    with pytest.raises(SecretUnavailable, match="did not answer within"):
        await store.read(ACME)


async def test_fault_92_waiting_for_a_keyring_leaves_the_loop_free_and_can_be_cancelled(
    hanging: HangingKeyring,
) -> None:
    store = store_on(hanging)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(store.read(ACME))
        await asyncio.to_thread(hanging.asked.wait, 30)
        waiting.cancel()

    assert waiting.cancelled()


async def test_that_a_keyring_unlocked_late_still_answers(hanging: HangingKeyring) -> None:
    hanging.entries[SERVICE, "p1"] = "s3cret"
    store = store_on(hanging)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(store.read(ACME))
        await asyncio.to_thread(hanging.asked.wait, 30)
        hanging.unlocked.set()

    assert waiting.result() == "s3cret"


EXIT = """
import asyncio, time
from scim_explorer.problems import SecretUnavailable
from scim_explorer.profiles.secrets import SecretStore
from tests.profiles.samples import profile

class Sleeping:
    def get_password(self, service, username):
        time.sleep(60)

store = SecretStore(backend=Sleeping, timeout_s=0.2)
try:
    asyncio.run(store.read(profile()))
except SecretUnavailable as error:
    print(error.problem.title)
"""


def test_fault_92_a_hanging_keyring_does_not_hold_up_the_exit() -> None:
    run = subprocess.run(
        [sys.executable, "-c", EXIT], capture_output=True, text=True, check=True, timeout=30
    )

    assert (run.stdout, run.stderr) == ("Keyring did not answer\n", "")


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring])
def test_that_a_keyring_that_keeps_nothing_is_none(
    kind: type[fail.Keyring | null.Keyring], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", kind)

    with pytest.raises(NoKeyring):
        system_keyring()


def test_that_a_chain_of_keyrings_never_falls_back_to_plain_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    good = MemoryKeyring()
    chain = MemoryKeyring()
    monkeypatch.setattr(chain, "backends", [plain, good], raising=False)
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)

    assert system_keyring() is good
    monkeypatch.setattr(chain, "backends", [plain])
    with pytest.raises(NoKeyring):
        system_keyring()


def test_that_a_keyring_that_writes_plain_files_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})
    monkeypatch.setattr(keyring, "get_keyring", plain)

    with pytest.raises(NoKeyring):
        system_keyring()
