"""The filter as groups, value paths and conditions that can be worked on, in step with its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.protocol.filters import row_edits
from scim_explorer.protocol.filters.as_typed import text_after
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.completion import SeenValues
from scim_explorer.protocol.filters.conditions import (
    first_condition,
    typed_path,
    with_operator,
    with_path,
    with_value,
)
from scim_explorer.protocol.filters.edits import NOWHERE, Edit, Place, nearest, put
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.remarks import remarks_on
from scim_explorer.protocol.filters.rows import FilterRow, rows_of
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Filter,
    FilterProblem,
    Junction,
    Node,
    Presence,
    ValuePath,
)
from scim_explorer.ui.display import count_text, visible
from scim_explorer.ui.models.filter_rows import ROW_ROLE, FilterRowsModel
from scim_explorer.ui.theme import SPACE_M, SPACE_S, TREE_ROW, theme
from scim_explorer.ui.widgets.empty_note import EmptyNote
from scim_explorer.ui.widgets.filter_builder_bar import FilterBuilderBar
from scim_explorer.ui.widgets.filter_part_editor import FilterPartEditor
from scim_explorer.ui.widgets.filter_row_delegate import FilterRowDelegate
from scim_explorer.ui.widgets.plain_label import sentence_label
from scim_explorer.ui.widgets.state import set_state

MOST_ROWS = 1000
_LEAST_ROWS, _LOW_PX = 2, 300
_EMPTY = Filter("", None)


def _nothing_seen(_path: str) -> Sequence[str]:
    return ()


class _Rows(QListView):
    """Keeps the chosen row in sight when the fields below take room."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class FilterBuilder(QWidget):
    """Rows to choose from, and the fields of the chosen one below them.

    It shows what ``show_filter`` was given last, or what it made of that itself. A text that is no
    filter leaves the rows of the last one that was, and nothing can be done to them meanwhile.

    Signals:
        edited: The text of the filter as it is now.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBuilder")
        self.setAccessibleName(self.tr("Filter builder"))
        self._filter = _EMPTY
        self._place: Place = ()
        self._attributes: Attributes = NOTHING_KNOWN
        self._is_showing = False
        self.model = FilterRowsModel(self)
        self.list = _Rows(self)
        self.list.setObjectName("builderRows")
        self.list.setAccessibleName(self.tr("Conditions of the filter"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(FilterRowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.bar = FilterBuilderBar(self.list, self)
        self.note = EmptyNote(parent=self)
        self.problem_label = sentence_label("builderProblem", self.tr("About the text"), self)
        self.problem_label.set_role("error")
        self.rest_label = sentence_label("builderRest", self.tr("What is not shown"), self)
        self.rest_label.set_role("muted")
        for label in (self.problem_label, self.rest_label):
            label.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
            label.hide()
        self.editor = FilterPartEditor(self)
        self._lay_out()
        self._connect()
        self._show(_EMPTY, ())
        self.show_filter(_EMPTY)

    # --- what is shown -----------------------------------------------------------

    def take(self, attributes: Attributes, seen: SeenValues = _nothing_seen) -> None:
        """Offer these attributes, and values of rows, from now on."""
        self._attributes = attributes
        self.editor.take(attributes, seen)
        self._refresh()

    def show_filter(self, parsed: Filter) -> None:
        """Show a filter; the chosen row stays chosen where it is still there.

        Args:
            parsed: As ``parse_filter`` gives it, also of a text that is no filter, or of none.
        """
        if parsed.tree is not None or not parsed.text.strip():
            self._show_problem(None)
            if parsed.text != self._filter.text:
                place = () if parsed.tree is None else nearest(parsed.tree, self._place)
                self._show(parsed, place)
            set_state(self, "empty" if parsed.tree is None else "ready")
        else:
            self._show_problem(parsed.problems[0])
            set_state(self, "error")

    def current_row(self) -> FilterRow | None:
        """Return the chosen row."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, FilterRow) else None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # A focus proxy would let Tab jump over the buttons above it.
        self.list.setFocus(event.reason())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    # --- parts -------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.note)
        # The panel it stands in is low: what there is to say leaves two rows at least.
        self.stack.setMinimumHeight(_LEAST_ROWS * TREE_ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.problem_label)
        column.addWidget(self.stack, 1)
        column.addWidget(self.rest_label)
        column.addWidget(self.editor)
        self.setTabOrder(self.bar.remove_button, self.list)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(lambda _index: self.editor.begin())
        self.bar.first_wanted.connect(self._add_first)
        self.bar.edit_wanted.connect(self._edit_row)
        self.bar.fields_wanted.connect(self.editor.begin)
        self.note.activated.connect(self._add_first)
        self.editor.path_edited.connect(self._edit_path)
        self.editor.operator_edited.connect(self._edit_operator)
        self.editor.value_edited.connect(self._edit_value)
        self.editor.joiner_edited.connect(lambda _joiner: self._edit_row(row_edits.turn_group))
        self.editor.left.connect(self.list.setFocus)
        theme().changed.connect(self.list.doItemsLayout)

    # --- doing -------------------------------------------------------------------

    def _add_first(self) -> None:
        self._apply(Edit(first_condition(self._attributes, None), ()))
        self.editor.begin_path()

    def _edit_row(self, edit_row: row_edits.RowEdit) -> None:
        row, tree = self.current_row(), self._filter.tree
        if row is None or tree is None or not self.list.isEnabled():
            return
        edit = edit_row(tree, row, self._attributes)
        if edit is None or not self._apply(edit):
            return
        if edit_row in row_edits.ADDITIONS:
            self.editor.begin_path()

    def _edit_path(self, text: str) -> None:
        row = self.current_row()
        path = typed_path(text)
        if row is None:
            return
        if path is None:
            found = parse_filter(f"{text} pr").problems
            words = found[0].message if found else self.tr("This is not an attribute path.")
            self.editor.show_remark(visible(words), is_error=True)
            return
        node = row.node
        if isinstance(node, ValuePath):
            self._put(replace(node, path=path, span=NOWHERE))
        elif isinstance(node, Comparison | Presence):
            self._put(with_path(node, path, self._attributes.find(path, row.inside)))

    def _edit_operator(self, operator: str) -> None:
        row = self.current_row()
        if row is not None and isinstance(row.node, Comparison | Presence):
            self._put(with_operator(row.node, operator, self.editor.attribute()))

    def _edit_value(self, text: str) -> None:
        row = self.current_row()
        if row is not None and isinstance(row.node, Comparison):
            self._put(with_value(row.node, text, self.editor.attribute()))

    def _put(self, node: Node) -> None:
        row, tree = self.current_row(), self._filter.tree
        if row is not None and tree is not None:
            self._apply(put(tree, row.core, node))

    def _apply(self, edit: Edit) -> bool:
        """Show what came of an edit and say so; False when no filter can be written of it."""
        text = text_after(self._filter.text, self._filter.tree, edit.tree)
        parsed = parse_filter(text) if text else _EMPTY
        if text and parsed.tree is None:
            self.editor.show_remark(parsed.problems[0].message, is_error=True)
            return False
        self._show(parsed, edit.place)
        set_state(self, "ready" if text else "empty")
        self.edited.emit(text)
        return True

    # --- showing -----------------------------------------------------------------

    def _show(self, parsed: Filter, place: Place) -> None:
        had_focus = self.list.hasFocus()
        self._filter, self._place = parsed, place
        rows, count = rows_of(parsed.tree, MOST_ROWS) if parsed.tree is not None else ([], 0)
        self._is_showing = True
        self.model.show_rows(rows)
        self.list.setCurrentIndex(self.model.index(self.model.number_of(place)))
        self._is_showing = False
        self.stack.setCurrentWidget(self.list if rows else self.note)
        if had_focus and not rows:
            self.bar.add_button.setFocus()
        words = ""
        if count > len(rows):
            words = self.tr("The first {0} of {1} rows. Edit the rest in the text.")
            words = words.format(count_text(len(rows)), count_text(count))
        self.rest_label.set_text(words)
        self.rest_label.setVisible(bool(words))
        self._refresh()

    def _share_room(self) -> None:
        """Leave out what cannot be worked in where there is little height."""
        is_low = self.height() < theme().pixels(_LOW_PX)
        self.editor.set_low(is_low=is_low)
        is_idle = is_low and not self.editor.isEnabled()
        self.editor.setVisible(self.current_row() is not None and not is_idle)

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not self._is_showing and isinstance(row, FilterRow):
            self._place = row.place
            self._refresh()

    def _refresh(self) -> None:
        row, tree = self.current_row(), self._filter.tree
        self.editor.show_row(row)
        self.editor.show_remark(self._remark_on(row), is_error=False)
        self.bar.show_row(tree, row, self._attributes)
        self._share_room()

    def _remark_on(self, row: FilterRow | None) -> str:
        if row is None or isinstance(row.node, Junction):
            return ""
        start, end = row.node.path.span if isinstance(row.node, ValuePath) else row.node.span
        for one in remarks_on(self._filter, self._attributes):
            if start <= one.span.start and one.span.end <= end:
                return visible(f"{one.message} {one.hint}".strip())
        return ""

    def _show_problem(self, problem: FilterProblem | None) -> None:
        words = ""
        if problem is not None:
            words = self.tr("The text is no filter yet. Column {0}: {1} {2}").format(
                count_text(problem.span.start + 1), problem.message, problem.hint
            )
        empty = self.tr("No filter: everything is listed.")
        button = self.tr("Add condition")
        self.note.set_note("" if words else empty, "" if words else button)
        self.problem_label.set_text(words.strip())
        self.problem_label.setVisible(bool(words))
        for widget in (self.bar, self.list, self.editor, self.note):
            widget.setEnabled(problem is None)
        self._share_room()
