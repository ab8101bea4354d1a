"""Tree model of one resource, read-only, beside its JSON text.

Rows are made when their parent is opened, so a group with 10,000 members costs nothing until
somebody looks at its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from scim_explorer.protocol.json_codec import Document, Kind, value_of
from scim_explorer.protocol.patch_path import patch_path
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import icon
from scim_explorer.ui.models.form_rows import FormRow, Mark, fill_row, rows_below, top_rows
from scim_explorer.ui.theme import mono_font, theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_ROLE = Role.UserRole + 1
REFERENCE_ROLE = Role.UserRole + 2
_NO_PARENT = QModelIndex()
# More is never seen in a cell, and Qt measures all of it at each paint: 50 ms for 1 MB.
_SHOWN_CHARACTERS = 1000
_MARK_ICONS = {
    Mark.READ_ONLY: "lock",
    Mark.WRITE_ONLY: "key-round",
    Mark.IMMUTABLE: "pin",
    Mark.UNKNOWN: "circle-help",
}


class FormColumn(IntEnum):
    """Columns of the form."""

    ATTRIBUTE = 0
    VALUE = 1
    MARK = 2


class ResourceFormModel(QAbstractItemModel):
    """Shows the attributes of a ``Document``, those with a value first.

    ``ROW_ROLE`` gives the ``FormRow``, ``REFERENCE_ROLE`` the ``Reference`` it points with, or
    None.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._rows: list[FormRow] = []
        self._attributes: Mapping[str, Attribute] = {}
        self._old_rows: list[FormRow] = []
        # Asked for once, not for each cell: a font by name costs 0.1 ms.
        self._take_fonts()
        theme().changed.connect(self._take_fonts)

    # --- content -----------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        return self._document

    def set_document(
        self,
        document: Document | None,
        attributes: Mapping[str, Attribute],
        extra: tuple[FormRow, ...] = (),
    ) -> None:
        """Show another resource.

        Args:
            document: The resource, or None for an empty form.
            attributes: Attribute path in lower case to what the schema says.
            extra: Rows at the end that are not in the resource (an offer to ask for groups).
        """
        self.beginResetModel()
        # Indexes hold bare pointers to rows; the old ones live until the views let go of them.
        self._old_rows = self._rows
        self._document, self._attributes = document, attributes
        self._rows = [] if document is None else top_rows(document, attributes)
        for row in extra:
            row.place = len(self._rows)
            self._rows.append(row)
        self.endResetModel()

    def replace_children(self, row: FormRow, children: list[FormRow], value: str) -> None:
        """Give a row of ``extra`` what was found for it."""
        here = self.createIndex(row.place, 0, row)
        row.text = value
        self.dataChanged.emit(here, here.siblingAtColumn(FormColumn.VALUE))
        if row.children:
            self.beginRemoveRows(here, 0, len(row.children) - 1)
            row.children = []
            self.endRemoveRows()
        if children:
            self.beginInsertRows(here, 0, len(children) - 1)
            for place, child in enumerate(children):
                child.place, child.parent = place, row
            row.children = children
            self.endInsertRows()

    def path_of(self, index: Index) -> str:
        """Return the PATCH path of a row, "" where it has none."""
        row = self.row_at(index)
        if row is None or self._document is None or not row.steps:
            return ""
        return patch_path(self._document, row.steps)

    def copy_text(self, index: Index) -> str:
        """Return the value as sent: a string without its quotes, all else as spelled."""
        row = self._filled_row_at(index)
        if row is None:
            return ""
        if row.node is None or self._document is None:
            return row.reference.value if row.reference else row.text
        if row.node.kind is Kind.STRING:
            return str(value_of(self._document, row.node))
        return self._document.text[row.node.start : row.node.end]

    def row_at(self, index: Index) -> FormRow | None:
        row = index.internalPointer() if index.isValid() else None
        return row if isinstance(row, FormRow) else None

    def index_of(self, row: FormRow) -> QModelIndex:
        return self.createIndex(row.place, 0, row)

    # --- QAbstractItemModel ------------------------------------------------------

    @override
    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        rows = self._children(parent)
        if not (0 <= row < len(rows) and 0 <= column < len(FormColumn)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    @override
    def parent(self, index: Index = _NO_PARENT) -> QModelIndex:  # type: ignore[override]  # Qt has two functions of this name
        row = self.row_at(index)
        if row is None or row.parent is None:
            return QModelIndex()
        return self.createIndex(row.parent.place, 0, row.parent)

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.column() > 0 else len(self._children(parent))

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return len(FormColumn)

    @override
    def hasChildren(self, parent: Index = _NO_PARENT) -> bool:
        row = self.row_at(parent)
        if row is None:
            return bool(self._rows)
        return parent.column() == 0 and row.has_children

    @override
    def data(  # noqa: PLR0911  # a role a line
        self, index: Index, role: int = Role.DisplayRole
    ) -> object:
        row = self._filled_row_at(index)
        if row is None:
            return None
        match role:
            case Role.DisplayRole:
                return self._text(row, index.column())
            case Role.DecorationRole if index.column() == FormColumn.MARK and row.mark:
                return icon(_MARK_ICONS[row.mark], role="muted")
            case Role.ForegroundRole:
                return self._colour(row, index.column())
            case Role.FontRole:
                return self._font(row, index.column())
            case Role.ToolTipRole:
                return self._tool_tip(row, index.column())
            case Role.AccessibleTextRole:
                return self._spoken(row, index.column())
            case _ if role == ROW_ROLE:
                return row
            case _ if role == REFERENCE_ROLE:
                return row.reference
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role != Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("attribute"), self.tr("value"), "")[section]

    # --- cells -------------------------------------------------------------------

    def _filled_row_at(self, index: Index) -> FormRow | None:
        row = self.row_at(index)
        if row is not None and not row.is_filled and self._document is not None:
            fill_row(self._document, row, self._attributes)
        return row

    def _children(self, parent: Index) -> list[FormRow]:
        row = self.row_at(parent)
        if row is None:
            return [] if parent.isValid() else self._rows
        if row.children is None:
            document = self._document
            row.children = [] if document is None else rows_below(document, row, self._attributes)
        return row.children

    def _text(self, row: FormRow, column: int) -> str:
        if column == FormColumn.ATTRIBUTE:
            return _shown(row.label)
        return _shown(row.text) if column == FormColumn.VALUE else ""

    def _colour(self, row: FormRow, column: int) -> object:
        if column == FormColumn.VALUE and row.is_link:
            return theme().colour("accent")
        if (column == FormColumn.VALUE and row.is_summary) or row.is_empty:
            return theme().colour("muted")
        return None

    def _take_fonts(self) -> None:
        self._mono, self._plain, self._bold = mono_font(), ui_font(), ui_font(bold=True)

    def _font(self, row: FormRow, column: int) -> object:
        if column == FormColumn.ATTRIBUTE:
            return self._bold if row.is_section else self._plain
        font = self._mono if row.is_mono else self._plain
        if row.is_link:
            font = QFont(font)
            font.setUnderline(True)
        return font

    def _tool_tip(self, row: FormRow, column: int) -> str | None:
        if column == FormColumn.MARK:
            return plain_tip(self._mark_words(row)) or None
        text = row.full_text if column == FormColumn.VALUE else row.description
        return plain_tip(_shown(text)) if text else None

    def _spoken(self, row: FormRow, column: int) -> str:
        if column == FormColumn.MARK:
            return self._mark_words(row)
        text = self._text(row, column)
        return self.tr("{text}, link").format(text=text) if row.is_link and column else text

    def _mark_words(self, row: FormRow) -> str:
        return {
            None: "",
            Mark.READ_ONLY: self.tr("read-only: the server assigns it"),
            Mark.WRITE_ONLY: self.tr("write-only: it is never returned"),
            Mark.IMMUTABLE: self.tr("immutable: set once, at creation"),
            Mark.UNKNOWN: self.tr("not in the schema"),
        }[row.mark]


def _shown(text: str) -> str:
    cut = text[:_SHOWN_CHARACTERS]
    return visible(cut) if cut == text else f"{visible(cut)}\u2026"
