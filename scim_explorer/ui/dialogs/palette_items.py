"""What the palette offers, as values and a list model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from typing_extensions import override

from scim_explorer.ui.dialogs.fuzzy import best

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ITEM_ROLE = Role.UserRole + 1
RECENT_LIMIT = 10
_NO_PARENT = QModelIndex()
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._~@:-]*")
_SHORTEST_ID = 8


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line of the palette.

    Attributes:
        kind: What it is, in a word the user sees ("action", "endpoint", "tab").
        title: What it does or where it leads.
        detail: Second text beside the title.
        keys: Short cut as shown.
        enabled: Whether Enter runs it.
        why: Why it does not, when it does not.
        run: Called after the palette has closed.
        pinned: It answers the text by itself and stands first, whatever its title.
        remember: May come back among the last ones used. False for what names a resource:
            lists of the past hold no values of resources.
    """

    kind: str
    title: str
    detail: str = ""
    keys: str = ""
    enabled: bool = True
    why: str = ""
    run: Callable[[], None] = lambda: None
    pinned: bool = False
    remember: bool = True

    @property
    def key(self) -> str:
        """Name under which it is remembered."""
        return f"{self.kind}:{self.title}"


Source = Callable[[str], Sequence[PaletteItem]]
"""All there is to offer for a text; the palette ranks and cuts it."""


def ranked(
    text: str, items: Iterable[PaletteItem], recent: Sequence[str]
) -> tuple[PaletteItem, ...]:
    """Return what to show: the best answers, or for an empty text the last ones used."""
    everything = tuple(items)
    if not text.strip():
        by_key = {item.key: item for item in everything}
        found = tuple(by_key[key] for key in recent if key in by_key)
        return found[:RECENT_LIMIT] or everything[:RECENT_LIMIT]
    pinned = tuple(item for item in everything if item.pinned)
    others = (item for item in everything if not item.pinned)
    return pinned + best(text, others, lambda item: f"{item.title} {item.kind} {item.detail}")


def looks_like_id(text: str) -> bool:
    """Tell whether a resource id is more likely than words: long, unbroken, with a digit."""
    word = text.strip()
    return (
        len(word) >= _SHORTEST_ID
        and _ID.fullmatch(word) is not None
        and any(char.isdigit() for char in word)
    )


def action_items(
    actions: Iterable[QAction], kind: str, why: Callable[[str], str]
) -> list[PaletteItem]:
    """Return one item for each action.

    Args:
        actions: Named by ``objectName``.
        kind: The word for "action" in the user's language.
        why: Gives the reason why the action of that name is disabled.
    """
    return [
        PaletteItem(
            kind=kind,
            title=action.text().replace("&", "").removesuffix("..."),
            keys=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            enabled=action.isEnabled(),
            why=why(action.objectName()),
            run=action.trigger,
        )
        for action in actions
    ]


class PaletteModel(QAbstractListModel):
    """The items shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[PaletteItem, ...] = ()

    def show_items(self, items: tuple[PaletteItem, ...]) -> None:
        # Every key stroke is another question, so nothing of the old list is worth keeping.
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._items)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Role.DisplayRole:
            return item.title
        if role == Role.AccessibleTextRole:
            words = (item.title, item.kind, item.keys, "" if item.enabled else item.why)
            return ", ".join(word for word in words if word)
        return item if role == ITEM_ROLE else None
