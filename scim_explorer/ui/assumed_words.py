"""How it is said that documents of the RFC stand in for those a server did not give."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

_DESCRIBING = ("ResourceTypes", "Schemas")


def assumed_words(assumed: Iterable[str]) -> str:
    """Return a sentence on what describes the resources; "" when the server gave all of it.

    Args:
        assumed: As in ``SchemaSet.assumed``; how the server is configured does not matter here.
    """
    missing = [f"/{name}" for name in _DESCRIBING if name in assumed]
    if not missing:
        return ""
    words = QCoreApplication.translate(
        "assumed_words", "Assumed: the server gave no usable {0}; the RFC's own stand in."
    )
    return words.format(", ".join(missing))
