"""The frame of every dialog that shows a write before it leaves.

Who it goes to, the exact request, the production step, and the one button that sends.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.client.outgoing import Preview
from scim_explorer.exchanges.curl import curl_command
from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.protocol.json_codec import readable_text
from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import (
    HEAD_PX,
    LINE_HEIGHT,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XL,
    mono_font,
    theme,
    ui_font,
)
from scim_explorer.ui.widgets.chip import EnvironmentChip
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.json_lines import JsonLines
from scim_explorer.ui.widgets.plain_label import PlainLabel

_SIZE = QSize(900, 560)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A write about to be sent.

    Attributes:
        title: "Review: 2 changes to Amelia Haddad".
        button: Text of the button that sends, with the name of the endpoint.
        version_line: What stands behind the request if the resource changed meanwhile.
    """

    profile: Profile
    preview: Preview
    title: str
    button: str
    version_line: str


def preview_text(preview: Preview) -> str:
    """Return the request as an HTTP message, masked as in ``preview``."""
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(preview.url)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    lines = [f"{preview.method} {target} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in preview.headers]
    body = readable_text(preview.body)[0] if preview.body else ""
    return "\n".join(lines) + "\n\n" + body


def scaled(size: QSize, parent: QWidget) -> QSize:
    """Return a size of 100 % text at the present size of text, within the window around."""
    wanted = QSize(theme().pixels(size.width()), theme().pixels(size.height()))
    return wanted.boundedTo(parent.window().size()).expandedTo(size)


class SendDialog(QDialog):
    """Head, content of the caller, exact request, confirmation on production, buttons.

    Cancel has the focus, and Enter never sends unless the button that sends has it.

    Signals:
        confirmed: What was typed to confirm, "" outside production. The dialog is closed.
        said: A sentence for the status bar.
    """

    confirmed = Signal(str)
    said = Signal(str)

    def __init__(self, outgoing: Outgoing, content: QWidget | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._outgoing = outgoing
        self._is_production = outgoing.profile.environment is Environment.PROD
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(outgoing.title)
        self.setAccessibleName(outgoing.title)
        self.resize(scaled(_SIZE, parent))

        self.request_view = JsonLines(self)
        self.request_view.setObjectName("reviewRequest")
        self.request_view.setAccessibleName(self.tr("Exact request"))
        self.request_view.set_bytes(
            preview_text(outgoing.preview).encode("utf-8", "surrogateescape"), "http"
        )
        self.confirm_bar = self._confirm_bar()
        self.confirm_bar.setVisible(self._is_production)
        self.curl_button = QPushButton(self.tr("Copy as cURL"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.send_button = QPushButton(outgoing.button, self)
        self.send_button.setObjectName("confirmSendButton")
        self.send_button.setProperty("filled", True)
        self.send_button.setProperty("environment", outgoing.profile.environment.value)
        for button in (self.curl_button, self.cancel_button, self.send_button):
            # Enter in a field must neither send nor throw away what was typed.
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        set_icon(self.curl_button, "copy")

        self._lay_out(content)
        self.curl_button.clicked.connect(self._copy_curl)
        self.cancel_button.clicked.connect(self.reject)
        self.send_button.clicked.connect(self._confirm)
        self._check_name()
        (self.confirm_edit if self._is_production else self.cancel_button).setFocus()

    # --- parts -------------------------------------------------------------------

    def _lay_out(self, content: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, LINE_HEIGHT, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        if content is not None:
            column.addWidget(content, 2)
        heading = PlainLabel(self.tr("Exact request"), self, role="muted")
        heading.setFont(ui_font(bold=True))
        heading.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_S)
        column.addWidget(heading)
        column.addWidget(self.request_view, 3)
        column.addWidget(self.confirm_bar)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        head.setSpacing(SPACE_M)
        title = ElidedLabel(self._outgoing.title, self, mode=Qt.TextElideMode.ElideRight)
        title.setFont(ui_font(HEAD_PX, bold=True))
        head.addWidget(EnvironmentChip(self._outgoing.profile.environment, self))
        head.addWidget(title, 1)
        return head

    def _confirm_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setProperty("tint", "error")
        sign = PlainLabel("", bar)
        set_icon(sign, "triangle-alert", role="error")
        words = PlainLabel(
            self.tr("This changes a production system. Type the profile name to send:"), bar
        )
        words.setFont(ui_font(bold=True))
        words.setWordWrap(True)
        name = PlainLabel(self._outgoing.profile.name, bar)
        name.setObjectName("confirmName")
        name.setFont(mono_font())
        self.confirm_edit = QLineEdit(bar)
        self.confirm_edit.setFont(mono_font())
        self.confirm_edit.setObjectName("confirmEdit" if self._is_production else "")
        self.confirm_edit.setAccessibleName(
            self.tr("Profile name, to confirm: {name}").format(name=self._outgoing.profile.name)
        )
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        row.setSpacing(SPACE_M)
        # A name cut short could not be typed: it has a line of its own.
        question = QVBoxLayout()
        question.setSpacing(SPACE_S)
        question.addWidget(words)
        question.addWidget(name)
        row.addWidget(sign)
        row.addLayout(question, 3)
        row.addWidget(self.confirm_edit, 2)
        self.confirm_edit.textChanged.connect(self._check_name)
        self.confirm_edit.returnPressed.connect(self._step_to_send)
        return bar

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, SPACE_M, SPACE_XL, SPACE_M)
        foot.setSpacing(SPACE_M)
        line = PlainLabel(self._outgoing.version_line, self, role="muted")
        line.setObjectName("reviewVersion")
        line.setWordWrap(True)
        foot.addWidget(self.curl_button)
        foot.addWidget(line, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.send_button)
        return foot

    # --- doing -------------------------------------------------------------------

    def _check_name(self) -> None:
        typed = self.confirm_edit.text().strip().casefold()
        wanted = self._outgoing.profile.name.strip().casefold()
        self.send_button.setEnabled(not self._is_production or typed == wanted)

    def _step_to_send(self) -> None:
        if self.send_button.isEnabled():
            self.send_button.setFocus()

    def _confirm(self) -> None:
        # A second click of a double click finds the button off.
        self.send_button.setEnabled(False)
        typed = self.confirm_edit.text() if self._is_production else ""
        self.accept()
        self.confirmed.emit(typed)

    def _copy_curl(self) -> None:
        preview = self._outgoing.preview
        line = curl_command(preview.method, preview.url, preview.headers, preview.body)
        QGuiApplication.clipboard().setText(line)
        self.said.emit(self.tr("Copied as cURL; the secret stands as $SCIM_TOKEN."))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        line = theme().environment_line(self._outgoing.profile.environment)
        painter.fillRect(0, 0, self.width(), LINE_HEIGHT, line)
        painter.end()
