"""Looks at a filter while it is typed: what is wrong stands below it, at rest and not before."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.remarks import remarks_on
from scim_explorer.protocol.filters.syntax import FilterProblem
from scim_explorer.ui.display import count_text, visible
from scim_explorer.ui.editors.filter_edit import FilterEdit
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.state import set_look

REST_MS = 600


class Syntax(StrEnum):
    """What a filter as typed is; the property ``syntax`` of its field."""

    EMPTY = "empty"
    VALID = "valid"
    WARNING = "warning"
    INVALID = "invalid"


class FilterCheck(QObject):
    """Marks mistakes in a ``FilterEdit`` and says the first one in a label.

    Signals:
        changed: The ``Syntax`` of the field is another one now.
    """

    changed = Signal(object)

    def __init__(self, edit: FilterEdit, label: PlainLabel, parent: QObject) -> None:
        super().__init__(parent)
        self._edit = edit
        self._label = label
        self._attributes: Attributes = NOTHING_KNOWN
        self.syntax = Syntax.EMPTY
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.check)
        edit.textChanged.connect(self._wait)
        edit.left.connect(self.check)
        self.check()

    def take(self, attributes: Attributes) -> None:
        """Hold the filter against these attributes from now on."""
        self._attributes = attributes
        self.check()

    def check(self) -> None:
        """Look at the filter now."""
        self._rest.stop()
        text = self._edit.text()
        if not text.strip():
            self._show(Syntax.EMPTY, ())
            return
        parsed = parse_filter(text)
        if parsed.tree is None:
            self._show(Syntax.INVALID, parsed.problems)
            return
        remarks = remarks_on(parsed, self._attributes)
        self._show(Syntax.WARNING if remarks else Syntax.VALID, remarks)

    def may_be_sent(self) -> bool:
        """Check, and put the caret at the mistake when there is one."""
        self.check()
        if self.syntax is not Syntax.INVALID:
            return True
        first = parse_filter(self._edit.text()).problems[0]
        self._edit.go_to(first.span.start)
        self._edit.setFocus()
        return False

    def _wait(self) -> None:
        """Take an old mistake away at once, and look for new ones once the typing rests."""
        if self.syntax is Syntax.INVALID and parse_filter(self._edit.text()).tree is not None:
            self.check()
        self._rest.start()

    def _show(self, syntax: Syntax, found: tuple[FilterProblem, ...]) -> None:
        is_invalid = syntax is Syntax.INVALID
        self._edit.mark(
            [(one.span.start, one.span.end) for one in found],
            "error" if is_invalid else "warning",
        )
        words = self._words(found[0], is_invalid=is_invalid) if found else ""
        if len(found) > 1:
            more = self.tr("{0} more").format(count_text(len(found) - 1))
            words = f"{words} ({more})"
        self._label.setText(words)
        set_look(self._label, "role", "error" if is_invalid else "warning")
        self._label.setVisible(bool(words))
        self._edit.setProperty("syntax", syntax.value)
        self._edit.setAccessibleDescription(words)
        if syntax is not self.syntax:
            self.syntax = syntax
            self.changed.emit(syntax)

    def _words(self, one: FilterProblem, *, is_invalid: bool) -> str:
        place = ""
        if is_invalid:
            place = self.tr("Column {0}: ").format(count_text(one.span.start + 1))
        return visible(f"{place}{one.message} {one.hint}".strip())
