"""The bar above the table: filter, search, and the other parameters of the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.protocol.filters.templates import Filled, Template
from scim_explorer.ui.bracket_marks import BracketMarks
from scim_explorer.ui.display import count_text, menu_text, visible
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.filter_check import FilterCheck
from scim_explorer.ui.filter_completion import FilterCompletion
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.view_edits import with_template
from scim_explorer.ui.operator_tips import OperatorTips
from scim_explorer.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from scim_explorer.ui.widgets.filter_templates import FilterTemplates
from scim_explorer.ui.widgets.method_combo import MethodCombo
from scim_explorer.ui.widgets.more_button import MoreButton
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.saved_menu import SavedMenu
from scim_explorer.ui.widgets.state import set_look
from scim_explorer.ui.widgets.value_combo import ValueCombo
from scim_explorer.ui.window_state import ViewSettings

PAGE_SIZES = (10, 25, 50, 100, 200, 500, 1000)
_MENU_CHARACTERS = 80
_NARROW, _LEAST_WIDTH = 520, 280


class FilterBar(QWidget):
    """Shows a ``ViewSettings`` and says what the user wants changed.

    Signals:
        search_requested: Enter or Search on a filter that may be sent, or Shift+Enter on any.
        stop_requested: Stop.
        view_edited: A ``ViewSettings`` with another parameter; asked again at once.
        view_prepared: The same, not to be asked before the user does.
        columns_requested: The column chooser is wanted.
        attributes_requested: The attributes picker is wanted.
        lab_requested: The filter lab is to be opened or closed.
    """

    search_requested = Signal()
    stop_requested = Signal()
    view_edited = Signal(object)
    view_prepared = Signal(object)
    columns_requested = Signal()
    attributes_requested = Signal()
    lab_requested = Signal()

    def __init__(self, default_page_size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = ViewSettings()
        self._default_page_size = default_page_size
        self.filter_edit = FilterEdit(self)
        self.search_button = self._push("searchButton", self.tr("&Search"))
        self.search_button.setProperty("filled", True)
        self.stop_button = self._push("stopButton", self.tr("St&op"))
        set_icon(self.stop_button, "square")
        self.stop_button.hide()
        self.history_button = self._tool("filterHistoryButton", "history", self.tr("Filters sent"))
        self.history_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.history_menu = QMenu(self)
        self.history_button.setMenu(self.history_menu)
        self.templates_button = FilterTemplates(self)
        self.saved_button = SavedMenu(lambda: self.filter_text, self)
        self.more_button = MoreButton(self.tr("More filters"), self)
        self.more_button.setObjectName("filterMoreButton")
        self.sort_combo = ValueCombo(self.tr("Sort: {0}"), self)
        self._name(self.sort_combo, "sortCombo", self.tr("Sort by"))
        self.direction_button = self._tool("sortDirectionButton", "arrow-up", "")
        self.attributes_button = self._tool("attributesButton", "list-checks", "")
        self.page_size_combo = ValueCombo(self.tr("{0} a page"), self)
        self._name(self.page_size_combo, "pageSizeCombo", self.tr("Rows a page"))
        self.method_combo = MethodCombo(self)
        self.columns_button = self._tool("columnsButton", "columns-3", self.tr("Columns"))
        self.lab_button = self._tool("filterLabButton", "flask-conical", self.tr("Filter lab"))
        self.problem_label = PlainLabel("", self)
        self._name(self.problem_label, "filterProblem", self.tr("About the filter"))
        self.problem_label.setWordWrap(True)
        self.problem_label.setMinimumWidth(1)
        self._fill_fixed()
        self.more_button.gather(
            (self.history_button, self.templates_button, self.saved_button, self.lab_button)
        )
        self._lay_out()
        self.check = FilterCheck(self.filter_edit, self.problem_label, self)
        self.completion = FilterCompletion(self.filter_edit, self)
        self.brackets = BracketMarks(self.filter_edit, self)
        self.tips = OperatorTips(self.filter_edit, self)
        self._connect()
        self.show_view(self._view)

    @property
    def filter_text(self) -> str:
        return self.filter_edit.text()

    def submit(self) -> None:
        """Ask for a search; a filter that is none is shown its mistake instead."""
        if self.check.may_be_sent():
            self.search_requested.emit()

    def show_view(self, view: ViewSettings) -> None:
        """Show other parameters; the filter as typed stays."""
        self._view = view
        self.filter_edit.set_history(view.history)
        self._select(self.sort_combo, view.sort_by)
        self._select(self.page_size_combo, view.page_size or self._default_page_size)
        self.method_combo.show_way(view.method, plus=view.plus)
        self._show_direction()
        self._show_attributes()
        for widget, is_set in (
            (self.sort_combo, bool(view.sort_by)),
            (self.page_size_combo, view.page_size not in (0, self._default_page_size)),
            (self.attributes_button, bool(view.attributes or view.excluded)),
        ):
            set_look(widget, "chip", is_set)

    def show_sort_paths(self, paths: Sequence[str]) -> None:
        """Offer these attributes to sort by."""
        with QSignalBlocker(self.sort_combo):
            self.sort_combo.clear()
            self.sort_combo.addItem(self.tr("none"), "")
            for path in paths:
                self.sort_combo.addItem(visible(path), path)
        self._select(self.sort_combo, self._view.sort_by)

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of slow_changed(bool)
        """Put Stop in the place of Search, or take it away."""
        focus_was_there = self.search_button.hasFocus() or self.stop_button.hasFocus()
        self.search_button.setVisible(not busy)
        self.stop_button.setVisible(busy)
        if focus_was_there:
            (self.stop_button if busy else self.search_button).setFocus()

    def _name(self, widget: QWidget, name: str, words: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(words)
        widget.setToolTip(words)

    def _push(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words.replace("&", ""))
        return button

    def _tool(self, name: str, picture: str, words: str) -> QToolButton:
        button = QToolButton(self)
        self._name(button, name, words)
        set_icon(button, picture)
        return button

    def _fill_fixed(self) -> None:
        sizes = sorted({*PAGE_SIZES, self._default_page_size})
        for size in sizes:
            self.page_size_combo.addItem(count_text(size), size)
        self.columns_button.setText(self.tr("Columns"))
        self.lab_button.setText(self.tr("Filter lab"))
        self.lab_button.setToolTip(self.tr("Why rows match, server against local (Ctrl+E)"))
        self.show_sort_paths(())

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addWidget(self.filter_edit, 1)
        for button in (
            self.search_button,
            self.stop_button,
            self.history_button,
            self.templates_button,
            self.saved_button,
            self.more_button,
        ):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second = self._second = QHBoxLayout()
        for widget in (
            self.sort_combo,
            self.direction_button,
            self.attributes_button,
            self.page_size_combo,
            self.method_combo,
        ):
            second.addWidget(widget)
        second.addStretch(1)
        second.addWidget(self.lab_button)
        second.addWidget(self.columns_button)
        layout = QVBoxLayout(self)
        # The buttons lose their words when the room goes: see minimumSizeHint.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_XS)
        layout.setSpacing(SPACE_S)
        layout.addLayout(first)
        layout.addWidget(self.problem_label)
        layout.addLayout(second)

    def _connect(self) -> None:
        self.filter_edit.submitted.connect(self.submit)
        self.filter_edit.forced.connect(lambda _text: self.search_requested.emit())
        self.search_button.clicked.connect(self.submit)
        self.stop_button.clicked.connect(self.stop_requested)
        self.history_menu.aboutToShow.connect(self._fill_history)
        self.templates_button.chosen.connect(self._use_template)
        self.columns_button.clicked.connect(self.columns_requested)
        self.lab_button.clicked.connect(self.lab_requested)
        self.attributes_button.clicked.connect(self.attributes_requested)
        self.sort_combo.activated.connect(self._edit_sort)
        self.direction_button.clicked.connect(self._turn_sort)
        self.page_size_combo.activated.connect(self._edit_page_size)
        self.method_combo.chosen.connect(
            lambda method, plus: self.view_edited.emit(
                replace(self._view, method=method, plus=plus)
            )
        )

    def _edit_sort(self) -> None:
        path = str(self.sort_combo.currentData())
        self.view_edited.emit(replace(self._view, sort_by=path, descending=False))

    def _turn_sort(self) -> None:
        self.view_edited.emit(replace(self._view, descending=not self._view.descending))

    def _edit_page_size(self) -> None:
        size = int(self.page_size_combo.currentData())
        self.view_edited.emit(replace(self._view, page_size=size))

    def _show_direction(self) -> None:
        down = self._view.descending
        words = self.tr("Descending") if down else self.tr("Ascending")
        set_icon(self.direction_button, "arrow-down" if down else "arrow-up")
        self.direction_button.setToolTip(words)
        self.direction_button.setAccessibleName(words)
        self.direction_button.setVisible(bool(self._view.sort_by))

    def _show_attributes(self) -> None:
        view = self._view
        words = self.tr("Attributes: default")
        if view.attributes:
            words = self.tr("Attributes: only %n", "", len(view.attributes))
        elif view.excluded:
            words = self.tr("Attributes: all but %n", "", len(view.excluded))
        self.attributes_button.setText(words)
        self.attributes_button.setAccessibleName(words)
        names = ", ".join(view.attributes or view.excluded)
        self.attributes_button.setToolTip(visible(names) or self.tr("Attributes to ask for"))

    def _fill_history(self) -> None:
        self.history_menu.clear()
        for text in self._view.history:
            action = self.history_menu.addAction(menu_text(text, _MENU_CHARACTERS))
            action.triggered.connect(lambda _=False, text=text: self._use(text))
        if not self._view.history:
            self.history_menu.addAction(self.tr("No filter sent yet")).setEnabled(False)

    def _use(self, text: str) -> None:
        self.filter_edit.setText(text)
        self.search_requested.emit()

    def _use_template(self, template: Template, filled: Filled) -> None:
        self.filter_edit.setText(filled.text)
        if filled.blank is not None:
            self.filter_edit.setTextCursor(self.filter_edit.span_cursor(*filled.blank))
        self.filter_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view_prepared.emit(with_template(self._view, template))

    def _select(self, combo: QComboBox, value: object) -> None:
        place = combo.findData(value)
        if place < 0 and value:
            combo.addItem(visible(str(value)), value)
            place = combo.count() - 1
        with QSignalBlocker(combo):
            combo.setCurrentIndex(max(place, 0))
        # Blocked signals leave the layout with the width of the value before.
        combo.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than the words need: they go when the room does.
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        wide = self.width() >= theme().pixels(_NARROW)
        beside = style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
        self.columns_button.setToolButtonStyle(beside)
        self.lab_button.setToolButtonStyle(beside)
        self.attributes_button.setToolButtonStyle(beside)
        self.more_button.stand_in(not wide)
        self._second.setSpacing(SPACE_S if wide else SPACE_XS)
        self.page_size_combo.set_sentence(self.tr("{0} a page") if wide else "{0}")
