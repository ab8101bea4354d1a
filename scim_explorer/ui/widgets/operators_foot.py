"""What can be done in the pane of the operator matrix: plan, send, stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from scim_explorer.checks.operators.plan import MOST_ROWS
from scim_explorer.ui.display import count_text
from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widgets.plain_label import PlainLabel


class OperatorsFoot(QWidget):
    """One button that does what comes next, and at the right what it will do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run_button = self._button("runOperatorsButton", self.tr("&Read rows and plan"))
        self.run_button.setProperty("filled", True)
        self.stop_button = self._button("stopOperatorsButton", self.tr("S&top"))
        self.plan_button = self._button("planOperatorsButton", self.tr("Plan a&gain"))
        self.copy_button = self._button("copyOperatorsReport", self.tr("&Copy as report"))
        self.copy_button.hide()
        self.note_label = PlainLabel("", self, role="muted")
        self.note_label.setObjectName("operatorsNote")
        self.note_label.setWordWrap(True)
        self.note_label.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        for button in (self.run_button, self.stop_button, self.plan_button):
            row.addWidget(button)
        row.addWidget(self.note_label, 1)
        row.addWidget(self.copy_button)
        self.offer_plan(is_again=False)

    def offer_plan(self, *, is_again: bool) -> None:
        """Let the button read rows and plan."""
        words = self.tr("&Run again") if is_again else self.tr("&Read rows and plan")
        note = self.tr("Reads up to {0} rows, then shows the requests before they are sent.")
        self._offer(words, note.format(count_text(MOST_ROWS)), can_plan=False)

    def offer_send(self, count: int) -> None:
        """Let the button send what was planned."""
        self._offer(self.tr("&Send {0} requests").format(count_text(count)))

    def offer_rest(self, count: int) -> None:
        """Let the button send what was not reached."""
        self._offer(self.tr("&Go on: {0} requests").format(count_text(count)))

    def show_busy(self) -> None:
        """Offer to stop what runs."""
        self.note_label.set_text("")
        self.stop_button.show()
        if self.run_button.hasFocus() or self.plan_button.hasFocus():
            # The button that was pressed is about to go.
            self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in (self.run_button, self.plan_button, self.copy_button):
            button.hide()

    def _offer(self, words: str, note: str = "", *, can_plan: bool = True) -> None:
        self.run_button.setText(words)
        self.run_button.setAccessibleName(words.replace("&", ""))
        self.run_button.show()
        if self.stop_button.hasFocus():
            self.run_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop_button.hide()
        self.plan_button.setVisible(can_plan)
        self.note_label.set_text(note)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words.replace("&", ""))
        return button
