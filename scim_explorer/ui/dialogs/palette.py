"""The command palette: one field that finds everything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.ui.announce import announce
from scim_explorer.ui.dialogs.palette_items import (
    ITEM_ROLE,
    Index,
    PaletteItem,
    PaletteModel,
    Source,
    ranked,
)
from scim_explorer.ui.theme import SECOND_PX, SPACE_L, SPACE_M, theme, ui_font

RECENT_KEPT = 50
_ROW_PX, _WIDTH_PX, _MOST_ROWS = 32, 600, 11
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Palette(QDialog):
    """Asks a source for items, ranks them by what is typed, runs the one chosen.

    It is no modal dialog: it closes as soon as another window becomes active, and is deleted
    then; ``recent`` can be read when ``finished`` is emitted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._source: Source = lambda _: ()
        self._recent: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Command palette"))
        self.setAccessibleName(self.tr("Command palette"))

        self.field = QLineEdit(self)
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName(self.tr("Go to or run"))
        self.field.setPlaceholderText(self.tr("Go to or run: an action, an endpoint, #118, an id"))
        self.field.setClearButtonEnabled(True)
        self._model = PaletteModel(self)
        self.list = QListView(self)
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.field)
        layout.addWidget(self.list)

        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._run_current)
        self.list.clicked.connect(self._run)
        theme().changed.connect(self.list.viewport().update)

    @property
    def recent(self) -> tuple[str, ...]:
        """Keys of the items used, newest first; for the state that is kept."""
        return self._recent

    def set_recent(self, keys: Sequence[str]) -> None:
        self._recent = tuple(keys)[:RECENT_KEPT]

    def show_items(self, source: Source) -> None:
        """Take what there is to offer from ``source`` and open."""
        self._source = source
        self.field.clear()
        self._find("")
        self.open()

    @override
    def open(self) -> None:
        # Not QDialog.open(): that blocks the parent, and a click beside the palette would not
        # close it.
        self._place()
        self.show()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def items(self) -> tuple[PaletteItem, ...]:
        """Return the items shown, best first."""
        return tuple(
            self._model.index(row).data(ITEM_ROLE) for row in range(self._model.rowCount())
        )

    def _find(self, text: str) -> None:
        self._model.show_items(ranked(text, self._source(text), self._recent))
        self.list.setCurrentIndex(self._model.index(0))
        self._fit()

    def _run_current(self) -> None:
        self._run(self.list.currentIndex())

    def _run(self, index: Index) -> None:
        item = index.data(ITEM_ROLE) if index.isValid() else None
        if not isinstance(item, PaletteItem) or not item.enabled:
            return
        if item.remember:
            others = (key for key in self._recent if key != item.key)
            self.set_recent((item.key, *others))
        self.accept()
        item.run()

    def _place(self) -> None:
        parent = self.parentWidget()
        self._fit()
        if parent is None:
            return
        window = parent.window()
        left = max(0, (window.width() - self.width()) // 2)
        self.move(window.mapToGlobal(QPoint(left, SPACE_L * 3)))

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.window().width() - 4 * SPACE_L if parent is not None else _WIDTH_PX
        rows = min(self._model.rowCount(), _MOST_ROWS)
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(max(1, rows) * _row_height())
        self.setFixedWidth(min(_WIDTH_PX, max(room, 1)))
        self.adjustSize()

    def _announce(self) -> None:
        # The focus stays in the field, so a screen reader does not read the list by itself.
        words = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(words, str):
            announce(self.field, words)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self._move(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        rows = self._model.rowCount()
        if not rows:
            return
        row = self.list.currentIndex().row()
        match key:
            case Qt.Key.Key_Down:
                row = (row + 1) % rows
            case Qt.Key.Key_Up:
                row = (row - 1) % rows
            case Qt.Key.Key_PageDown:
                row = min(row + _MOST_ROWS, rows - 1)
            case _:
                row = max(row - _MOST_ROWS, 0)
        self.list.setCurrentIndex(self._model.index(row))
        self._announce()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.reject()
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("base"))
        painter.setPen(theme().colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _row_height() -> int:
    return max(_ROW_PX, QFontMetrics(ui_font()).height() + 2 * SPACE_M)


class _RowDelegate(QStyledItemDelegate):
    """Paints title and detail at the left, kind and keys at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM_ROLE)
        if not isinstance(item, PaletteItem):
            return
        rect, state = option.rect, option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme().colour("selection"))
            painter.fillRect(rect.x(), rect.y(), 2, rect.height(), theme().colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme().colour("hover"))
        room = rect.adjusted(SPACE_L, 0, -SPACE_L, 0)
        self._paint_end(painter, room, item)
        self._paint_words(painter, room, item)
        painter.restore()

    def _paint_end(self, painter: QPainter, room: QRect, item: PaletteItem) -> None:
        painter.setFont(ui_font(SECOND_PX))
        for text, role in ((item.keys, "text"), (item.kind, "muted")):
            if text:
                self._paint_text(painter, room, text, theme().colour(role), at_end=True)

    def _paint_words(self, painter: QPainter, room: QRect, item: PaletteItem) -> None:
        painter.setFont(ui_font())
        colour = theme().colour("text" if item.enabled else "muted")
        self._paint_text(painter, room, item.title, colour)
        painter.setFont(ui_font(SECOND_PX))
        second = item.detail if item.enabled else item.why
        if second:
            self._paint_text(painter, room, second, theme().colour("muted"))

    def _paint_text(
        self, painter: QPainter, room: QRect, text: str, colour: QColor, *, at_end: bool = False
    ) -> None:
        """Paint ``text`` at one end of ``room`` and take its place out of ``room``."""
        painter.setPen(colour)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        width = metrics.horizontalAdvance(shown)
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, int(flags), shown)
        if at_end:
            room.setRight(room.right() - width - SPACE_L)
        else:
            room.setLeft(room.left() + width + SPACE_M)
