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


def sentence_label(name: str, accessible_name: str, parent: QWidget | None = None) -> PlainLabel:
    """Return a label for sentences of any origin: it wraps, and its text can be selected."""
    label = PlainLabel("", parent)
    label.setObjectName(name)
    label.setAccessibleName(accessible_name)
    label.setWordWrap(True)
    # A word without an end must not widen the pane and push the docks aside.
    label.setMinimumWidth(1)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
