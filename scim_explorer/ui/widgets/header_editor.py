"""Edits header fields as lines, and shows beneath which ones are added to them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.client.header_lines import HeaderLines, read_header_lines, write_header_lines
from scim_explorer.exchanges.exchange import Headers
from scim_explorer.ui.editors.raw_edit import ColourSpan, RawEdit
from scim_explorer.ui.theme import SECOND_PX, SPACE_S, SPACE_XL, mono_font, theme
from scim_explorer.ui.widgets.plain_label import PlainLabel

_LEAST_LINES, _MOST_LINES = 3, 8


class HeaderEditor(QWidget):
    """A field for ``Name: value`` lines. What the program adds stands below it, secrets masked.

    Signals:
        changed: The text is another one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = HeaderLines(())
        self._fields: Headers = ()
        self._folded = False
        self.edit = _LinesEdit(self)
        self.edit.setObjectName("composeHeaders")
        self.edit.setAccessibleName(self.tr("Header fields, one a line"))
        self.edit.setPlaceholderText(self.tr("Name: value"))
        self.edit.setTabChangesFocus(True)
        self._problem = PlainLabel("", self, role="error")
        self._problem.setObjectName("headerProblem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._added = PlainLabel("", self, role="muted")
        self._added.setObjectName("composeAddedHeaders")
        self._added.setAccessibleName(self.tr("Header fields added when sending"))
        self._added.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for widget in (self.edit, self._problem, self._added):
            column.addWidget(widget)
        self.edit.textChanged.connect(self._follow_text)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def headers(self) -> Headers:
        """The fields of the lines that can be read."""
        return self._read.headers

    @property
    def problem(self) -> str:
        """What is wrong with the first line that cannot be read, or ""."""
        return self._read.problems[0].detail if self._read.problems else ""

    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        self.edit.set_text(text)

    def show_added(self, headers: Iterable[tuple[str, str]]) -> None:
        """Show the fields that go out beside those typed; their secrets are masked already."""
        self._fields = tuple(headers)
        self._show_added()

    def fold_added(self, *, fold: bool) -> None:
        """Show only the names of what is added, where there is little room."""
        if fold != self._folded:
            self._folded = fold
            self._show_added()

    def _show_added(self) -> None:
        names = ", ".join(name for name, _ in self._fields)
        folded = self.tr("Added: {names}").format(names=names)
        self._added.setText(folded if self._folded else write_header_lines(self._fields))
        self._added.setVisible(bool(self._fields))

    def _follow_text(self) -> None:
        self._read = read_header_lines(self.text())
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self.problem))
        self.edit.setAccessibleDescription(self.problem)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self._added.setFont(mono_font(SECOND_PX))
        lines = min(max(self.edit.blockCount() + 1, _LEAST_LINES), _MOST_LINES)
        self.edit.setFixedHeight(lines * QFontMetrics(mono_font()).lineSpacing() + SPACE_XL)


class _LinesEdit(RawEdit):
    """Header names in the colour of keys."""

    @override
    def colour_spans(self, line: str) -> Iterable[ColourSpan]:
        name, colon, _ = line.partition(":")
        return (ColourSpan(0, len(name), "json_key"),) if colon else ()
