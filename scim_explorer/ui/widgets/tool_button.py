"""A button that is a picture: its words are in the tool tip and the accessible name."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from scim_explorer.ui.icons import set_icon


def tool_button(parent: QWidget, name: str, picture: str, words: str) -> QToolButton:
    """Return a button called ``name`` that shows the icon ``picture``."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setToolTip(words)
    button.setAccessibleName(words)
    set_icon(button, picture)
    return button
