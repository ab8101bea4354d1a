"""A label that shows its text as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.widgets.state import set_look


class PlainLabel(QLabel):
    """A ``QLabel`` without rich text; invisible characters are written out.

    Qt guesses markup otherwise: sixteen nested tables in a server's text freeze a label for
    seconds, and an image tag loads a local file.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text of any origin; newlines break the line."""
        super().setText(visible(text, keep="\n"))

    @override
    def setText(self, text: str) -> None:
        self.set_text(text)

    def set_role(self, role: str) -> None:
        """Change the colour: "muted", "error", "warning", "ok", "accent" or ""."""
        set_look(self, "role", role)
