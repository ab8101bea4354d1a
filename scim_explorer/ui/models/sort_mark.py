"""How the heading of a column shows that the rows are sorted by it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from scim_explorer.ui.icons import TABLE_ICON_PX, icon


class SortMark(NamedTuple):
    """An order and where it comes from.

    Attributes:
        path: Attribute path; "" for no order.
        is_doubted: True when the server sent the rows in another one.
        is_own: True when the loaded rows were sorted here.
    """

    path: str = ""
    descending: bool = False
    is_doubted: bool = False
    is_own: bool = False

    def words(self) -> str:
        """Return the heading in words, with a place for the path."""
        if self.is_own and self.descending:
            return _tr("{0}: the loaded rows are sorted here, descending")
        if self.is_own:
            return _tr("{0}: the loaded rows are sorted here, ascending")
        if self.is_doubted:
            return _tr("{0}: not sorted. The rows are not in the order that was asked for.")
        return _tr("{0}, sorted descending") if self.descending else _tr("{0}, sorted ascending")

    def icon(self) -> QIcon:
        if self.is_own:
            name = "arrow-down-wide-narrow" if self.descending else "arrow-up-narrow-wide"
            return icon(name, "accent", TABLE_ICON_PX)
        if self.is_doubted:
            return icon("triangle-alert", "warning", TABLE_ICON_PX)
        return icon("arrow-down" if self.descending else "arrow-up", "muted", TABLE_ICON_PX)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SortMark", text)
