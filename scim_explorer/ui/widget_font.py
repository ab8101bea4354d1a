"""Fonts of single widgets that follow the size of text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from scim_explorer.ui.theme import MONO_PX, UI_PX, mono_font, theme, ui_font


def set_ui_font(widget: QWidget, pixels: int = UI_PX, *, bold: bool = False) -> None:
    """Give ``widget`` the font of prose, at each size of text; a second call replaces the first.

    Args:
        widget: What the text stands in.
        pixels: Size at 100 %.
        bold: Semibold in place of regular.
    """
    _bind(widget, lambda: ui_font(pixels, bold=bold))


def set_mono_font(widget: QWidget, pixels: int = MONO_PX) -> None:
    """Give ``widget`` the font of ids, paths and code, as ``set_ui_font`` does."""
    _bind(widget, lambda: mono_font(pixels))


def _bind(widget: QWidget, make: Callable[[], QFont]) -> None:
    binding = widget.findChild(
        _FontBinding, options=Qt.FindChildOption.FindDirectChildrenOnly
    ) or _FontBinding(widget)
    binding.show_font(make)


class _FontBinding(QObject):
    """Makes its parent's font again when the size changes; dies with the parent."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._make: Callable[[], QFont] = ui_font
        theme().changed.connect(self._draw)

    def show_font(self, make: Callable[[], QFont]) -> None:
        self._make = make
        self._draw()

    def _draw(self) -> None:
        widget = self.parent()
        if isinstance(widget, QWidget):
            widget.setFont(self._make())
