"""The view of the request log: keeps its place while rows arrive on top."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from scim_explorer.ui.icons import TABLE_ICON_PX
from scim_explorer.ui.models.exchange_table import (
    COLUMNS,
    FROM_COLUMN,
    NUMBER_ROLE,
    PATH_COLUMN,
    SIZE_COLUMN,
    STATUS_COLUMN,
    TIME_COLUMN,
    ExchangeTableModel,
)
from scim_explorer.ui.theme import LOG_ROW, SPACE_M, SPACE_S, SPACE_XS, mono_font, theme, ui_font

Index = QModelIndex | QPersistentModelIndex
_NEAR_END_ROWS, _LEAST_PATH_CHARS = 40, 20
_FIRST_TO_GO = (FROM_COLUMN, SIZE_COLUMN, TIME_COLUMN)


class LogTable(QTableView):
    """Newest on top. At the top it follows; scrolled away, what is read stays where it is.

    Signals:
        unseen_changed: Rows that came in above while scrolled away.
        opened: Enter or a double click on the row of this exchange number.
        chosen: Exchange number of the current row, or None.
        menu_requested: Global position.
        near_end: The last rows come into sight.
    """

    unseen_changed = Signal(int)
    opened = Signal(int)
    chosen = Signal(object)
    menu_requested = Signal(QPoint)
    near_end = Signal()

    def __init__(self, model: ExchangeTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unseen = self._least_path_px = 0
        self.setObjectName("requestLog")
        self.setAccessibleName(self.tr("Request log"))
        self.setModel(model)
        self.setItemDelegate(_LogDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(PATH_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.fit()
        model.rowsInserted.connect(self._keep_place)
        self.verticalScrollBar().valueChanged.connect(self._follow_scroll)
        self.selectionModel().currentRowChanged.connect(self._report_choice)
        theme().changed.connect(self.fit)

    @property
    def unseen(self) -> int:
        return self._unseen

    @property
    def current_number(self) -> int | None:
        index = self.currentIndex()
        return index.data(NUMBER_ROLE) if index.isValid() else None

    def select(self, number: int) -> bool:
        """Select the row of an exchange; False when it is not shown."""
        model = self.model()
        row = model.row_of(number) if isinstance(model, ExchangeTableModel) else None
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(model.index(row, 0))
        return True

    def show_newest(self) -> None:
        """Scroll to the top and follow again."""
        self.scrollToTop()
        self._set_unseen(0)

    def fit(self) -> None:
        """Take row height and column widths from the fonts in force."""
        mono, plain = QFontMetrics(mono_font()), QFontMetrics(ui_font(bold=True))
        height = max(LOG_ROW, max(mono.height(), plain.height()) + SPACE_S)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumSectionSize(height)
        model = self.model()
        if isinstance(model, ExchangeTableModel):
            for column, texts in enumerate(model.samples()):
                metrics = mono if COLUMNS[column].mono else plain
                width = max(map(metrics.horizontalAdvance, texts)) + 2 * SPACE_M + SPACE_XS
                if column == STATUS_COLUMN:
                    width += theme().pixels(TABLE_ICON_PX) + SPACE_S
                self.setColumnWidth(column, width)
        self._least_path_px = mono.horizontalAdvance("0") * _LEAST_PATH_CHARS
        self._hide_what_has_no_room()

    def _hide_what_has_no_room(self) -> None:
        header, room = self.horizontalHeader(), self.viewport().width() - self._least_path_px
        for column in _FIRST_TO_GO:
            self.setColumnHidden(column, False)
        for column in _FIRST_TO_GO:
            taken = header.length() - header.sectionSize(PATH_COLUMN)
            self.setColumnHidden(column, taken > room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_what_has_no_room()

    def _keep_place(self, _parent: QModelIndex, first: int, last: int) -> None:
        bar = self.verticalScrollBar()
        top = bar.value()
        if top == 0 or first > top:
            return
        count = last - first + 1
        # The range is updated late; without this the new value would be cut off.
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self._set_unseen(self._unseen + count if first == 0 else self._unseen)
        bar.setValue(top + count)

    def _follow_scroll(self, value: int) -> None:
        if value == 0:
            self._set_unseen(0)
        if value >= self.verticalScrollBar().maximum() - _NEAR_END_ROWS:
            self.near_end.emit()

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    def _report_choice(self) -> None:
        self.chosen.emit(self.current_number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.current_number
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if number is not None:
                self.opened.emit(number)
            return
        super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: object) -> None:
        number = self.current_number
        if number is not None:
            self.opened.emit(number)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current_number is None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_requested.emit(place)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        # Qt puts a cursor on the first row, and leaves it unselected.
        if not by_mouse and model.rowCount() and not self.selectionModel().hasSelection():
            index = self.indexAt(QPoint(0, 0))
            self.setCurrentIndex(index if index.isValid() else model.index(0, 0))
            self.selectRow(self.currentIndex().row())


class _LogDelegate(QStyledItemDelegate):
    """Flat cells; paths lose their middle. Text and icons keep their colour when selected."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        if index.row() % 2:
            painter.fillRect(rect, theme().colour("alternate"))
        if option.state & QStyle.StateFlag.State_Selected:
            active = option.state & QStyle.StateFlag.State_Active
            painter.fillRect(rect, theme().colour("selection" if active else "selection_inactive"))
        if index.column() == 0 and self._is_focused_row(index.row()):
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), theme().colour("accent"))
        room = rect.adjusted(SPACE_M, 0, -SPACE_M, 0)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            side = theme().pixels(TABLE_ICON_PX)
            picture.paint(painter, room.left(), rect.center().y() - side // 2, side, side)
            room.setLeft(room.left() + side + SPACE_S)
        font = index.data(Qt.ItemDataRole.FontRole)
        # The end of an id tells it from others; of a query, the beginning says what was asked.
        is_bare_path = index.column() == PATH_COLUMN and "?" not in index.data()
        elide = Qt.TextElideMode.ElideMiddle if is_bare_path else Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(index.data(), elide, room.width())
        painter.setFont(font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)

    def _is_focused_row(self, row: int) -> bool:
        view = self.parent()
        return isinstance(view, QTableView) and view.hasFocus() and view.currentIndex().row() == row
