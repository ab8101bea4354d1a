"""Saved endpoints on disk: one JSON file a profile, so that two windows do not collide."""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from scim_explorer.problems import InputError, Problem
from scim_explorer.profiles.atomic_file import remove_stale, write_atomically
from scim_explorer.profiles.folder_lock import turn
from scim_explorer.profiles.kept_results import forget_kept
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.profile_json import file_content, read_file, secret_faults
from scim_explorer.profiles.profile_list import export_text, import_text
from scim_explorer.profiles.store_problems import (
    DAMAGED,
    moved_aside,
    of_newer_version,
    said,
    unreadable,
    unwritable,
)

__all__ = ["ProfileStore", "write_atomically"]

_BACKUP = ".earlier"
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_COPY_NUMBER = re.compile(r" \((\d{1,6})\)$")


class ProfileStore:
    """The folder of profiles. Methods read and write at once; they take a few milliseconds.

    Attributes:
        problems: What the last ``load`` could not use, one for each file.
        read_only_ids: Profiles written by a newer version; they are never written back.
        restorable: Ids of damaged profiles of which the version before is kept, and its name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: tuple[Problem, ...] = ()
        self.read_only_ids: frozenset[str] = frozenset()
        self.restorable: dict[str, str] = {}

    def load(self) -> tuple[Profile, ...]:
        """Return all profiles in their order. Damaged files are moved aside and named."""
        problems: list[Problem] = []
        newer: set[str] = set()
        profiles: list[Profile] = []
        for path in self._files(problems):
            try:
                loaded = read_file(path.read_bytes(), path.stem)
            except FileNotFoundError:
                continue
            except OSError as error:
                problems.append(unreadable(path, error))
                continue
            except InputError as error:
                problems.append(moved_aside(path, error.problem.detail))
                continue
            profiles.append(loaded.profile)
            if loaded.newer:
                newer.add(path.stem)
                problems.append(of_newer_version(loaded.profile.name, path))
        self.problems, self.read_only_ids = tuple(problems), frozenset(newer)
        self.restorable = self._restorable()
        return tuple(sorted(profiles, key=lambda p: (p.position, p.name.casefold(), p.id)))

    def _restorable(self) -> dict[str, str]:
        """Return what can be restored, whichever window or command put the damaged file aside."""
        found: dict[str, str] = {}
        for path in sorted(self.folder.glob(f"*{_BACKUP}")):
            if path.with_suffix(DAMAGED).exists() and not path.with_suffix(".json").exists():
                earlier = _readable(path)
                if earlier is not None:
                    found[path.stem] = earlier.name
        return found

    def why_read_only(self) -> str:
        """Return why nothing can be saved in the folder, "" when it can.

        It tries, with a file that is gone at once; a folder still to be made is not made.
        """
        folders = (self.folder, *self.folder.parents)
        folder = next((one for one in folders if one.exists()), self.folder)
        try:
            with tempfile.TemporaryFile(dir=folder):
                return ""
        except OSError as error:
            return f"{folder}: {said(error)}"

    def _files(self, problems: list[Problem]) -> list[Path]:
        try:
            remove_stale(self.folder)
            paths = sorted(self.folder.glob("*.json"))
        except OSError as error:
            problems.append(unreadable(self.folder, error))
            return []
        return [path for path in paths if _SAFE_ID.fullmatch(path.stem)]

    def save(self, profile: Profile) -> None:
        """Write ``profile``; after a crash the file is the old or the new one.

        Raises:
            InputError: The disk refused, the file is of a newer version, or a secret would be
                written to a file. The old file is intact.
        """
        with turn(self.folder):
            self._write(profile)

    def _write(self, profile: Profile) -> None:
        faults = secret_faults(profile)
        if faults:
            raise InputError(Problem("Profile not saved", " ".join(faults)))
        path = self._path(profile.id)
        previous = _content(path)
        if previous is not None and _is_newer(previous):
            raise InputError(
                replace(of_newer_version(profile.name, path), title="Profile not saved")
            )
        try:
            if previous is not None and _readable(path) is not None:
                write_atomically(path.with_suffix(_BACKUP), previous)
            write_atomically(path, file_content(profile, previous))
        except OSError as error:
            raise InputError(unwritable("Profile not saved", path, error)) from error

    def delete(self, profile_id: str) -> None:
        """Delete a profile and what is kept beside it; one that is gone already is no error.

        Raises:
            InputError: The disk refused.
        """
        path = self._path(profile_id)
        try:
            with turn(self.folder):
                path.unlink(missing_ok=True)
                path.with_suffix(_BACKUP).unlink(missing_ok=True)
                forget_kept(self.folder, profile_id)
        except OSError as error:
            raise InputError(unwritable("Profile not deleted", path, error)) from error

    def restore(self, profile_id: str) -> Profile:
        """Bring the version before a damaged one back.

        Raises:
            InputError: There is none, or the disk refused.
        """
        path = self._path(profile_id)
        earlier, content = _readable(path.with_suffix(_BACKUP)), _content(path.with_suffix(_BACKUP))
        if earlier is None or content is None:
            raise InputError(Problem("Profile not restored", "Its earlier version is gone."))
        try:
            with turn(self.folder):
                write_atomically(path, content)
        except OSError as error:
            raise InputError(unwritable("Profile not restored", path, error)) from error
        self.restorable.pop(profile_id, None)
        return replace(earlier, id=profile_id)

    def leave_aside(self, profile_id: str) -> None:
        """Offer the version before a damaged one no more; its file stays under another name.

        Raises:
            InputError: The disk refused.
        """
        path = self._path(profile_id).with_suffix(_BACKUP)
        try:
            path.replace(path.with_suffix(f"{_BACKUP}{DAMAGED}"))
        except FileNotFoundError:
            pass
        except OSError as error:
            raise InputError(unwritable("Profile not put aside", path, error)) from error
        self.restorable.pop(profile_id, None)

    def rename(self, profile_id: str, name: str) -> Profile:
        """Change the name only; what another window saved meanwhile is kept.

        Raises:
            InputError: The name is empty or taken, the profile is gone, or the disk refused.
        """
        wanted = name.strip()
        if not wanted:
            raise InputError(Problem("Profile not renamed", "The name is empty."))
        with turn(self.folder):
            return self._rename(profile_id, wanted)

    def _rename(self, profile_id: str, wanted: str) -> Profile:
        profiles = {profile.id: profile for profile in self.load()}
        if profile_id not in profiles:
            raise InputError(Problem("Profile not renamed", "The profile was deleted meanwhile."))
        others = (other for other in profiles.values() if other.id != profile_id)
        if _key(wanted) in {_key(other.name) for other in others}:
            raise InputError(Problem("Profile not renamed", f'"{wanted}" is taken.'))
        renamed = replace(profiles[profile_id], name=wanted)
        self._write(renamed)
        return renamed

    def reorder(self, ids: Sequence[str]) -> tuple[Profile, ...]:
        """Put profiles in the order of ``ids``; others keep their order behind them.

        Only positions that change are written, into what is on disk now.

        Returns:
            All profiles in the new order.

        Raises:
            InputError: The disk refused.
        """
        with turn(self.folder):
            return self._reorder(ids)

    def _reorder(self, ids: Sequence[str]) -> tuple[Profile, ...]:
        place = {profile_id: index for index, profile_id in enumerate(ids)}
        loaded = self.load()
        ordered = sorted(loaded, key=lambda p: place.get(p.id, len(place)))
        result = tuple(replace(profile, position=n) for n, profile in enumerate(ordered))
        before = {profile.id: profile.position for profile in loaded}
        for profile in result:
            if profile.position != before[profile.id] and profile.id not in self.read_only_ids:
                self._write(profile)
        return result

    def new_id(self) -> str:
        """Return a random id that is safe as a file name."""
        return secrets.token_hex(8)

    def unique_name(self, name: str) -> str:
        """Return ``name``, or ``name (2)`` and so on when it is taken."""
        return free_name(name, (profile.name for profile in self.load()))

    def duplicate(self, profile: Profile) -> Profile:
        """Return a copy with a new id and name, not saved yet and without a secret."""
        position = max((other.position for other in self.load()), default=-1) + 1
        name = self.unique_name(profile.name)
        return replace(profile, id=self.new_id(), name=name, position=position)

    def export_profiles(self, profiles: Iterable[Profile]) -> str:
        """Return JSON to hand around; it holds no secret."""
        return export_text(profiles)

    def import_profiles(self, text: str) -> tuple[Profile, ...]:
        """Return the profiles of an exported list, not saved yet.

        They are read-only, without a secret, at the end of the list, under free names;
        production stays production.

        Raises:
            InputError: The text is not such a list; every fault is named.
        """
        existing = self.load()
        names = [profile.name for profile in existing]
        position = max((profile.position for profile in existing), default=-1)
        imported: list[Profile] = []
        for read in import_text(text, self.new_id):
            position += 1
            name = free_name(read.name, names)
            names.append(name)
            imported.append(replace(read, name=name, position=position))
        return tuple(imported)

    def _path(self, profile_id: str) -> Path:
        if not _SAFE_ID.fullmatch(profile_id):
            raise ValueError(f"not fit for a file name: {profile_id!r}")
        return self.folder / f"{profile_id}.json"


def _key(name: str) -> str:
    return name.strip().casefold()


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return ``name``, or the first of ``name (2)``, ``name (3)`` ... that is not taken."""
    used = {_key(other) for other in taken}
    stem, number, candidate = _COPY_NUMBER.sub("", name.strip()), 1, name.strip()
    while _key(candidate) in used:
        number += 1
        candidate = f"{stem} ({number})"
    return candidate


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _readable(path: Path) -> Profile | None:
    try:
        return read_file(path.read_bytes(), path.stem).profile
    except (OSError, InputError):
        return None


def _is_newer(content: bytes) -> bool:
    try:
        return read_file(content, "any").newer
    except InputError:
        return False
