"""Paints a row of the endpoint tree: icon, words, then the environment or the total."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.icons import icon
from scim_explorer.ui.models.endpoint_tree import (
    CONNECTED_ROLE,
    PROFILE_ROLE,
    SAVED_ROLE,
    TOTAL_ROLE,
    TYPE_ROLE,
)
from scim_explorer.ui.theme import SECOND_PX, SPACE_M, SPACE_S, TREE_ROW, theme, ui_font
from scim_explorer.ui.widgets.chip import chip_size, paint_chip
from scim_explorer.ui.window_state import SavedView

Index = QModelIndex | QPersistentModelIndex
_ICON_PX = 16
_TYPE_ICONS = {"User": "user", "Group": "users", "Device": "laptop"}


def _icon_below(index: Index) -> str:
    """Return the icon of a row below an endpoint."""
    saved, type_name = index.data(SAVED_ROLE), index.data(TYPE_ROLE)
    if isinstance(saved, SavedView):
        return "filter" if saved.is_filter else "bookmark"
    return _TYPE_ICONS.get(str(type_name), "box") if type_name else "bookmark"


class EndpointDelegate(QStyledItemDelegate):
    """The right end of a row stays readable: words are elided before it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(TREE_ROW, QFontMetrics(ui_font()).height() + SPACE_M))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if selected:
            active = bool(option.state & QStyle.StateFlag.State_Active)
            painter.fillRect(rect, theme().colour("selection" if active else "selection_inactive"))
        if index.parent().isValid():
            right = self._paint_total(painter, rect, index)
            name, role, bold = _icon_below(index), "muted", False
        else:
            right = self._paint_chip(painter, rect, index)
            connected = bool(index.data(CONNECTED_ROLE))
            name, role, bold = ("plug", "ok", True) if connected else ("unplug", "muted", False)
        top = rect.top() + (rect.height() - _ICON_PX) // 2
        profile = index.data(PROFILE_ROLE)
        icon(name, role).paint(painter, QRect(rect.left() + 2, top, _ICON_PX, _ICON_PX))
        if isinstance(profile, Profile) and profile.colour and not index.parent().isValid():
            painter.fillRect(
                QRect(rect.left() - 1, rect.top() + 4, 2, rect.height() - 8),
                QColor(profile.colour),
            )
        font = ui_font(bold=bold)
        painter.setFont(font)
        painter.setPen(theme().colour("text"))
        words = QRect(rect)
        words.setLeft(rect.left() + _ICON_PX + SPACE_M)
        words.setRight(right - SPACE_M)
        text = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    @staticmethod
    def _paint_total(painter: QPainter, rect: QRect, index: Index) -> int:
        font = ui_font(SECOND_PX)
        text = str(index.data(TOTAL_ROLE) or "")
        width = QFontMetrics(font).horizontalAdvance(text)
        place = QRect(rect.right() - width - SPACE_M, rect.top(), width, rect.height())
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return place.left()

    @staticmethod
    def _paint_chip(painter: QPainter, rect: QRect, index: Index) -> int:
        profile = index.data(PROFILE_ROLE)
        if not isinstance(profile, Profile):
            return rect.right()
        size = chip_size(profile.environment)
        left = rect.right() - size.width() - SPACE_S
        top = rect.top() + (rect.height() - size.height()) / 2
        paint_chip(painter, QRectF(left, top, size.width(), size.height()), profile.environment)
        return left
