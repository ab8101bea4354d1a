"""What the command line asks of the window: a value that needs no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scim_explorer.demo.child import DemoProcess


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How to open the window.

    Attributes:
        profile: Name of the profile to open, "" for none.
        demo: The embedded endpoint to show, already on its way up in a child process (it starts
            while Qt is loaded). Whoever started it stops it.
        config_dir: Folder for profiles, log and settings in place of the user's own.
        screenshot: Render the window to this PNG once the first page is shown, then quit.
        theme: "light" or "dark" in place of the remembered one, "" for that.
        size: Width and height in logical pixels in place of the remembered ones.
    """

    profile: str = ""
    demo: DemoProcess | None = None
    config_dir: Path | None = None
    screenshot: Path | None = None
    theme: str = ""
    size: tuple[int, int] | None = None
