"""The bundled fonts: JetBrains Mono everywhere, Inter where the desktop has no font of its own."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from scim_explorer.resources_dir import resource_path
from scim_explorer.ui.theme import UI_PX

MONO_FILES = ("JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf")
UI_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
UI_FAMILY = "Inter"
# What Qt answers when no desktop names a font: aliases, and what they usually stand for.
_GENERIC_FAMILIES = {"", "sans", "sans serif", "serif", "monospace", "helvetica", "dejavu sans"}


def load_fonts(app: QApplication) -> None:
    """Register the bundled fonts and set the font of the program.

    Qt takes characters these fonts lack (CJK, Arabic, emoji) from the system's fonts.

    Raises:
        FileNotFoundError: A font file is missing; the installation is damaged.
        RuntimeError: A font file is damaged.
    """
    _register(MONO_FILES)
    font = QFont(app.font())
    if not has_desktop_font(font.family(), sys.platform):
        _register(UI_FILES)
        font = QFont(UI_FAMILY)
    font.setPixelSize(UI_PX)
    app.setFont(font)


def has_desktop_font(family: str, platform: str) -> bool:
    """Return whether ``family`` is a choice of the system, not Qt's stop-gap."""
    return not platform.startswith("linux") or family.lower() not in _GENERIC_FAMILIES


def _register(files: tuple[str, ...]) -> None:
    for name in files:
        if QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}"))) < 0:
            raise RuntimeError(f"font file {name} cannot be read")
