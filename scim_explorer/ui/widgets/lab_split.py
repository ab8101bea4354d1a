"""The filter lab above the list; without room for both, the lab alone while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from scim_explorer.ui.theme import theme

_LOW_PX = 340


class LabSplit(QSplitter):
    """Has the list alone until there is a lab, and follows it when it is shown or hidden."""

    def __init__(self, body: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._body = body
        self._lab: QWidget | None = None
        self.setChildrenCollapsible(False)
        self.addWidget(body)

    def add_lab(self, lab: QWidget) -> None:
        """Put the lab above the list."""
        self._lab = lab
        self.insertWidget(0, lab)
        self.setStretchFactor(1, 1)
        lab.installEventFilter(self)
        self._share()

    def _share(self) -> None:
        is_low = self.height() < theme().pixels(_LOW_PX)
        self._body.setVisible(self._lab is None or self._lab.isHidden() or not is_low)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._lab and event.type() in (
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        ):
            self._share()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
