from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keyring
import pytest
import pytest_asyncio
from keyring.errors import KeyringLocked
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete
from typing_extensions import override

from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import Folders, user_folders
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import (
    SIGN_IN,
    Auth,
    AuthKind,
    Environment,
    Profile,
    SecretKind,
    SecretSource,
)
from scim_explorer.profiles.secrets import SecretStore
from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.dialogs.ask_dialog import AskDialog
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.services import Services
from tests.gui.memory_keyring import MemoryKeyring
from tests.ui.sample_exchanges import exchange
from tests.ui.waiting import emitted, until_idle

CANARY = "canary-5f1d-token"


class LockedKeyring(MemoryKeyring):
    """One whose owner does not type the password."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


class Bench:
    """A desk over a folder, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folders: Folders = user_folders(folder)
        self.log = ExchangeLog.open(self.folders.log)
        self.store = ProfileStore(self.folders.profiles)
        self.window = QWidget()
        services = Services(self.store, SecretStore(folder), self.log, self.folders)
        self.desk = ProfileDesk(services, self.window)
        self.problems: list[Problem] = []
        self.said: list[str] = []
        self.desk.failed.connect(self.problems.append)
        self.desk.said.connect(self.said.append)
        self.window.show()

    @property
    def names(self) -> list[str]:
        return [profile.name for profile in self.desk.profiles]

    @property
    def names_on_disk(self) -> list[str]:
        return [profile.name for profile in self.store.load()]

    @property
    def question(self) -> AskDialog:
        (found,) = self.window.findChildren(AskDialog)
        return found

    def files(self) -> bytes:
        folder = self.folders.config
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    async def save(self, profile: Profile, **edit: Any) -> str:
        """Save as the editor does and return where the secret is."""
        secrets = {SIGN_IN: edit["secret"]} if "secret" in edit else {}
        removed = frozenset({SIGN_IN} if edit.get("remove_secret") else ())
        asked = ProfileEdit(profile, secrets, removed)
        _, states = await emitted(
            self.desk.saved, lambda: self.desk.save(asked, self.problems.append)
        )
        return str(states.get(SIGN_IN, "none"))

    async def state_of(self, profile: Profile) -> str:
        return (await self.desk.secret_states(profile)).get(SIGN_IN, "none")

    async def refused(self, profile: Profile, secret: str | None = None) -> Problem:
        edit = ProfileEdit(profile, {} if secret is None else {SIGN_IN: secret})
        await until_idle(self.desk.tasks, lambda: self.desk.save(edit, self.problems.append))
        return self.problems.pop()


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    made = Bench(tmp_path)
    for number, name in enumerate(("Acme", "Beta", "Gamma")):
        profile = Profile(f"p{number}", name, "https://scim.example", position=number)
        made.folders.profiles.mkdir(exist_ok=True)
        made.store.save(replace(profile, auth=Auth(AuthKind.BEARER)))
    made.desk.load()
    yield made
    await made.desk.tasks.aclose()
    delete(made.window)
    made.log.close()


async def test_that_a_token_goes_to_the_keyring_and_never_to_a_file(
    bench: Bench, vault: MemoryKeyring
) -> None:
    state = await bench.save(bench.desk.profiles[0], secret=CANARY)

    assert state == "stored"
    assert list(vault.entries.values()) == [CANARY]
    assert CANARY.encode() not in bench.files()


async def test_that_a_session_only_token_goes_nowhere(bench: Bench, vault: MemoryKeyring) -> None:
    auth = Auth(AuthKind.BEARER, source=SecretSource(SecretKind.SESSION))
    profile = replace(bench.desk.profiles[0], auth=auth)

    state = await bench.save(profile, secret=CANARY)

    assert state == "session"
    assert vault.entries == {}
    assert CANARY.encode() not in bench.files()


async def test_fault_92_without_a_keyring_the_token_lasts_for_the_session(bench: Bench) -> None:
    before = await bench.state_of(bench.desk.profiles[0])

    state = await bench.save(bench.desk.profiles[0], secret=CANARY)

    assert before == "no-keyring"
    assert state == "session"
    assert CANARY.encode() not in bench.files()


async def test_that_a_locked_keyring_is_said_and_nothing_is_lost(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", LockedKeyring)

    state = await bench.state_of(bench.desk.profiles[0])
    problem = await bench.refused(bench.desk.profiles[0], CANARY)

    assert state == "unreadable"
    assert problem.title == "Keyring is locked"
    assert CANARY not in f"{problem}"
    assert CANARY.encode() not in bench.files()


async def test_that_remove_takes_the_token_out_of_the_keyring(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(bench.desk.profiles[0], secret=CANARY)

    state = await bench.save(bench.desk.profiles[0], remove_secret=True)

    assert state == "none"
    assert vault.entries == {}


async def test_that_no_sign_in_needs_no_token(bench: Bench, vault: MemoryKeyring) -> None:
    await bench.save(bench.desk.profiles[0], secret=CANARY)

    await bench.save(replace(bench.desk.profiles[0], auth=Auth(AuthKind.NONE)))

    assert vault.entries == {}


async def test_that_a_saved_profile_keeps_its_stored_token(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(bench.desk.profiles[0], secret=CANARY)

    state = await bench.save(replace(bench.desk.profiles[0], notes="new"))

    assert state == "stored"
    assert list(vault.entries.values()) == [CANARY]


async def test_that_a_new_profile_stands_at_the_end(bench: Bench, vault: MemoryKeyring) -> None:
    bench.store.delete("p0")
    bench.desk.load()

    await bench.save(replace(bench.desk.fresh(), name="Delta"))

    assert bench.names == bench.names_on_disk == ["Beta", "Gamma", "Delta"]


async def test_that_a_draft_with_a_wrong_address_is_saved(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(replace(bench.desk.fresh(), name="Draft", base_url="not yet"))

    assert bench.store.load()[-1].base_url == "not yet"


async def test_that_a_name_that_is_taken_is_refused(bench: Bench, vault: MemoryKeyring) -> None:
    problem = await bench.refused(replace(bench.desk.profiles[0], name="bETA"))

    assert problem.detail == 'Another endpoint is called "Beta".'
    assert bench.names_on_disk == ["Acme", "Beta", "Gamma"]


async def test_that_a_rename_is_on_disk_before_it_is_shown(bench: Bench) -> None:
    await emitted(bench.desk.changed, lambda: bench.desk.rename("p1", "<b>New</b>"))

    assert bench.names == bench.names_on_disk == ["Acme", "<b>New</b>", "Gamma"]


async def test_that_a_rename_to_a_taken_name_is_said_and_the_old_one_shown_again(
    bench: Bench,
) -> None:
    await emitted(bench.desk.changed, lambda: bench.desk.rename("p1", "ACME"))

    assert bench.problems[0].detail == 'Another endpoint is called "Acme".'
    assert bench.names == ["Acme", "Beta", "Gamma"]


async def test_that_a_new_order_is_kept(bench: Bench) -> None:
    await emitted(bench.desk.changed, lambda: bench.desk.reorder(("p2", "p0", "p1")))

    assert bench.names == bench.names_on_disk == ["Gamma", "Acme", "Beta"]


async def test_that_a_duplicate_is_saved_without_the_secret(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(bench.desk.profiles[0], secret=CANARY)

    await emitted(bench.desk.said, lambda: bench.desk.duplicate("p0"))
    copy = bench.desk.profiles[-1]

    assert bench.names == bench.names_on_disk == ["Acme", "Beta", "Gamma", "Acme (2)"]
    assert bench.said == ['Duplicated as "Acme (2)", without its secret']
    assert await bench.state_of(copy) == "none"


async def test_that_a_copy_of_the_demo_is_an_endpoint_like_any_other(bench: Bench) -> None:
    demo = Profile("demo", "Demo", "http://127.0.0.1:1", environment=Environment.DEMO)
    bench.desk.add_temporary(demo)

    await emitted(bench.desk.said, lambda: bench.desk.duplicate("demo"))

    assert bench.store.load()[-1].environment is Environment.DEV


async def test_that_the_demo_is_shown_and_never_saved(bench: Bench) -> None:
    bench.desk.add_temporary(Profile("demo", "Demo", "http://127.0.0.1:1"))
    bench.desk.add_temporary(Profile("demo", "Demo", "http://127.0.0.1:2"))

    bench.desk.rename("demo", "Other")
    bench.desk.ask_delete("demo")
    await emitted(bench.desk.changed, lambda: bench.desk.reorder(("demo", "p2", "p1", "p0")))

    assert bench.names == ["Gamma", "Beta", "Acme", "Demo"]
    assert bench.desk.profiles[-1].base_url.endswith(":2")
    assert bench.names_on_disk == ["Gamma", "Beta", "Acme"]
    assert bench.window.findChildren(AskDialog) == []


async def test_that_delete_asks_and_takes_profile_secret_and_log(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(bench.desk.profiles[0], secret=CANARY)
    for number, endpoint in ((1, "p0"), (2, "p1")):
        bench.log.append(exchange(number, endpoint=endpoint)).result(10)
    bench.desk.ask_delete("p0")
    title = bench.question.windowTitle()

    (gone,) = await emitted(bench.desk.deleted, bench.question.yes_button.click)

    assert title == "Delete the endpoint Acme?"
    assert gone == "p0"
    assert bench.names == bench.names_on_disk == ["Beta", "Gamma"]
    assert vault.entries == {}
    assert [row.number for row in bench.log.newest()] == [2]


async def test_that_cancel_deletes_nothing(bench: Bench) -> None:
    bench.desk.ask_delete("p0")

    bench.question.cancel_button.click()

    assert not bench.desk.tasks.busy
    assert bench.names_on_disk == ["Acme", "Beta", "Gamma"]


async def test_that_production_is_deleted_by_typing_its_name(
    bench: Bench, vault: MemoryKeyring
) -> None:
    await bench.save(replace(bench.desk.profiles[0], environment=Environment.PROD))
    bench.desk.ask_delete("p0")
    locked = not bench.question.yes_button.isEnabled()

    QTest.keyClicks(bench.question.name_edit, "acme")
    await emitted(bench.desk.deleted, bench.question.yes_button.click)

    assert locked
    assert bench.names == ["Beta", "Gamma"]


async def test_fault_109_an_export_holds_no_secret_and_comes_back_read_only(
    bench: Bench, vault: MemoryKeyring, tmp_path: Path
) -> None:
    await bench.save(replace(bench.desk.profiles[0], environment=Environment.PROD), secret=CANARY)
    path = tmp_path / "out.json"

    await emitted(bench.desk.said, lambda: bench.desk.export_to(path))
    await emitted(bench.desk.said, lambda: bench.desk.import_from(path))

    imported = bench.desk.profiles[3:]
    assert CANARY not in path.read_text("utf-8")
    assert bench.said == [
        "3 endpoints exported, without secrets",
        "3 endpoints imported, read-only, without secrets",
    ]
    assert [p.name for p in imported] == ["Acme (2)", "Beta (2)", "Gamma (2)"]
    assert all(p.read_only for p in imported)
    assert imported[0].environment is Environment.PROD
    assert await bench.state_of(imported[0]) == "none"
    assert bench.names == bench.names_on_disk


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not json", "JSON"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"[]", ""),
        (json.dumps({"profiles": 7}).encode(), ""),
        (b" " * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
        (None, "No such file"),
    ],
    ids=["text", "bytes", "list", "number", "large", "missing"],
)
async def test_that_a_file_that_is_no_export_is_said_and_nothing_changes(
    bench: Bench, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "in.json"
    if content is not None:
        path.write_bytes(content)

    (problem,) = await emitted(bench.desk.failed, lambda: bench.desk.import_from(path))

    assert words in f"{problem.title} {problem.detail} {problem.hint}"
    assert bench.names_on_disk == ["Acme", "Beta", "Gamma"]


async def test_that_an_export_that_cannot_be_written_is_said(bench: Bench, tmp_path: Path) -> None:
    (problem,) = await emitted(
        bench.desk.failed, lambda: bench.desk.export_to(tmp_path / "no" / "out.json")
    )

    assert problem.detail == "No such file or directory"


async def test_that_files_are_asked_for_without_a_nested_loop(bench: Bench) -> None:
    bench.desk.ask_export()
    bench.desk.ask_import()

    dialogs = bench.window.findChildren(QFileDialog)
    shown = [dialog.isVisible() for dialog in dialogs]
    for dialog in dialogs:
        dialog.reject()
    assert shown == [True, True]


async def test_that_a_damaged_file_is_said_and_the_others_are_shown(bench: Bench) -> None:
    (bench.folders.profiles / "p1.json").write_text("{", "utf-8")

    bench.desk.load()

    assert bench.names == ["Acme", "Gamma"]
    assert [problem.title for problem in bench.problems] == ["Profile not read"]


async def test_that_a_name_is_found_in_any_case(bench: Bench) -> None:
    found = bench.desk.named("bETa")

    assert found is not None
    assert found.id == "p1"
    assert bench.desk.named("nobody") is None
