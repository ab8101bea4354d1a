"""Table model over the request log, newest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont, QIcon
from typing_extensions import override

from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.log import Summary
from scim_explorer.ui.display import (
    NO_VALUE,
    clock_text,
    duration_text,
    size_text,
    url_path_text,
    visible,
)
from scim_explorer.ui.icons import TABLE_ICON_PX, icon
from scim_explorer.ui.theme import mono_font, theme, ui_font
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NUMBER_ROLE = Role.UserRole
SUMMARY_ROLE = Role.UserRole + 1
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CONTEXT = "ExchangeTable"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class StatusLook(NamedTuple):
    """How the end of an exchange is shown.

    Attributes:
        words: What stands in the status column; "" for the status itself.
        icon: File name, or "".
        role: Colour.
        explanation: For the tool tip.
    """

    words: str
    icon: str
    role: str
    explanation: str = ""


_OUTCOMES: dict[Outcome, StatusLook] = {
    Outcome.STARTED: StatusLook(
        "sent",
        "circle-question-mark",
        "muted",
        "The write left; no answer is recorded.",
    ),
    Outcome.NO_REPLY: StatusLook(
        "no reply",
        "circle-x",
        "error",
        "The server did not answer.",
    ),
    Outcome.CUT_SHORT: StatusLook(
        "cut short",
        "triangle-alert",
        "warning",
        "The answer began and did not end.",
    ),
    Outcome.CANCELLED: StatusLook(
        "cancelled",
        "circle-minus",
        "muted",
        "Stopped before the answer was complete.",
    ),
    Outcome.REFUSED: StatusLook(
        "not sent",
        "lock",
        "warning",
        "Nothing was sent: refused on this computer.",
    ),
    # Without a status only a look below HTTP is answered: a name, a port, a certificate.
    Outcome.ANSWERED: StatusLook("seen", "", "muted"),
}
_FINE = StatusLook("", "", "text")
_ERROR = StatusLook("", "circle-x", "error")
_FIRST_ERROR = 400


def status_look(status: int | None, outcome: Outcome) -> StatusLook:
    """Return how the end of an exchange is shown."""
    if outcome is not Outcome.ANSWERED or status is None:
        return _OUTCOMES.get(outcome, _OUTCOMES[Outcome.NO_REPLY])
    return _ERROR if status >= _FIRST_ERROR else _FINE


def status_words(status: int | None, outcome: Outcome) -> str:
    """Return the status, or in words why there is none."""
    look = status_look(status, outcome)
    return _tr(look.words) if look.words else str(status)


class Column(NamedTuple):
    """A column is data: a heading, how to read a cell from a row, a text that has to fit."""

    heading: str
    text: Callable[[Summary], str]
    sample: str = ""
    numeric: bool = False
    muted: bool = False
    mono: bool = False


_NAME_CHARS = 16


def _size(row: Summary) -> str:
    return NO_VALUE if row.status is None else size_text(row.size)


COLUMNS = (
    Column("#", lambda row: str(row.number), "888888", numeric=True, muted=True),
    Column(
        "Time",
        lambda row: clock_text(row.queued_at),
        "88:88:88.888",
        muted=True,
    ),
    Column("Method", lambda row: visible(row.method), "OPTIONS", mono=True),
    Column("Path", lambda row: url_path_text(row.url), mono=True),
    Column(
        "Status",
        lambda row: status_words(row.status, Outcome(row.outcome)),
        "cancelled",
    ),
    Column(
        "Took",
        lambda row: duration_text(row.took_ms),
        "88 min 88 s",
        numeric=True,
        muted=True,
    ),
    Column("Size", _size, "888.8 KB", numeric=True, muted=True),
    Column("From", lambda row: visible(row.origin), "Checks: Entra", muted=True),
)
TIME_COLUMN, METHOD_COLUMN, PATH_COLUMN, STATUS_COLUMN = 1, 2, 3, 4
SIZE_COLUMN, FROM_COLUMN = 6, 7


class ExchangeTableModel(QAbstractTableModel):
    """Rows of the log by number, the highest on top.

    Rows are merged in and taken out, never reset: selection and scroll place stay.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Summary] = []
        self._names: Mapping[str, str] = {}
        theme().changed.connect(self._repaint)

    @property
    def oldest(self) -> int | None:
        """The lowest number shown, from which older rows are asked for."""
        return self._rows[-1].number if self._rows else None

    def set_names(self, names: Mapping[str, str]) -> None:
        """Say in the last column which endpoint a row belongs to; with no names, do not."""
        if names != self._names:
            self._names = names
            self._repaint()

    def samples(self) -> tuple[tuple[str, str], ...]:
        """Return heading and a usual text of each column, to take its width from."""
        named = max(self._names.values(), key=len, default="")[:_NAME_CHARS]
        return tuple(
            (
                _tr(column.heading),
                f"{named}: Browse" if named and at == FROM_COLUMN else column.sample,
            )
            for at, column in enumerate(COLUMNS)
        )

    def row_of(self, number: int) -> int | None:
        at = self._position(number)
        return at if at < len(self._rows) and self._rows[at].number == number else None

    def show_rows(self, rows: Iterable[Summary]) -> None:
        """Show exactly these rows; those shown already stay where they are."""
        wanted = {row.number: row for row in rows}
        self._keep(lambda row: row.number in wanted)
        self.merge(wanted.values())

    def merge(self, rows: Iterable[Summary]) -> None:
        """Add rows; one whose number is shown already takes the place of the old one."""
        added: dict[int, Summary] = {}
        for row in rows:
            at = self.row_of(row.number)
            if at is None:
                added[row.number] = row
            elif self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
        ordered = sorted(added.values(), key=lambda row: -row.number)
        runs = [(at, list(run)) for at, run in groupby(ordered, lambda r: self._position(r.number))]
        # From the bottom, so that the positions above stay true.
        for at, run in reversed(runs):
            self.beginInsertRows(_NO_PARENT, at, at + len(run) - 1)
            self._rows[at:at] = run
            self.endInsertRows()

    def _keep(self, wanted: Callable[[Summary], bool]) -> None:
        for first, last in reversed(list(_runs_without(self._rows, wanted))):
            self.beginRemoveRows(_NO_PARENT, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _position(self, number: int) -> int:
        return bisect_left(self._rows, -number, key=lambda row: -row.number)

    def _prefix(self, row: Summary, column: int) -> str:
        name = self._names.get(row.endpoint) if column == FROM_COLUMN else None
        return f"{visible(name)}: " if name else ""

    def _repaint(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._prefix(row, column) + COLUMNS[column].text(row)
        reader = _READERS.get(role)
        return reader(row, column) if reader is not None else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return _tr(COLUMNS[section].heading)
        if role == Role.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].numeric else _LEFT
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)


def _runs_without(
    rows: Sequence[Summary], wanted: Callable[[Summary], bool]
) -> Iterator[tuple[int, int]]:
    """Yield first and last position of each run of rows that are not wanted."""
    numbered = groupby(enumerate(rows), lambda pair: wanted(pair[1]))
    for keep, run in numbered:
        if not keep:
            places = [at for at, _ in run]
            yield places[0], places[-1]


def _colour_role(row: Summary, column: int) -> str:
    if column == STATUS_COLUMN:
        return _look(row).role
    return "muted" if COLUMNS[column].muted else "text"


def _font(row: Summary, column: int) -> QFont:
    if column == METHOD_COLUMN:
        font = mono_font()
        font.setBold(row.method.upper() not in _READS)
        return font
    if column == STATUS_COLUMN:
        return ui_font(bold=bool(_look(row).icon))
    return mono_font() if COLUMNS[column].mono else ui_font()


def _alignment(_row: Summary, column: int) -> Qt.AlignmentFlag:
    return _RIGHT if COLUMNS[column].numeric else _LEFT


def _icon(row: Summary, column: int) -> QIcon | None:
    look = _look(row)
    return (
        icon(look.icon, look.role, TABLE_ICON_PX) if column == STATUS_COLUMN and look.icon else None
    )


def _look(row: Summary) -> StatusLook:
    return status_look(row.status, Outcome(row.outcome))


def _tool_tip(row: Summary, column: int) -> str | None:
    if column == PATH_COLUMN:
        return plain_tip(url_path_text(row.url))
    if column == STATUS_COLUMN:
        explanation = _tr(_look(row).explanation)
        words = " ".join(part for part in (explanation, visible(row.reason)) if part)
        return plain_tip(words) if words else None
    return None


_READERS: dict[int, Callable[[Summary, int], object]] = {
    NUMBER_ROLE: lambda row, _: row.number,
    SUMMARY_ROLE: lambda row, _: row,
    Role.TextAlignmentRole: _alignment,
    Role.ForegroundRole: lambda row, column: theme().colour(_colour_role(row, column)),
    Role.FontRole: _font,
    Role.DecorationRole: _icon,
    Role.ToolTipRole: _tool_tip,
}
