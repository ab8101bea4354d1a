"""The steps of the connection doctor as rows that fill; certificates stand below their step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from scim_explorer.checks.report import advice
from scim_explorer.checks.steps import STEPS, Step, StepResult, Verdict
from scim_explorer.client.certificates import Certificate
from scim_explorer.ui.certificate_texts import certificate_text, validity
from scim_explorer.ui.display import duration_text, visible
from scim_explorer.ui.icons import TABLE_ICON_PX, icon
from scim_explorer.ui.theme import theme
from scim_explorer.ui.widgets.elided_label import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ID_ROLE = Role.UserRole
RESULT_ROLE = Role.UserRole + 1
NUMBERS_ROLE = Role.UserRole + 2
LOOKS = {
    # icon and its role of colour
    Verdict.OK: ("circle-check", "ok"),
    Verdict.WARNING: ("triangle-alert", "warning"),
    Verdict.FAILED: ("circle-x", "error"),
    Verdict.SKIPPED: ("circle-minus", "muted"),
}
_WAITING = ("circle", "muted")
_NO_PARENT = QModelIndex()
_MOST_CHARACTERS = 4000


class Column(IntEnum):
    """The columns, in their order."""

    STEP = 0
    RESULT = 1
    SEEN = 2
    TOOK = 3
    NUMBERS = 4
    BEFORE = 5


class DoctorStepsModel(QAbstractItemModel):
    """A row for each of ``STEPS`` from the first moment on.

    ``ID_ROLE`` gives the id of the step, ``RESULT_ROLE`` its ``StepResult`` or None,
    ``NUMBERS_ROLE`` the numbers of its exchanges.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._known: dict[str, StepResult] = {}
        self._before: dict[str, StepResult] = {}
        self._is_over = False

    @property
    def results(self) -> tuple[StepResult, ...]:
        """What is known by now, in the order of ``STEPS``."""
        return tuple(self._known[step.id] for step in STEPS if step.id in self._known)

    @property
    def has_before(self) -> bool:
        return bool(self._before)

    def begin(self) -> None:
        """Let every step wait; what was found stands beside it as "last time"."""
        before = dict(self._known)
        self._drop_certificates()
        self._before = before or self._before
        self._known, self._is_over = {}, False
        self._all_changed()

    def show_result(self, found: StepResult) -> None:
        """Fill one row."""
        place = STEPS.index(found.step)
        parent = self.index(place, 0)
        more = len(found.certificates) if found.step.id not in self._known else 0
        if more:
            self.beginInsertRows(parent, 0, more - 1)
        self._known[found.step.id] = found
        if more:
            self.endInsertRows()
        self.dataChanged.emit(parent, self.index(place, len(Column) - 1))

    def end(self) -> None:
        """Say of the steps that still wait that they are not reached any more."""
        self._is_over = True
        self._all_changed()

    def index_of(self, step_id: str) -> QModelIndex:
        """Return the row of a step."""
        return self.index([step.id for step in STEPS].index(step_id), 0)

    def samples(self) -> dict[Column, tuple[str, ...]]:
        """Return the widest texts of the columns that are as wide as they need."""
        words = tuple(map(self._word, Verdict))
        return {
            Column.STEP: tuple(step.title for step in STEPS),
            Column.RESULT: (*words, self.tr("not reached"), self.tr("waiting")),
            Column.TOOK: (duration_text(888.0), duration_text(15_000.0)),
            Column.BEFORE: words,
        }

    def _drop_certificates(self) -> None:
        for place, step in enumerate(STEPS):
            found = self._known.get(step.id)
            if found is not None and found.certificates:
                self.beginRemoveRows(self.index(place, 0), 0, len(found.certificates) - 1)
                del self._known[step.id]
                self.endRemoveRows()

    def _all_changed(self) -> None:
        last = self.index(len(STEPS) - 1, len(Column) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    # --- QAbstractItemModel ------------------------------------------------------

    @override
    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        # The number of a top row plus one is the mark of what stands below it.
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        mark = child.internalId() if child.isValid() else 0
        return self.createIndex(mark - 1, 0, 0) if mark else QModelIndex()

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        if not parent.isValid():
            return len(STEPS)
        if parent.internalId() or parent.column():
            return 0
        return len(self._certificates(parent.row()))

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole and section == Column.TOOK:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        return {
            Column.STEP: self.tr("Step"),
            Column.RESULT: self.tr("Result"),
            Column.SEEN: self.tr("What was seen"),
            Column.TOOK: self.tr("Took"),
            Column.NUMBERS: self.tr("Requests"),
            Column.BEFORE: self.tr("Last time"),
        }[Column(section)]

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if index.internalId():
            one = self._certificates(int(index.internalId()) - 1)[index.row()]
            return self._of_certificate(one, index, role)
        step = STEPS[index.row()]
        if role == ID_ROLE:
            return step.id
        if role == RESULT_ROLE:
            return self._known.get(step.id)
        return self._of_step(step, Column(index.column()), role)

    def _certificates(self, place: int) -> tuple[Certificate, ...]:
        found = self._known.get(STEPS[place].id)
        return found.certificates if found is not None else ()

    def _of_step(self, step: Step, column: Column, role: int) -> object:  # noqa: PLR0911  # a role a line
        found = self._before.get(step.id) if column is Column.BEFORE else self._known.get(step.id)
        picture, colour = LOOKS[found.verdict] if found is not None else _WAITING
        match role:
            case Role.DisplayRole:
                return self._text(step, column, found)
            case Role.ToolTipRole if column is Column.SEEN and found is not None:
                return plain_tip(_said(found))
            case Role.AccessibleTextRole if column is Column.STEP:
                return self._aloud(step)
            case Role.DecorationRole if _has_picture(column, found):
                return icon(picture, colour, theme().pixels(TABLE_ICON_PX))
            case Role.ForegroundRole:
                return theme().colour(_colour(column, colour))
            case Role.TextAlignmentRole if column is Column.TOOK:
                return Qt.AlignmentFlag.AlignRight
        if role == NUMBERS_ROLE:
            return found.exchanges if found is not None else ()
        return None

    def _text(self, step: Step, column: Column, found: StepResult | None) -> str:
        if column is Column.STEP:
            return step.title
        if found is None:
            return self._waiting_word() if column is Column.RESULT else ""
        return {
            Column.RESULT: self._word(found.verdict),
            Column.BEFORE: self._word(found.verdict),
            Column.SEEN: _said(found),
            Column.TOOK: duration_text(found.took_ms) if found.exchanges else "",
            Column.NUMBERS: " ".join(f"#{number}" for number in found.exchanges),
        }[column]

    def _aloud(self, step: Step) -> str:
        found, before = self._known.get(step.id), self._before.get(step.id)
        if found is None:
            return f"{step.title}, {self._waiting_word()}"
        last = self.tr(", last time {0}").format(self._word(before.verdict)) if before else ""
        return f"{step.title}, {self._word(found.verdict)}{last}: {_said(found)}"

    def _waiting_word(self) -> str:
        return self.tr("not reached") if self._is_over else self.tr("waiting")

    def _word(self, verdict: Verdict) -> str:
        return {
            Verdict.OK: self.tr("ok"),
            Verdict.WARNING: self.tr("warning"),
            Verdict.FAILED: self.tr("failed"),
            Verdict.SKIPPED: self.tr("skipped"),
        }[verdict]

    # --- certificates ------------------------------------------------------------

    def _of_certificate(self, one: Certificate, index: Index, role: int) -> object:
        column = Column(index.column())
        word, colour = validity(one, self._now())
        if role == Role.DisplayRole:
            if column is Column.STEP:
                return self.tr("Certificate {0}").format(str(index.row() + 1))
            return {Column.RESULT: word, Column.SEEN: certificate_text(one)}.get(column, "")
        if role == Role.AccessibleTextRole and column is Column.STEP:
            return f"{self.data(index)}, {word}: {certificate_text(one)}"
        if role == Role.ForegroundRole:
            return theme().colour(colour if column is Column.RESULT else "text")
        return () if role == NUMBERS_ROLE else None


def _has_picture(column: Column, found: StepResult | None) -> bool:
    return column is Column.STEP or (column is Column.BEFORE and found is not None)


def _said(found: StepResult) -> str:
    said = found.judgement
    lines = [said.detail, advice(said.hint)] if said.hint else [said.detail]
    return visible("\n".join(lines), keep="\n")[:_MOST_CHARACTERS]


def _colour(column: Column, tone: str) -> str:
    if column in {Column.RESULT, Column.BEFORE}:
        return tone
    if column is Column.NUMBERS:
        return "accent"
    # What waits, or was not tried, steps back.
    return "muted" if tone == "muted" or column is Column.TOOK else "text"
