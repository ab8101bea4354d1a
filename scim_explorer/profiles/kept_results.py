"""What checks found of an endpoint, kept beside its profile: a file for each resource type.

The text is that of the check; it holds no value of a resource and no secret.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from scim_explorer.problems import InputError
from scim_explorer.profiles.atomic_file import write_atomically
from scim_explorer.profiles.store_problems import unwritable

_SUFFIX = ".operators"
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_MOST_BYTES = 4 * 1024 * 1024


def read_kept(folder: Path, profile_id: str, resource_type: str) -> str | None:
    """Return what was kept last; None when there is nothing that can be read."""
    path = _file(folder, profile_id, resource_type)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def keep(folder: Path, profile_id: str, resource_type: str, text: str) -> None:
    """Replace what was kept, mode 0600.

    Raises:
        InputError: The disk refused; what was kept before is intact.
    """
    path = _file(folder, profile_id, resource_type)
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise InputError(unwritable("Result not kept", path, error)) from error


def forget_kept(folder: Path, profile_id: str) -> None:
    """Delete all that was kept of an endpoint.

    Raises:
        OSError: The disk refused.
    """
    own = _folder(folder, profile_id)
    if own.is_dir() and not own.is_symlink():
        for path in own.iterdir():
            path.unlink()
        own.rmdir()


def _folder(folder: Path, profile_id: str) -> Path:
    if not _SAFE_ID.fullmatch(profile_id):
        raise ValueError(f"not fit for a file name: {profile_id!r}")
    return folder / f"{profile_id}{_SUFFIX}"


def _file(folder: Path, profile_id: str, resource_type: str) -> Path:
    """Return the file of a type; its name is the server's, and may be none for a file."""
    plain = re.sub(r"[^a-z0-9]", "", resource_type.lower())[:32]
    mark = hashlib.sha256(resource_type.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return _folder(folder, profile_id) / f"{plain}-{mark}.json"
