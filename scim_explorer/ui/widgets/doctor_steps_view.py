"""The list of the doctor's steps: rows as high as what they say, numbers that are links."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from scim_explorer.ui.icons import TABLE_ICON_PX, icon_pixmap
from scim_explorer.ui.models.doctor_steps import NUMBERS_ROLE, Column, DoctorStepsModel
from scim_explorer.ui.theme import SPACE_M, SPACE_S, mono_font, theme, ui_font
from scim_explorer.ui.widgets.doctor_step_delegate import (
    ABOVE_PX,
    PAD_PX,
    Arrangement,
    StepDelegate,
    links,
    paint_row,
)

_LEAST_SEEN_CHARACTERS, _FOCUS_PX = 34, 2
_BELOW = frozenset({Column.RESULT, Column.SEEN, Column.TOOK})
_ARRANGEMENTS = (
    Arrangement(frozenset(), numbers=3),
    Arrangement(frozenset({Column.TOOK}), numbers=3),
    Arrangement(frozenset({Column.TOOK}), numbers=1),
    Arrangement(_BELOW, numbers=1),
    Arrangement(_BELOW | {Column.BEFORE}, numbers=1),
)
"""From wide to narrow; the first that has room is taken."""


class DoctorStepsView(QTreeView):
    """Shows a ``DoctorStepsModel``. Where it is narrow, what was seen stands below the step.

    Signals:
        link_activated: Number of an exchange to show in the log.
        said: A short message for the status bar.
    """

    link_activated = Signal(int)
    said = Signal(str)

    def __init__(self, model: DoctorStepsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doctorSteps")
        self.setAccessibleName(self.tr("Steps of the connection doctor"))
        self._model = model
        self.setModel(model)
        self._arrangement = _ARRANGEMENTS[0]
        self._delegate = StepDelegate(self, _ARRANGEMENTS[0])
        self.setItemDelegate(self._delegate)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setIndentation(SPACE_M * 2)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        model.dataChanged.connect(lambda *_: self.scheduleDelayedItemsLayout())
        theme().changed.connect(self.fit)
        self.fit()

    @property
    def is_stacked(self) -> bool:
        """What was seen stands below the title of its step."""
        return self._arrangement.is_stacked

    def fit(self) -> None:
        """Take the widths from the fonts in force and from the room there is."""
        widths, room = self._widths(), self.viewport().width()
        found = next(
            (one for one in _ARRANGEMENTS if self._needs(one, widths) <= room), _ARRANGEMENTS[-1]
        )
        self._arrangement = self._delegate.arrangement = found
        header, mode = self.header(), QHeaderView.ResizeMode
        for column in Column:
            self.setColumnHidden(column, not self._shows(found, column))
            stretches = column is found.stretched
            header.setSectionResizeMode(column, mode.Stretch if stretches else mode.Fixed)
            if not stretches:
                header.resizeSection(column, self._width(found, column, widths))
        self.scheduleDelayedItemsLayout()

    def _shows(self, arrangement: Arrangement, column: Column) -> bool:
        is_empty = column is Column.BEFORE and not self._model.has_before
        return column not in arrangement.hidden and not is_empty

    def _needs(self, arrangement: Arrangement, widths: dict[Column, int]) -> int:
        shown = (column for column in Column if self._shows(arrangement, column))
        word = widths[Column.RESULT] if arrangement.is_stacked else 0
        return word + sum(self._width(arrangement, column, widths) for column in shown)

    def _width(self, arrangement: Arrangement, column: Column, widths: dict[Column, int]) -> int:
        if column is not Column.NUMBERS:
            return widths[column]
        sample = " ".join([*["#00000"] * arrangement.numbers, "+00"])
        width = QFontMetrics(mono_font()).horizontalAdvance(sample) + 2 * PAD_PX
        return max(width, widths[column])

    def _widths(self) -> dict[Column, int]:
        bold = QFontMetrics(ui_font(bold=True))
        picture = theme().pixels(TABLE_ICON_PX) + SPACE_S
        beside = {Column.STEP: picture + self.indentation(), Column.BEFORE: picture}
        least_seen = QFontMetrics(ui_font()).averageCharWidth() * _LEAST_SEEN_CHARACTERS
        widths = {Column.SEEN: least_seen}
        for column in Column:
            heading = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            texts = (heading, *self._model.samples().get(column, ()))
            width = max(map(bold.horizontalAdvance, texts)) + beside.get(column, 0) + 2 * PAD_PX
            widths[column] = max(width, widths.get(column, 0))
        return widths

    # --- links -------------------------------------------------------------------

    def number_at(self, place: QPoint) -> int | None:
        """Return the number of the exchange whose link is at ``place`` of the viewport.

        0 stands for "more".
        """
        index = self.indexAt(place)
        if not index.isValid() or index.column() != Column.NUMBERS:
            return None
        rect = self.visualRect(index)
        metrics = QFontMetrics(mono_font())
        if not rect.top() <= place.y() <= rect.top() + ABOVE_PX + metrics.height():
            return None
        at, blank = rect.left() + PAD_PX, metrics.horizontalAdvance(" ")
        for number, text in links(index.data(NUMBERS_ROLE), self._arrangement.numbers):
            width = metrics.horizontalAdvance(text)
            if at <= place.x() < at + width:
                return number
            at += width + blank
        return None

    def menu_of(self, index: QModelIndex) -> QMenu | None:
        """Return the menu with every request of a step; None while nothing is known of it."""
        if not self._seen_at(index):
            return None
        numbers: tuple[int, ...] = index.data(NUMBERS_ROLE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number in numbers:
            action = menu.addAction(self.tr("Show #{0} in the log").format(str(number)))
            action.triggered.connect(
                lambda _checked=False, chosen=number: self.link_activated.emit(chosen)
            )
        if numbers:
            menu.addSeparator()
        menu.addAction(self.tr("&Copy what was seen"), lambda: self._copy(index))
        return menu

    def _seen_at(self, index: QModelIndex) -> str:
        return index.siblingAtColumn(Column.SEEN).data() or "" if index.isValid() else ""

    def _copy(self, index: QModelIndex) -> None:
        seen = self._seen_at(index)
        if seen:
            QGuiApplication.clipboard().setText(seen)
            self.said.emit(self.tr("Copied what was seen"))

    def _follow(self, index: QModelIndex) -> None:
        numbers: tuple[int, ...] = index.data(NUMBERS_ROLE) or ()
        if len(numbers) == 1:
            self.link_activated.emit(numbers[0])
        elif numbers:
            self._open_menu(index)

    def _open_menu(self, index: QModelIndex) -> None:
        menu = self.menu_of(index)
        if menu is not None:
            below = self.visualRect(index.siblingAtColumn(0)).bottomLeft()
            menu.popup(self.viewport().mapToGlobal(below))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        number = self.number_at(place)
        if number:
            self.link_activated.emit(number)
        elif number is not None:
            self._open_menu(self.indexAt(place))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_link = self.number_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if on_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._follow(self.currentIndex())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._open_menu(self.indexAt(event.pos()) if by_mouse else self.currentIndex())

    @override
    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # At the first line of a row, where Qt's own would stand in the middle of its text.
        paint_row(painter, rect, selected=self.selectionModel().isSelected(index), view=self)
        if self.hasFocus() and index == self.currentIndex().siblingAtColumn(0):
            painter.fillRect(0, rect.top(), _FOCUS_PX, rect.height(), theme().colour("accent"))
        if self.model().hasChildren(index):
            side = theme().pixels(TABLE_ICON_PX)
            picture = "chevron-down" if self.isExpanded(index) else "chevron-right"
            middle = QFontMetrics(ui_font()).height() // 2
            left = rect.left() + (self.indentation() - side) // 2 + 1
            top = rect.top() + ABOVE_PX + middle - side // 2
            painter.drawPixmap(left, top, icon_pixmap(picture, "muted", side))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().unsetCursor()
        return super().viewportEvent(event)
