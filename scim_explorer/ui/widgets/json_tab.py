"""The JSON tab: the text that is sent, where the caret is, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.json_codec import Document, relayout, scan
from scim_explorer.protocol.patch_path import patch_path
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.models.working_copy import INDENT
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.large_text_bar import LargeTextBar
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.text_find_bar import TextFindBar
from scim_explorer.ui.widgets.tool_button import tool_button

REST_MS = 250
_AT_ONCE_CHARS = 256 * 1024


class JsonTab(QWidget):
    """Editor, problem and path of the caret.

    Signals:
        began: Typing began.
        edited: The text is another one since a moment; emitted once typing rests.
        layout_chosen: True for pretty, False for as sent; the owner lays out what was not edited.
        said: A sentence for the status bar.
    """

    began = Signal()
    edited = Signal()
    layout_chosen = Signal(bool)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._problem: Problem | None = None
        self._setting = False
        self._waiting: tuple[str, str | None] | None = None
        self._text_of = (-1, "")
        self.editor = JsonEdit(self)
        self.editor.setObjectName("jsonView")
        self.editor.setAccessibleName(self.tr("JSON of the resource"))
        self.large_bar = LargeTextBar(self.editor, self)
        self.problem_bar = QFrame(self)
        self.problem_bar.setProperty("tint", "error")
        self.problem_label = PlainLabel("", self.problem_bar)
        self.problem_label.setObjectName("jsonProblem")
        self.problem_label.setAccessibleName(self.tr("Problem in the JSON"))
        self.problem_label.setWordWrap(True)
        self.go_button = tool_button(self, "jsonProblemButton", "arrow-right", self.tr("Go there"))
        self.path_label = ElidedLabel("", self, role="muted")
        self.path_label.setObjectName("jsonPath")
        self.path_label.setAccessibleName(self.tr("Path of the caret"))
        set_mono_font(self.path_label)
        self.pretty_button = tool_button(self, "prettyButton", "list", self.tr("Pretty layout"))
        self.pretty_button.setText(self.tr("Pretty"))
        self.pretty_button.setCheckable(True)
        self.pretty_button.setChecked(True)
        self.path_button = tool_button(
            self, "copyPathButton", "copy", self.tr("Copy as PATCH path")
        )
        self.path_button.setText(self.tr("PATCH path"))
        for button in (self.pretty_button, self.path_button, self.go_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.go_button.setText(self.tr("Go there"))
        self.find_bar = TextFindBar(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()
        self.show_analysis(None, None)

    def _connect(self) -> None:
        self.editor.textChanged.connect(self._note_edit)
        self.editor.caret_path_changed.connect(self.show_path)
        self._rest.timeout.connect(self.edited)
        self.pretty_button.clicked.connect(self.layout_chosen)
        self.path_button.clicked.connect(self.copy_path)
        self.go_button.clicked.connect(self.go_to_problem)
        self.find_bar.asked.connect(self._find)
        self.find_bar.closed.connect(self.editor.setFocus)

    # --- content -----------------------------------------------------------------

    @property
    def is_pretty(self) -> bool:
        return self.pretty_button.isChecked()

    @property
    def is_typing(self) -> bool:
        """Whether an edit was not reported yet."""
        return self._rest.isActive()

    def text(self) -> str:
        """Return exactly what stands in the editor, or will once the tab is shown."""
        if self._waiting is not None:
            return self._waiting[0]
        revision = self.editor.document().revision()
        if self._text_of[0] != revision:
            self._text_of = (revision, self.editor.toPlainText())
        return self._text_of[1]

    def set_text(self, text: str, document: Document | None, baseline: str | None) -> None:
        """Show another text; it is not an edit. Lines that ``baseline`` lacks get a bar."""
        self._rest.stop()
        self._waiting = (text, baseline)
        # Half a second for a megabyte: not before somebody looks at it.
        if len(text) <= _AT_ONCE_CHARS or self.isVisible():
            self._put_text()
        self.show_analysis(document, None)

    def _put_text(self) -> None:
        if self._waiting is None:
            return
        text, baseline = self._waiting
        self._setting = True
        self.editor.set_text(text)
        self.editor.set_baseline(baseline if len(text) <= _AT_ONCE_CHARS else None)
        self._setting = False
        self._waiting = None
        self.large_bar.ask_anew()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._put_text()

    def set_editable(self, *, on: bool) -> None:
        """Let the text be typed into; the look follows."""
        self.large_bar.set_editable(on=on)

    def flush(self) -> None:
        """Report an edit now that would be reported in a moment."""
        if self._rest.isActive():
            self._rest.stop()
            self.edited.emit()

    def lay_out_again(self) -> None:
        """Lay out the edited text as the button says; a broken text stays as it is."""
        text = self.text()
        try:
            scan(text)
        except ProtocolError:
            return
        self.editor.set_text(relayout(text, INDENT if self.is_pretty else None), undoable=True)

    def show_analysis(self, document: Document | None, problem: Problem | None) -> None:
        """Show where the text is not JSON, or hide that."""
        self._document, self._problem = document, problem
        self.problem_bar.setVisible(problem is not None)
        self.problem_label.set_text(problem.detail if problem else "")
        self.go_button.setVisible(problem is not None and problem.place is not None)
        self.show_path()

    # --- doing -------------------------------------------------------------------

    def open_find(self) -> None:
        self.find_bar.open()

    def _find(self, text: str, backwards: bool) -> None:  # noqa: FBT001  # a slot
        flag = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        found = self.editor.find(text, flag)
        if not found:
            # Once around: from the other end of the text.
            here = self.editor.textCursor()
            end = QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start
            self.editor.moveCursor(end)
            found = self.editor.find(text, flag)
            if not found:
                self.editor.setTextCursor(here)
        self.find_bar.show_found(found=found)

    def show_path(self) -> None:
        steps = self.editor.caret_path()
        self.path_label.set_text(" \u203a ".join(str(step) for step in steps))
        self.path_button.setEnabled(bool(steps) and self._document is not None)

    def copy_path(self) -> None:
        """Put the PATCH path of the caret's place on the clipboard."""
        path = self._path()
        if path:
            QGuiApplication.clipboard().setText(path)
            self.said.emit(self.tr("Copied the PATCH path."))

    def go_to_problem(self) -> None:
        """Put the caret where the text stops being JSON."""
        if self._problem is not None and self._problem.place is not None:
            self.editor.go_to(self._problem.place)
            self.editor.setFocus()

    def _path(self) -> str:
        if self._document is None:
            return ""
        return patch_path(self._document, self.editor.caret_path())

    def _note_edit(self) -> None:
        if self._setting:
            return
        starts = not self._rest.isActive()
        self._rest.start()
        if starts:
            self.began.emit()

    # --- parts -------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setFocusProxy(self.editor)
        sign = PlainLabel("", self.problem_bar)
        set_icon(sign, "circle-x", role="error")
        problem = QHBoxLayout(self.problem_bar)
        problem.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        problem.setSpacing(SPACE_M)
        problem.addWidget(sign)
        problem.addWidget(self.problem_label, 1)
        problem.addWidget(self.go_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        foot.addWidget(self.path_label, 1)
        foot.addWidget(self.pretty_button)
        foot.addWidget(self.path_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.large_bar)
        column.addWidget(self.editor, 1)
        column.addWidget(self.problem_bar)
        column.addLayout(foot)
