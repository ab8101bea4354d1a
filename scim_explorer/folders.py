"""Where the program keeps what it remembers; the window and the commands share these files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """The user's folders, or one folder for everything (``--config-dir``).

    Attributes:
        config: Profiles, settings and drafts.
        data: The request log.
        own: The folder given with ``--config-dir``, which has secrets of its own in the keyring;
            None for the user's folders.
    """

    config: Path
    data: Path
    own: Path | None = None

    @property
    def profiles(self) -> Path:
        return self.config / "profiles"

    @property
    def log(self) -> Path:
        return self.data / "log.sqlite3"

    @property
    def drafts(self) -> Path:
        return self.config / "drafts"

    @property
    def window_state(self) -> Path:
        return self.config / "window.json"


def user_folders(config_dir: Path | None = None) -> Folders:
    """Return the folders to use; none of them need exist."""
    if config_dir is not None:
        return Folders(config_dir, config_dir, config_dir)
    from platformdirs import user_config_path, user_data_path

    return Folders(
        user_config_path("scim-explorer", appauthor=False),
        user_data_path("scim-explorer", appauthor=False),
    )
