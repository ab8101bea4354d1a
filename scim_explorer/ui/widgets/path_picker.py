"""Attribute paths to tick, with a search field on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from scim_explorer.ui.models.path_list import PathListModel
from scim_explorer.ui.theme import SPACE_S, mono_font
from scim_explorer.ui.widgets.path_delegate import PathDelegate


class PathPicker(QWidget):
    """Search field and list; typing hides what does not hold the words."""

    def __init__(
        self, paths: Iterable[str], ticked: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = PathListModel(paths, ticked, self)
        self.search_edit = QLineEdit(self)
        self.search_edit.setObjectName("pathSearchEdit")
        self.search_edit.setAccessibleName(self.tr("Find an attribute"))
        self.search_edit.setPlaceholderText(self.tr("Find an attribute"))
        self.search_edit.setClearButtonEnabled(True)
        self.list = QListView(self)
        self.list.setObjectName("pathList")
        self.list.setAccessibleName(self.tr("Attributes"))
        self.list.setModel(self.model)
        self.list.setFont(mono_font())
        self.list.setItemDelegate(PathDelegate(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.setFocusProxy(self.search_edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.search_edit)
        layout.addWidget(self.list)

        self.search_edit.textChanged.connect(self._hide_others)
        self.model.modelReset.connect(self._hide_others)
        self.model.rowsMoved.connect(self._hide_others)

    def move_current(self, step: int) -> None:
        """Move the current path up (-1) or down (1)."""
        row = self.list.currentIndex().row()
        self.list.setCurrentIndex(self.model.index(self.model.move(row, step)))

    def clear_search(self) -> None:
        with QSignalBlocker(self.search_edit):
            self.search_edit.clear()
        self._hide_others()

    def _hide_others(self) -> None:
        words = self.search_edit.text().lower().split()
        for row in range(self.model.rowCount()):
            path = str(self.model.index(row).data(Qt.ItemDataRole.UserRole)).lower()
            self.list.setRowHidden(row, not all(word in path for word in words))
