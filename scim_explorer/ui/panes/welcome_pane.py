"""The first thing a new user sees: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import icon
from scim_explorer.ui.theme import (
    HEAD_PX,
    SECOND_PX,
    SPACE_L,
    SPACE_XL,
    theme,
)
from scim_explorer.ui.widget_font import set_mono_font, set_ui_font
from scim_explorer.ui.widgets.plain_label import PlainLabel

_ICON_PX = 24
_WIDTH_PX = 620


class WelcomePane(QWidget):
    """Demo, connect, or open something you have. No wizard, no tour.

    Signals:
        demo_requested: The embedded endpoint shall start.
        connect_requested: A new profile shall be edited.
        open_requested: A file with profiles shall be imported.
    """

    demo_requested = Signal()
    connect_requested = Signal()
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePane")
        self.setAccessibleName(self.tr("First steps"))
        self.setProperty("state", "ready")

        title = PlainLabel(self.tr("SCIM Explorer"), self)
        set_ui_font(title, HEAD_PX + 9, bold=True)
        lead = PlainLabel(
            self.tr("See what a SCIM endpoint really does, and what the RFC says it should."), self
        )
        lead.setProperty("role", "muted")
        self.demo_button = _Choice(
            "play",
            self.tr("Try the demo endpoint"),
            self.tr("Runs on this computer. 300 users, 24 groups. Nothing leaves this computer."),
            "Ctrl+1",
            self,
        )
        self.demo_button.setObjectName("demoButton")
        self.connect_button = _Choice(
            "plug",
            self.tr("Connect to an endpoint"),
            self.tr("A base URL and, if it needs one, a token. Saved in your keyring."),
            "Ctrl+2",
            self,
        )
        self.connect_button.setObjectName("connectButton")
        self.open_button = _Choice(
            "file-input",
            self.tr("Open profiles from a colleague"),
            self.tr("An exported file. It comes in read-only, without secrets, not connected."),
            "Ctrl+3",
            self,
        )
        self.open_button.setObjectName("openFileButton")
        foot = PlainLabel(
            self.tr("No account. No telemetry. Secrets stay in the keyring of your system."), self
        )
        foot.setProperty("role", "muted")
        set_ui_font(foot, SECOND_PX)

        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(lead)
        column.addSpacing(SPACE_XL)
        for choice in (self.demo_button, self.connect_button, self.open_button):
            column.addWidget(choice)
            column.addSpacing(SPACE_L)
        column.addWidget(foot)
        column.addStretch(2)
        middle = QWidget(self)
        middle.setMaximumWidth(theme().pixels(_WIDTH_PX))
        middle.setLayout(column)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

        self._middle = middle
        theme().changed.connect(self._fit)
        self.demo_button.clicked.connect(self.demo_requested)
        self.connect_button.clicked.connect(self.connect_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.setFocusProxy(self.demo_button)

    def _fit(self) -> None:
        self._middle.setMaximumWidth(theme().pixels(_WIDTH_PX))


class _Choice(QPushButton):
    """A large button with an icon, a title, a sentence and its keys."""

    def __init__(self, icon_name: str, title: str, text: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setShortcut(keys)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setAutoDefault(True)
        self._icon_name = icon_name
        self._picture = PlainLabel("", self)
        head = PlainLabel(title, self)
        set_ui_font(head, HEAD_PX, bold=True)
        sentence = PlainLabel(text, self)
        sentence.setProperty("role", "muted")
        sentence.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        shown_keys = PlainLabel(keys, self)
        set_mono_font(shown_keys)
        shown_keys.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(head)
        words.addWidget(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(shown_keys, 0, Qt.AlignmentFlag.AlignVCenter)
        for child in self.findChildren(PlainLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self._paint_icon)
        self._paint_icon()

    @override
    def sizeHint(self) -> QSize:
        # A button asks for the size of its own text, which is empty here.
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        pane = self.parentWidget()
        choices: list[_Choice] = pane.findChildren(_Choice) if pane else [self]
        position = choices.index(self) + step
        if 0 <= position < len(choices):
            choices[position].setFocus()

    def _paint_icon(self) -> None:
        self._picture.setPixmap(icon(self._icon_name, "accent", _ICON_PX).pixmap(_ICON_PX))
