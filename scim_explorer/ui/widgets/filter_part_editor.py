"""The fields for one row of the filter builder: attribute, operator, value, all of or any of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.completion import (
    SeenValues,
)
from scim_explorer.protocol.filters.conditions import (
    Condition,
    likely_values,
    literal_of,
    operator_of,
    typed_value,
)
from scim_explorer.protocol.filters.rows import FilterRow
from scim_explorer.protocol.filters.syntax import Comparison, Presence, ValuePath
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import visible
from scim_explorer.ui.theme import SPACE_M, SPACE_S
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.filter_combos import FilterOperatorCombo, FilterPathCombo
from scim_explorer.ui.widgets.filter_value_field import FilterValueField
from scim_explorer.ui.widgets.plain_label import sentence_label
from scim_explorer.ui.widgets.steady_combo import SteadyCombo

_MOST_OFFERED = 50


class FilterPartEditor(QWidget):
    """Shows one row and says what the user wants changed in it.

    Signals:
        path_edited: The attribute as typed or chosen.
        operator_edited: "eq" and so on.
        value_edited: The value as typed.
        joiner_edited: "and" or "or", the other one of what the row has.
        left: Esc was pressed.
    """

    path_edited = Signal(str)
    operator_edited = Signal(str)
    value_edited = Signal(str)
    joiner_edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attributes: Attributes = NOTHING_KNOWN
        self._seen: SeenValues = lambda _path: ()
        self._row: FilterRow | None = None
        self._is_low = False
        self.path_combo = FilterPathCombo(self)
        self.operator_combo = FilterOperatorCombo(self)
        self.value_field = FilterValueField(self)
        self.joiner_combo = SteadyCombo(self)
        self.joiner_combo.setObjectName("builderJoiner")
        self.joiner_combo.setAccessibleName(self.tr("Which of the conditions"))
        self.joiner_combo.setToolTip(self.tr("Which of the conditions"))
        self.joiner_combo.addItem(self.tr("all of (and)"), "and")
        self.joiner_combo.addItem(self.tr("any of (or)"), "or")
        self.about_label = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight, role="muted")
        self.about_label.setObjectName("builderAbout")
        self.remark_label = sentence_label("builderRemark", self.tr("About the row"), self)
        self._lay_out()
        self._connect()

    def take(self, attributes: Attributes, seen: SeenValues) -> None:
        """Propose these attributes, and values of rows, from now on."""
        self._attributes, self._seen = attributes, seen
        self.path_combo.take(attributes)
        if self._row is not None:
            self.show_row(self._row)

    def show_row(self, row: FilterRow | None) -> None:
        """Show the fields of a row; the ones that the user is typing in keep what is typed."""
        is_other = row is None or self._row is None or row.core != self._row.core
        self._row = row
        if row is None:
            return
        node = row.node
        has_path = isinstance(node, Comparison | Presence | ValuePath)
        is_condition = isinstance(node, Comparison | Presence)
        self.path_combo.setVisible(has_path)
        self.operator_combo.setVisible(is_condition)
        self.joiner_combo.setVisible(bool(row.joiner))
        self.value_field.setVisible(isinstance(node, Comparison))
        self.about_label.setVisible(has_path and not self._is_low)
        if isinstance(node, Comparison | Presence | ValuePath):
            self.path_combo.show_path(node.path, row.inside, for_elements=not is_condition)
            self.about_label.set_text(self.path_combo.about)
        attribute = self.attribute()
        if isinstance(node, Comparison | Presence):
            self.operator_combo.show_operator(operator_of(node), attribute)
            self._show_value(node, attribute, is_other=is_other)
        if row.joiner:
            with QSignalBlocker(self.joiner_combo):
                self.joiner_combo.setCurrentIndex(self.joiner_combo.findData(row.joiner))

    def set_low(self, *, is_low: bool) -> None:
        """Leave out, or show, what the tool tip of the attribute says too."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.show_row(self._row)

    def show_remark(self, words: str, *, is_error: bool) -> None:
        """Say something about the row below its fields, or take it away."""
        self.remark_label.set_text(words)
        self.remark_label.set_role("error" if is_error else "warning")
        self.remark_label.setVisible(bool(words))

    def begin(self) -> None:
        """Put the focus where a new row is written, or the current one is changed first."""
        node = self._row.node if self._row is not None else None
        if isinstance(node, Comparison):
            self.value_field.setFocus()
        elif isinstance(node, Presence | ValuePath):
            self.begin_path()
        elif node is not None:
            self.joiner_combo.setFocus()

    def begin_path(self) -> None:
        """Put the focus into the attribute, ready to be typed over."""
        self.path_combo.begin()

    def attribute(self) -> Attribute | None:
        """Return what the schemas say about the attribute of the row."""
        row = self._row
        if row is None or not isinstance(row.node, Comparison | Presence | ValuePath):
            return None
        return self._attributes.find(row.node.path, row.inside)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.path_combo.forget_typed()
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A combo box that is written in takes Esc for its own list, even while none is open.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    # --- parts -------------------------------------------------------------------

    def _lay_out(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(SPACE_S)
        second.addWidget(self.operator_combo)
        second.addWidget(self.value_field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.path_combo)
        column.addLayout(second)
        column.addWidget(self.joiner_combo)
        column.addWidget(self.about_label)
        column.addWidget(self.remark_label)

    def _connect(self) -> None:
        self.path_combo.path_edited.connect(self.path_edited)
        self.operator_combo.activated.connect(
            lambda _row: self.operator_edited.emit(str(self.operator_combo.currentData()))
        )
        self.joiner_combo.activated.connect(self._send_joiner)
        self.value_field.edited.connect(self.value_edited)
        for widget in (self.path_combo, self.operator_combo, self.joiner_combo):
            widget.installEventFilter(self)
        for field in (self.value_field.line, self.value_field.combo):
            field.installEventFilter(self)

    def _send_joiner(self) -> None:
        joiner = str(self.joiner_combo.currentData())
        if self._row is not None and joiner != self._row.joiner:
            self.joiner_edited.emit(joiner)

    # --- showing -----------------------------------------------------------------

    def _show_value(self, node: Condition, attribute: Attribute | None, *, is_other: bool) -> None:
        if not isinstance(node, Comparison):
            return
        field = self.value_field
        is_typed = literal_of(field.text(), attribute) == node.literal
        text = field.text() if is_typed and not is_other else self._typed(node, attribute)
        field.show_value(text, self._values(node, attribute))

    def _typed(self, node: Condition, attribute: Attribute | None) -> str:
        return typed_value(node, attribute, lambda value: visible(value) != value)

    def _values(self, node: Comparison, attribute: Attribute | None) -> tuple[str, ...]:
        likely = likely_values(attribute)
        if attribute is not None and attribute.type == "boolean":
            return likely
        inside = self._row.inside if self._row is not None else None
        name = node.path.text if inside is None else f"{inside.text}.{node.path.text}"
        # What was seen is remembered where the rows are, and forgotten with them.
        return tuple(dict.fromkeys((*likely, *self._seen(name))))[:_MOST_OFFERED]
