"""Panels side by side where there is room, else one at a time behind tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.ui.theme import SPACE_M, SPACE_XS, theme
from scim_explorer.ui.widgets.plain_label import PlainLabel

_NARROW_PX, _LEAST_WIDTH_PX, _LEAST_HEIGHT_PX = 600, 260, 132
_SHARES = (30, 42, 28)
"""Of the width; why a row matches needs the most."""


class LabColumns(QWidget):
    """Each panel has its title above it, or on its tab.

    Signals:
        narrow_changed: Whether the panels stand behind tabs.
    """

    narrow_changed = Signal(bool)

    def __init__(
        self, panels: Sequence[tuple[str, QWidget]], below: tuple[str, QWidget], parent: QWidget
    ) -> None:
        """Put ``panels`` side by side, and what is ``below`` under all of them."""
        super().__init__(parent)
        self.tab_bar = QTabBar(self)
        self.tab_bar.setObjectName("labTabs")
        self.tab_bar.setAccessibleName(self.tr("Panels of the filter lab"))
        self.tab_bar.setDrawBase(False)
        self.tab_bar.setExpanding(False)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._titles: list[PlainLabel] = []
        self._columns: list[QWidget] = []
        self._was_narrow = False
        for title, panel in panels:
            self._add(title, panel)
        for place, share in enumerate(_SHARES[: len(panels)]):
            self._splitter.setStretchFactor(place, share)
        self._splitter.setSizes([share * 100 for share in _SHARES[: len(panels)]])
        self._below = below[1]
        self.tab_bar.addTab(below[0])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tab_bar)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self._below)
        self.tab_bar.currentChanged.connect(self._show)
        self._show()

    @property
    def is_narrow(self) -> bool:
        return self.width() < theme().pixels(_NARROW_PX)

    def _add(self, title: str, panel: QWidget) -> None:
        column = QWidget(self)
        label = PlainLabel(title, column, role="muted")
        label.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(label)
        layout.addWidget(panel, 1)
        self._titles.append(label)
        self._columns.append(column)
        self._splitter.addWidget(column)
        self.tab_bar.addTab(title)

    def _show(self) -> None:
        narrow, chosen = self.is_narrow, self.tab_bar.currentIndex()
        is_below = chosen == len(self._columns)
        if narrow != self._was_narrow:
            self._was_narrow = narrow
            self.narrow_changed.emit(narrow)
        self._splitter.setVisible(not (narrow and is_below))
        self._below.setVisible(not narrow or is_below)
        self.tab_bar.setVisible(narrow)
        for place, (title, column) in enumerate(zip(self._titles, self._columns, strict=True)):
            title.setVisible(not narrow)
            column.setVisible(not narrow or place == chosen)

    @override
    def minimumSizeHint(self) -> QSize:
        # The panels side by side need more, but then they are behind tabs.
        return QSize(theme().pixels(_LEAST_WIDTH_PX), theme().pixels(_LEAST_HEIGHT_PX))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
