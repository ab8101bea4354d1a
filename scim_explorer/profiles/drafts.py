"""Unsent work on disk: one small JSON file a draft, a folder for each window.

While a window runs its folder is locked. What a window left behind, by a quit or by a crash, is
taken over by the next one that starts; two windows never touch each other's drafts.
"""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from scim_explorer.profiles.atomic_file import write_atomically
from scim_explorer.profiles.folder_lock import FolderLock

_log = logging.getLogger(__name__)
VERSION = 1
_SUFFIX, _DAMAGED, _TEMPORARY = ".json", ".damaged", ".tmp"


@dataclass(frozen=True, slots=True)
class SavedOperation:
    """One line of a hand-written PATCH, as typed."""

    op: str
    path: str
    value: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class SavedOriginal:
    """What the draft was begun on; ``text`` is empty for a resource that does not exist yet."""

    text: str = ""
    etag: str = ""
    exchange: int | None = None
    read_at: float | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it is kept. Who makes one has cut the secrets out.

    Attributes:
        id: Random; part of the file's name.
        profile: Profile id.
        endpoint: Of the resource type ("/Users").
        resource: Id of the resource, empty for a new one.
        name: What people call the resource.
        method: "PUT", "PATCH" or "POST".
        text: JSON as typed; it need not be JSON yet.
        patch_text: The PATCH body when it is edited as text, or None.
        saved_at: Seconds since 1970.
    """

    id: str
    profile: str
    endpoint: str
    resource: str
    name: str
    method: str
    text: str
    original: SavedOriginal
    operations: tuple[SavedOperation, ...] = ()
    patch_text: str | None = None
    saved_at: float = 0.0
    version: int = VERSION


def new_draft_id() -> str:
    """Return a random id that is safe as a part of a file name."""
    return secrets.token_hex(6)


class DraftStore:
    """The drafts of this window. Methods read and write at once, for a few milliseconds each.

    Not for two threads at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = folder / secrets.token_hex(6)
        self._lock: FolderLock | None = None

    def adopt(self) -> tuple[SavedDraft, ...]:
        """Take over what windows left behind that run no more; oldest first.

        A damaged file is renamed and stays, one of a newer version stays as it is.
        """
        found: list[SavedDraft] = []
        try:
            folders = [path for path in self.folder.iterdir() if path.is_dir()]
        except OSError:
            return ()
        for folder in folders:
            if folder != self.own:
                found += self._adopt_from(folder)
        return tuple(sorted(found, key=lambda draft: draft.saved_at))

    def save(self, draft: SavedDraft) -> None:
        """Write ``draft``; after a crash the file is the old or the new one.

        Raises:
            OSError: The old file is intact.
        """
        self._claim()
        write_atomically(self._path(draft.profile, draft.id), file_content(draft))

    def delete(self, profile_id: str, draft_id: str) -> None:
        """Delete the file of a draft; one that is gone already is no error.

        Raises:
            OSError: The disk refused.
        """
        self._path(profile_id, draft_id).unlink(missing_ok=True)

    def delete_profile(self, profile_id: str) -> None:
        """Delete every draft of an endpoint, those of other windows too.

        Raises:
            OSError: The disk refused.
        """
        if not self.folder.is_dir():
            return
        for path in self.folder.rglob(f"*{_SUFFIX}*"):
            if path.name.startswith(f"{profile_id}."):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the drafts to the next window."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            _remove_empty(self.own)

    # --- inside ------------------------------------------------------------------

    def _path(self, profile_id: str, draft_id: str) -> Path:
        return self.own / f"{profile_id}.{draft_id}{_SUFFIX}"

    def _claim(self) -> None:
        if self._lock is None:
            self.own.mkdir(parents=True, exist_ok=True, mode=0o700)
            # A window that starts just now may take the folder for a left one as long as it is
            # empty; the next write tries again.
            with contextlib.suppress(FileNotFoundError):
                self._lock = FolderLock.take(self.own)

    def _adopt_from(self, folder: Path) -> list[SavedDraft]:
        try:
            lock = FolderLock.take(folder)
            if lock is None:
                return []
            found = [self._move(path) for path in folder.glob(f"*{_SUFFIX}")]
            for rest in folder.glob(f".*{_TEMPORARY}"):
                rest.unlink(missing_ok=True)
            lock.release()
        except OSError as error:
            _log.warning("drafts not taken over: %s", type(error).__name__)
            return []
        _remove_empty(folder)
        return [draft for draft in found if draft is not None]

    def _move(self, path: Path) -> SavedDraft | None:
        self._claim()
        moved = self.own / path.name
        path.replace(moved)
        try:
            return read_draft(moved.read_bytes())
        except ValueError as error:
            _log.warning("draft not read: %s", type(error).__name__)
            moved.replace(self.folder / f"{path.name}{_DAMAGED}")
            return None


def file_content(draft: SavedDraft) -> bytes:
    """Return the bytes of a draft's file; every text survives, lone surrogates too."""
    text = json.dumps(asdict(draft), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "surrogatepass")


def read_draft(content: bytes) -> SavedDraft | None:
    """Return the draft in a file, None for one of a newer version.

    Raises:
        ValueError: The file is damaged.
    """
    try:
        fields = json.loads(content.decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise ValueError("too deep") from None
    if isinstance(fields, dict) and isinstance(fields.get("version"), int):
        if fields["version"] > VERSION:
            return None
        return msgspec.convert(fields, SavedDraft)
    raise ValueError("no version")


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
