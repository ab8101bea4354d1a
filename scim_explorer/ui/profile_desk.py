"""What can be done to saved endpoints: create, edit, duplicate, order, delete, in and out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from scim_explorer.problems import ExplorerError, InputError, Problem, SecretUnavailable
from scim_explorer.profiles.profile import (
    Auth,
    AuthKind,
    Environment,
    Profile,
    SecretKind,
    secret_sources,
    stored_slots,
)
from scim_explorer.profiles.secrets import Keeping
from scim_explorer.ui.dialogs.ask_dialog import ask
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.services import Services
from scim_explorer.ui.tasks import TaskScope

T = TypeVar("T")
_JSON_FILES = "JSON (*.json)"
_MAX_IMPORT_BYTES = 4 * 1024 * 1024


class ProfileDesk(QObject):
    """Keeps the list of endpoints and writes every change before it is shown.

    Signals:
        changed: The list is another one now.
        saved: A ``ProfileEdit`` that is stored, and where its secrets are, by slot.
        deleted: Id of a profile that is gone.
        failed: A ``Problem``.
        said: A short message for the status bar.
    """

    changed = Signal()
    saved = Signal(object, object)
    deleted = Signal(str)
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._temporary: list[Profile] = []
        self._profiles: tuple[Profile, ...] = ()
        self.tasks = TaskScope(self)
        self.tasks.failed.connect(self.failed)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Saved endpoints in their order, then the temporary ones."""
        return (*self._profiles, *self._temporary)

    def load(self) -> None:
        """Read the profile files; those that cannot be used are said, the others shown."""
        self._profiles = self._services.store.load()
        for problem in self._services.store.problems:
            self.failed.emit(problem)
        self.changed.emit()

    @property
    def restorable(self) -> dict[str, str]:
        """Ids of damaged profiles of which the version before is kept, and its name."""
        return self._services.store.restorable

    def restore(self, profile_id: str) -> None:
        """Bring the version before a damaged profile back."""
        store = self._services.store
        self._in_thread("restore", lambda: store.restore(profile_id), self._restored)

    def leave_aside(self, profile_id: str) -> None:
        """Offer the version before a damaged profile no more."""
        store = self._services.store
        self._in_thread("leave", lambda: store.leave_aside(profile_id), self._reload)

    def look_at_folder(self, told: Callable[[str], None]) -> None:
        """Say why nothing can be saved, if that is so."""
        self._in_thread("folder", self._services.store.why_read_only, told)

    def find(self, profile_id: str) -> Profile | None:
        return next((p for p in self.profiles if p.id == profile_id), None)

    def named(self, name: str) -> Profile | None:
        """Return the endpoint of this name, compared without case."""
        wanted = name.casefold()
        return next((p for p in self.profiles if p.name.casefold() == wanted), None)

    def is_temporary(self, profile_id: str) -> bool:
        """Say whether the endpoint lives only as long as this window (the demo)."""
        return any(profile.id == profile_id for profile in self._temporary)

    def add_temporary(self, profile: Profile) -> None:
        """Show an endpoint that is not saved, in place of one of the same id."""
        self._temporary = [p for p in self._temporary if p.id != profile.id] + [profile]
        self.changed.emit()

    def fresh(self) -> Profile:
        """Return a new, unsaved profile at the end of the list."""
        return Profile(
            id=self._services.store.new_id(),
            name="",
            base_url="",
            auth=Auth(AuthKind.BEARER),
            position=max((p.position for p in self._profiles), default=-1) + 1,
        )

    async def secret_states(self, profile: Profile) -> dict[str, str]:
        """Return where the secrets that the program keeps are, by slot.

        "stored", "session", "none", "no-keyring" or "unreadable".
        """
        slots = sorted(stored_slots(profile))
        return {slot: await self._secret_state(profile, slot) for slot in slots}

    async def _secret_state(self, profile: Profile, slot: str) -> str:
        secrets = self._services.secrets
        try:
            found = bool(await secrets.read(profile, slot))
            if not found and not _in_memory(profile, slot):
                await secrets.check()
        except SecretUnavailable:
            return "unreadable"
        in_memory = _in_memory(profile, slot) or secrets.status is Keeping.SESSION_ONLY
        if found:
            return "session" if in_memory else "stored"
        return "no-keyring" if secrets.status is Keeping.SESSION_ONLY else "none"

    def save(self, edit: ProfileEdit, failed: Callable[[Problem], None]) -> None:
        """Store a profile and its secret; ``saved`` or ``failed`` tells."""
        self.tasks.start(
            f"save {edit.profile.id}",
            self._save(edit),
            lambda states: self._saved(edit, states),
            failed,
        )

    def rename(self, profile_id: str, name: str) -> None:
        profile = self.find(profile_id)
        if profile is not None and not self.is_temporary(profile_id):
            self._store(replace(profile, name=name))
        else:
            self.changed.emit()

    def reorder(self, profile_ids: tuple[str, ...]) -> None:
        saved = tuple(i for i in profile_ids if not self.is_temporary(i))
        self._in_thread("reorder", lambda: self._services.store.reorder(saved), self._reload)

    def duplicate(self, profile_id: str) -> None:
        """Copy a profile; its secret stays with the original."""
        profile = self.find(profile_id)
        if profile is None:
            return
        if profile.environment is Environment.DEMO:
            profile = replace(profile, environment=Environment.DEV)

        def copy() -> Profile:
            made = self._services.store.duplicate(profile)
            self._services.store.save(made)
            return made

        self._in_thread("duplicate", copy, self._duplicated)

    def ask_delete(self, profile_id: str) -> None:
        """Ask, then delete profile, secret and log rows."""
        profile = self.find(profile_id)
        if profile is None or self.is_temporary(profile_id):
            return
        ask(
            self._window,
            lambda: self._delete(profile),
            title=self.tr("Delete the endpoint {0}?").format(profile.name),
            text=self.tr(
                "The profile, its secret in the keyring, its drafts and its requests in the log "
                "are deleted. Nothing is changed on the server."
            ),
            button=self.tr("&Delete endpoint"),
            typed_name=profile.name if profile.environment is Environment.PROD else "",
        )

    def ask_export(self) -> None:
        """Let the user pick a file for all saved profiles, without secrets."""
        dialog = QFileDialog(self._window, self.tr("Export endpoints without secrets"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_JSON_FILES)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("scim-endpoints.json")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def ask_import(self) -> None:
        """Let the user pick a file with profiles."""
        dialog = QFileDialog(self._window, self.tr("Import endpoints"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_JSON_FILES, self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.import_from(Path(name)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        text = self._services.store.export_profiles(self._profiles)
        self._in_thread(
            "export",
            lambda: path.write_text(text, encoding="utf-8"),
            lambda _done: self.said.emit(
                self.tr("{0} exported, without secrets").format(self._count(len(self._profiles)))
            ),
        )

    def import_from(self, path: Path) -> None:
        """Add the profiles of a file: read-only, without secret, not connected."""

        def read() -> int:
            if path.stat().st_size > _MAX_IMPORT_BYTES:
                raise InputError(Problem("Nothing imported", f"{path.name} is larger than 4 MB."))
            found = self._services.store.import_profiles(path.read_text(encoding="utf-8"))
            for profile in found:
                self._services.store.save(profile)
            return len(found)

        self._in_thread("import", read, self._imported)

    # --- inside ------------------------------------------------------------------

    async def _save(self, edit: ProfileEdit) -> dict[str, str]:
        profile, secrets = edit.profile, self._services.secrets
        self._refuse_taken_name(profile)
        if not self.is_temporary(profile.id):
            await asyncio.to_thread(self._services.store.save, profile)
        before = self.find(profile.id)
        stored = stored_slots(before) if before is not None else set()
        unused = edit.removed | (stored - stored_slots(profile))
        await secrets.delete(profile.id, sorted(unused))
        for slot, secret in edit.secrets.items():
            await secrets.write(profile, secret, slot)
        return await self.secret_states(profile)

    def _refuse_taken_name(self, profile: Profile) -> None:
        other = self.named(profile.name)
        if other is not None and other.id != profile.id:
            raise InputError(
                Problem(
                    "Profile not saved",
                    f'Another endpoint is called "{other.name}".',
                    "Choose another name: commands find endpoints by it.",
                )
            )

    def _saved(self, edit: ProfileEdit, states: dict[str, str]) -> None:
        if self.is_temporary(edit.profile.id):
            self.add_temporary(edit.profile)
        else:
            self._reload()
        self.saved.emit(edit, states)

    def _store(self, profile: Profile) -> None:
        try:
            self._refuse_taken_name(profile)
        except ExplorerError as error:
            self.failed.emit(error.problem)
            self.changed.emit()
            return
        self._in_thread("store", lambda: self._services.store.save(profile), self._reload)

    def _delete(self, profile: Profile) -> None:
        self.tasks.start("delete", self._delete_all(profile), lambda _done: self._gone(profile.id))

    async def _delete_all(self, profile: Profile) -> None:
        await asyncio.to_thread(self._services.store.delete, profile.id)
        await asyncio.to_thread(self._services.log.clear, profile.id)
        await self._services.secrets.delete(profile.id, stored_slots(profile))

    def _gone(self, profile_id: str) -> None:
        self._reload()
        self.deleted.emit(profile_id)

    def _duplicated(self, copy: Profile) -> None:
        self._reload()
        self.said.emit(self.tr('Duplicated as "{0}", without its secret').format(copy.name))

    def _restored(self, profile: Profile) -> None:
        self._reload()
        self.said.emit(self.tr('Restored "{0}" as it was before').format(profile.name))

    def _imported(self, count: int) -> None:
        self._reload()
        self.said.emit(
            self.tr("{0} imported, read-only, without secrets").format(self._count(count))
        )

    def _count(self, count: int) -> str:
        if count == 1:
            return self.tr("1 endpoint")
        return self.tr("{0} endpoints").format(str(count))

    def _reload(self, _result: object = None) -> None:
        self.load()

    def _in_thread(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.tasks.start(key, _translated(work), done)


def _in_memory(profile: Profile, slot: str) -> bool:
    source = secret_sources(profile).get(slot)
    return source is not None and source.kind is SecretKind.SESSION


async def _translated(work: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(work)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError(
            Problem("File not used", str(reason or "It is not text in UTF-8."))
        ) from error
