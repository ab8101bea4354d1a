"""A flat combo box that says what its value is about: "Sort: userName"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import TABLE_ICON_PX, icon_pixmap
from scim_explorer.ui.theme import theme

_PAD, _GAP, _RADIUS, _LEAST_CHARACTERS, _HEIGHT_PAD = 6, 4, 4, 4, 10


class ValueCombo(QComboBox):
    """Shows its value inside a sentence; the list shows the bare values.

    With the property ``chip`` it is tinted: its value is not the default.
    """

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self._is_hovered = False
        self.currentIndexChanged.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def set_sentence(self, sentence: str) -> None:
        """Say the value in other words, such as shorter ones."""
        if sentence != self._sentence:
            self._sentence = sentence
            self.updateGeometry()
            self.update()

    def shown_text(self) -> str:
        """Return the sentence with the value in it."""
        return self._sentence.format(self.currentText())

    @override
    def sizeHint(self) -> QSize:
        # As wide as what it shows: the widest of all paths would push the others away.
        return self._size_for(self.fontMetrics().horizontalAdvance(self.shown_text()) + 1)

    @override
    def minimumSizeHint(self) -> QSize:
        least = self._size_for(self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS)
        return least.boundedTo(self.sizeHint())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        is_chip = bool(self.property("chip"))
        painter.setPen(theme().colour("accent" if is_chip else "text"))
        side = theme().pixels(TABLE_ICON_PX)
        room = self.rect().adjusted(_PAD, 0, -(_PAD + side + _GAP), 0)
        shown = self.fontMetrics().elidedText(
            self.shown_text(), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags), shown)
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        place.moveRight(self.rect().right() - _PAD)
        painter.drawPixmap(place, icon_pixmap("chevron-down", "muted", side))
        painter.end()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over the bar would send requests.
        event.ignore()

    def _size_for(self, text_width: int) -> QSize:
        width = text_width + 2 * _PAD + _GAP + theme().pixels(TABLE_ICON_PX)
        return QSize(width, self.fontMetrics().height() + _HEIGHT_PAD)

    def _paint_frame(self, painter: QPainter) -> None:
        frame = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme().colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        role = "hover" if self._is_hovered else "info_tint" if self.property("chip") else ""
        painter.setBrush(theme().colour(role) if role else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
