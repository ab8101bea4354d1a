"""Operations of a PATCH written by hand, as a table and as the body that is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import Document, Kind, dumps, loads, scan, value_of
from scim_explorer.ui.display import visible
from scim_explorer.ui.theme import mono_font, theme
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
OPS = ("add", "replace", "remove")
OPERATION_ROLE = Role.UserRole + 1
_NO_PARENT = QModelIndex()
_MEMBERS = frozenset({"op", "path", "value"})


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the table.

    Attributes:
        op: Sent as spelled.
        path: Sent as typed; empty leaves it out.
        value: JSON text, sent as typed; empty leaves it out.
        enabled: Whether it is sent.
    """

    op: str = "replace"
    path: str = ""
    value: str = ""
    enabled: bool = True

    def problem(self) -> Problem | None:
        """Return why ``value`` is not JSON, with its place in the value, or None."""
        if not self.value.strip():
            return None
        try:
            scan(self.value, subject="Value")
        except ProtocolError as error:
            return error.problem
        return None


def body_of(operations: tuple[Operation, ...]) -> str:
    """Return the PatchOp body: one line an operation, each value spelled as typed."""
    lines = [_line(operation) for operation in operations if operation.enabled]
    joined = ",\n  ".join(lines)
    listed = f"[\n  {joined}\n]" if lines else "[]"
    return f'{{"schemas":["{PATCH_OP}"],\n"Operations":{listed}}}'


def _line(operation: Operation) -> str:
    parts = [f'"op":{dumps(operation.op)}']
    if operation.path:
        parts.append(f'"path":{dumps(operation.path)}')
    if operation.value.strip():
        parts.append(f'"value":{operation.value.strip()}')
    return "{" + ",".join(parts) + "}"


def operations_in(body: str) -> tuple[Operation, ...] | None:
    """Return the operations of a PatchOp body, or None when the table would lose something.

    Raises:
        ProtocolError: Not JSON.
    """
    document = scan(body, subject="PATCH body")
    members = {member.key: member.value for member in document.root.members}
    if set(members) != {"schemas", "Operations"} or len(document.root.members) != len(members):
        return None
    if value_of(document, members["schemas"]) != [PATCH_OP]:
        return None
    if members["Operations"].kind is not Kind.ARRAY:
        return None
    found = [_operation(document, index) for index in range(len(members["Operations"].items))]
    whole = [operation for operation in found if operation is not None]
    return tuple(whole) if len(whole) == len(found) else None


def _operation(document: Document, index: int) -> Operation | None:
    listed = next(m.value for m in document.root.members if m.key == "Operations")
    item = listed.items[index]
    nodes = {member.key: member.value for member in item.members}
    if len(nodes) != len(item.members) or not set(nodes) <= _MEMBERS or "op" not in nodes:
        return None
    texts = {key: document.text[node.start : node.end] for key, node in nodes.items()}
    op, path = loads(texts["op"]), loads(texts.get("path", '""'))
    if not (isinstance(op, str) and isinstance(path, str)) or ("path" in texts and not path):
        return None
    return Operation(op, path, texts.get("value", ""))


class OperationColumn(IntEnum):
    """Columns of the table."""

    ENABLED = 0
    OP = 1
    PATH = 2
    VALUE = 3


class PatchOperationsModel(QAbstractTableModel):
    """The operations, editable; ``OPERATION_ROLE`` gives the ``Operation``.

    Signals:
        edited: The body would be another one now.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Operation] = []
        self._take_font()
        theme().changed.connect(self._take_font)

    @property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(self._rows)

    def set_operations(self, operations: tuple[Operation, ...]) -> None:
        self.beginResetModel()
        self._rows = list(operations)
        self.endResetModel()
        self.edited.emit()

    def insert(self, row: int, operation: Operation) -> None:
        self.beginInsertRows(_NO_PARENT, row, row)
        self._rows.insert(row, operation)
        self.endInsertRows()
        self.edited.emit()

    def remove(self, row: int) -> None:
        if not 0 <= row < len(self._rows):
            return
        self.beginRemoveRows(_NO_PARENT, row, row)
        del self._rows[row]
        self.endRemoveRows()
        self.edited.emit()

    def duplicate(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.insert(row + 1, self._rows[row])

    def move(self, row: int, step: int) -> int:
        """Move a row one up (-1) or down (+1); return where it is now."""
        target = row + step
        if not (0 <= row < len(self._rows) and 0 <= target < len(self._rows)):
            return row
        below = target + 1 if step > 0 else target
        self.beginMoveRows(_NO_PARENT, row, row, _NO_PARENT, below)
        self._rows.insert(target, self._rows.pop(row))
        self.endMoveRows()
        self.edited.emit()
        return target

    def first_problem(self) -> tuple[int, Problem] | None:
        """Return row and problem of the first enabled operation whose value is not JSON."""
        for row, operation in enumerate(self._rows):
            problem = operation.problem() if operation.enabled else None
            if problem is not None:
                return row, problem
        return None

    def _take_font(self) -> None:
        self._mono = mono_font()

    # --- QAbstractTableModel -----------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(OperationColumn)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == OperationColumn.ENABLED:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    @override
    def data(  # noqa: PLR0911  # a role a line
        self, index: Index, role: int = Role.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        operation, column = self._rows[index.row()], index.column()
        texts = ("", operation.op, operation.path, operation.value)
        match role:
            case Role.DisplayRole:
                return visible(texts[column])
            case Role.EditRole:
                return texts[column]
            case Role.CheckStateRole if column == OperationColumn.ENABLED:
                return Qt.CheckState.Checked if operation.enabled else Qt.CheckState.Unchecked
            case Role.FontRole:
                return self._mono
            case Role.ForegroundRole:
                return self._colour(operation, column)
            case Role.ToolTipRole:
                return self._tool_tip(operation, column)
            case Role.AccessibleTextRole:
                return self._spoken(operation, column, texts[column])
            case _ if role == OPERATION_ROLE:
                return operation
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if not index.isValid():
            return False
        before = self._rows[index.row()]
        column = index.column()
        if role == Role.CheckStateRole and column == OperationColumn.ENABLED:
            after = replace(before, enabled=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Role.EditRole and column == OperationColumn.OP:
            after = replace(before, op=str(value))
        elif role == Role.EditRole and column == OperationColumn.PATH:
            after = replace(before, path=str(value))
        elif role == Role.EditRole and column == OperationColumn.VALUE:
            after = replace(before, value=str(value))
        else:
            return False
        if after != before:
            self._rows[index.row()] = after
            row = index.row()
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(OperationColumn) - 1))
            self.edited.emit()
        return True

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return (self.tr("on"), self.tr("op"), self.tr("path"), self.tr("value"))[section]

    def _colour(self, operation: Operation, column: int) -> object:
        if not operation.enabled:
            return theme().colour("muted")
        if column == OperationColumn.VALUE and operation.problem() is not None:
            return theme().colour("error")
        return None

    def _tool_tip(self, operation: Operation, column: int) -> str | None:
        problem = operation.problem() if column == OperationColumn.VALUE else None
        if problem is not None:
            return plain_tip(visible(f"{problem.title}. {problem.detail}"))
        if column == OperationColumn.PATH and not operation.path:
            return self.tr("No path: the value is merged into the whole resource.")
        return None

    def _spoken(self, operation: Operation, column: int, text: str) -> str:
        if column == OperationColumn.ENABLED:
            return self.tr("sent") if operation.enabled else self.tr("not sent")
        problem = operation.problem() if column == OperationColumn.VALUE else None
        if problem is None:
            return visible(text)
        return self.tr("{0}, not valid: {1}").format(visible(text), problem.detail)
