"""The file of the window's state, which two windows may write: what each saved by name is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from scim_explorer.profiles.folder_lock import turn
from scim_explorer.ui.models.saved_views import Saved, merged
from scim_explorer.ui.window_state import WindowState, load_state, save_state

SavedByType = Mapping[str, Saved]


class StateFile:
    """Knows what was in the file when this window last looked."""

    def __init__(self, path: Path, found: WindowState) -> None:
        """Begin with what was ``found`` at ``path``."""
        self._path = path
        self._base: SavedByType = found.saved

    def write(self, state: WindowState) -> dict[str, Saved]:
        """Write ``state``; return what is saved by name, by this and by other windows.

        Of the rest, the last window that writes decides.
        """
        with turn(self._path.parent):
            saved = together(self._base, state.saved, load_state(self._path).saved)
            save_state(self._path, replace(state, saved=saved))
        self._base = saved
        return saved


def together(base: SavedByType, own: SavedByType, other: SavedByType) -> dict[str, Saved]:
    """Return what two windows saved for each resource type; see ``merged``."""
    found = {
        key: merged(base.get(key, ()), own.get(key, ()), other.get(key, ()))
        for key in {*own, *other}
    }
    return {key: many for key, many in sorted(found.items()) if many}
