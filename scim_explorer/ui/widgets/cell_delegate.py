"""Painting of the resource table's cells: flat, fast, and shortened at the right end.

A style sheet on ``::item`` would cost the cells their background, so nothing here asks the style.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import TABLE_ICON_PX, icon_pixmap
from scim_explorer.ui.models.page_cache import Mark
from scim_explorer.ui.models.resource_table import MARK_ROLE, SENT_ROLE
from scim_explorer.ui.models.table_columns import Kind
from scim_explorer.ui.theme import MONO_PX, mono_font, theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip

Index: TypeAlias = QModelIndex | QPersistentModelIndex
PADDING = 8
_BAR_PX, _PLACEHOLDER_PX, _PLACEHOLDER_SHARE = 2, 6, 0.6
_TIP_CHARACTERS = 2000
_MARK_ICONS = {
    Mark.NO_ID: ("circle-x", "error"),
    Mark.REPEATED: ("triangle-alert", "warning"),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of one kind of column."""

    def __init__(self, kind: Kind, parent: QObject) -> None:
        super().__init__(parent)
        self._kind = kind
        self._elide = (
            Qt.TextElideMode.ElideMiddle if kind is Kind.ID else Qt.TextElideMode.ElideRight
        )
        self._flags = int(_RIGHT if kind is Kind.NUMBER else _LEFT)
        self._font = QFont()
        self._metrics = QFontMetrics(QFont())
        self._text = self._muted = self._hairline = QColor()
        theme().changed.connect(self.follow_theme)
        self.follow_theme()

    def follow_theme(self) -> None:
        """Take colours and fonts of the theme, also after the text size changed."""
        # Asked for once, not for each cell: a screen has some 200 cells.
        self._font = mono_font(MONO_PX) if self._kind is Kind.ID else ui_font()
        self._metrics = QFontMetrics(self._font)
        self._text, self._muted = theme().colour("text"), theme().colour("muted")
        self._hairline = theme().colour("hairline")

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        paint_selection(painter, option)
        text = index.data()
        if text is None:
            self._paint_placeholder(painter, rect)
        elif text:
            room = rect.width() - 2 * PADDING
            shown = self._metrics.elidedText(text, self._elide, room)
            painter.setFont(self._font)
            painter.setPen(self._muted if self._is_second(text) else self._text)
            painter.drawText(rect.adjusted(PADDING, 0, -PADDING, 0), self._flags, shown)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self.tip(index, view), view)
        return True

    def tip(self, index: Index, view: QAbstractItemView) -> str:
        """Return the whole value where the cell shows less than that, as safe markup."""
        shown, sent = index.data(), index.data(SENT_ROLE)
        if not isinstance(sent, str) or not isinstance(shown, str):
            return ""
        room = (
            view.visualRect(view.model().index(index.row(), index.column())).width() - 2 * PADDING
        )
        whole = visible(sent[:_TIP_CHARACTERS])
        is_cut = self._metrics.horizontalAdvance(shown) > room
        return plain_tip(whole) if is_cut or shown != whole else ""

    def _is_second(self, text: str) -> bool:
        return self._kind is Kind.DATE or (self._kind is Kind.BOOLEAN and text == "false")

    def _paint_placeholder(self, painter: QPainter, rect: QRect) -> None:
        width = int((rect.width() - 2 * PADDING) * _PLACEHOLDER_SHARE)
        top = rect.center().y() - _PLACEHOLDER_PX // 2
        painter.fillRect(rect.left() + PADDING, top, width, _PLACEHOLDER_PX, self._hairline)


class MarkDelegate(QStyledItemDelegate):
    """Paints column 0: the icon of what is odd about the row, and the bar of the current row."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        paint_selection(painter, option)
        view = option.widget
        is_current = isinstance(view, QAbstractItemView) and (
            view.hasFocus() and view.currentIndex().row() == index.row()
        )
        if is_current:
            bar = QRect(rect.left(), rect.top(), _BAR_PX, rect.height())
            painter.fillRect(bar, theme().colour("accent"))
        picture = _MARK_ICONS.get(index.data(MARK_ROLE))
        if picture is not None:
            side = min(theme().pixels(TABLE_ICON_PX), rect.width())
            pixmap = icon_pixmap(*picture, side)
            place = QRect(0, 0, side, side)
            place.moveCenter(rect.center())
            painter.drawPixmap(place, pixmap)


def paint_selection(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Fill a selected cell; text and icons keep their colours on it."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        active = bool(state & QStyle.StateFlag.State_Active)
        role = "selection" if active else "selection_inactive"
        painter.fillRect(option.rect, theme().colour(role))
