"""The property ``state`` of a pane, which tests, style sheet and screenshots read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

STATES = frozenset(
    {"empty", "loading", "ready", "partial", "error", "offline", "readOnly", "stale"}
)


def set_state(pane: QWidget, state: str) -> None:
    """Set the property ``state``; several words ("ready readOnly") are parted by blanks.

    Raises:
        ValueError: A word is not a state.
    """
    if unknown := set(state.split()) - STATES:
        raise ValueError(f"no such state: {sorted(unknown)}")
    set_look(pane, "state", state)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and apply the sheet again if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
