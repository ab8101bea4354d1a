"""The strip left of a JSON text: problem mark, line number, fold sign, change bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from scim_explorer.ui.editors.raw_edit import RawEdit
from scim_explorer.ui.icons import TABLE_ICON_PX, icon_pixmap
from scim_explorer.ui.theme import SPACE_S, SPACE_XS, theme
from scim_explorer.ui.widgets.elided_label import plain_tip

MARK_LOOKS = {
    "error": ("circle-x", "error"),
    "warning": ("triangle-alert", "warning"),
    "info": ("info", "accent"),
}
_BAR_PX = 3


class GutterOwner(RawEdit):
    """What the strip asks of its editor; lines count from 0."""

    def mark_at(self, line: int) -> tuple[str, str] | None:
        """Return severity and message of the mark of a line."""
        raise NotImplementedError

    def can_fold(self, line: int) -> bool:
        raise NotImplementedError

    def is_folded(self, line: int) -> bool:
        raise NotImplementedError

    def toggle_fold(self, line: int) -> None:
        raise NotImplementedError

    def is_changed(self, line: int) -> bool:
        raise NotImplementedError


class Gutter(QWidget):
    """Draws what its editor knows about the visible lines; a click on a sign folds."""

    def __init__(self, editor: GutterOwner) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setMouseTracking(True)

    def wanted_width(self) -> int:
        """Return the width for the number of lines there are."""
        digits = max(len(str(self._editor.blockCount())), 2)
        number = QFontMetricsF(self._editor.font()).horizontalAdvance("0") * digits
        return round(self._number_left() + number + self._icon_px() + _BAR_PX + 3 * SPACE_S)

    def _icon_px(self) -> int:
        return theme().pixels(TABLE_ICON_PX)

    def _number_left(self) -> float:
        return self._icon_px() + 2 * SPACE_XS

    def _fold_left(self) -> float:
        return self.width() - self._icon_px() - _BAR_PX - SPACE_S

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("base"))
        painter.setFont(self._editor.font())
        current = self._editor.textCursor().blockNumber()
        for block, place in self._editor.visible_blocks():
            self._paint_row(painter, block, place, is_current=block.blockNumber() == current)
        painter.setPen(theme().colour("hairline"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def _paint_row(
        self, painter: QPainter, block: QTextBlock, place: QRectF, *, is_current: bool
    ) -> None:
        number = block.blockNumber()
        # The first row of a wrapped line; the change bar runs along all of it.
        height = min(place.height(), QFontMetricsF(self._editor.font()).lineSpacing())
        row = QRectF(0, place.top(), self.width(), height)
        mark = self._editor.mark_at(number)
        if mark:
            name, role = MARK_LOOKS[mark[0]]
            pixmap = icon_pixmap(name, role, self._icon_px())
            top = row.center().y() - self._icon_px() / 2
            painter.drawPixmap(SPACE_XS, round(top), pixmap)
        painter.setPen(theme().colour("text" if is_current else "muted"))
        left = self._number_left()
        box = QRectF(left, row.top(), self._fold_left() - left - SPACE_XS, row.height())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, align, str(number + 1))
        if self._editor.can_fold(number):
            name = "chevron-right" if self._editor.is_folded(number) else "chevron-down"
            top = row.center().y() - self._icon_px() / 2
            pixmap = icon_pixmap(name, "muted", self._icon_px())
            painter.drawPixmap(round(self._fold_left()), round(top), pixmap)
        if self._editor.is_changed(number):
            bar = QRectF(self.width() - _BAR_PX - 1, row.top(), _BAR_PX, place.height())
            painter.fillRect(bar, theme().colour("warning"))

    def _line_at(self, y: float) -> int:
        for block, place in self._editor.visible_blocks():
            if place.top() <= y < place.bottom():
                return block.blockNumber()
        return -1

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._line_at(event.position().y())
        if event.position().x() >= self._fold_left() and self._editor.can_fold(number):
            self._editor.toggle_fold(number)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._editor.mark_at(self._line_at(event.pos().y()))
            QToolTip.showText(event.globalPos(), plain_tip(mark[1]) if mark else "", self)
            return True
        return super().event(event)
