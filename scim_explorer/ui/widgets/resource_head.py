"""Head of the resource pane: name, type, id, when it was read, the way back and forth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from scim_explorer.ui.display import clock_text, utc_text
from scim_explorer.ui.theme import (
    HEAD_PX,
    SECOND_PX,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    mono_font,
    theme,
    ui_font,
)
from scim_explorer.ui.widgets.elided_label import ElidedLabel, plain_tip
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.tool_button import tool_button


class ResourceHead(QWidget):
    """Two lines above the tabs.

    Signals:
        back, forward, read_again, opened_as_tab: Their buttons.
        link_activated: Number of the exchange it was read with.
        delete_requested, copy_json_requested: Lines of the menu.
        said: A sentence for the status bar.
    """

    back = Signal()
    forward = Signal()
    read_again = Signal()
    opened_as_tab = Signal()
    link_activated = Signal(int)
    delete_requested = Signal()
    copy_json_requested = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exchange: int | None = None
        self._id = ""
        self.title = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight)
        self.title.setObjectName("resourceTitle")
        self.title.setAccessibleName(self.tr("Resource"))
        self.draft_label = PlainLabel(self.tr("draft"), self, role="warning")
        self.draft_label.setObjectName("draftLabel")
        self.draft_label.setToolTip(self.tr("Your changes are kept here and were not sent."))
        self.type_label = PlainLabel("", self, role="muted")
        self.assumed_label = PlainLabel(self.tr("assumed"), self, role="warning")
        self.assumed_label.setObjectName("assumedLabel")
        self.id_label = ElidedLabel("", self, role="muted")
        self.id_label.setObjectName("resourceId")
        self.read_label = PlainLabel("", self, role="muted")
        self.read_label.setObjectName("readLabel")
        self.back_button = tool_button(self, "backButton", "arrow-left", self.tr("Back"))
        self.forward_button = tool_button(self, "forwardButton", "arrow-right", self.tr("Forward"))
        self.read_button = tool_button(self, "readAgainButton", "refresh-cw", self.tr("Read again"))
        self.tab_button = tool_button(
            self, "openAsTabButton", "external-link", self.tr("Open as tab")
        )
        self.copy_button = tool_button(self, "copyIdButton", "copy", self.tr("Copy id"))
        self.menu_button = tool_button(
            self, "resourceMenuButton", "ellipsis-vertical", self.tr("More")
        )
        self.link_button = QToolButton(self)
        self.link_button.setObjectName("exchangeLink")
        self.link_button.setProperty("role", "link")
        self._fill_menu()
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        self.forward_button.clicked.connect(self.forward)
        self.read_button.clicked.connect(self.read_again)
        self.tab_button.clicked.connect(self.opened_as_tab)
        self.copy_button.clicked.connect(self._copy_id)
        self.link_button.clicked.connect(self._open_link)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()
        self.show_nothing()

    # --- content -----------------------------------------------------------------

    def show_nothing(self) -> None:
        self.show_resource("", "", "")
        self.show_read(None, None)
        self.show_assumed("")
        self.set_draft(on=False)

    def show_resource(self, title: str, type_name: str, resource_id: str) -> None:
        """Name the resource; an empty id (a new one, a row without id) hides what needs it."""
        self._id = resource_id
        self.title.set_text(title)
        self.title.setAccessibleDescription(title)
        self.type_label.set_text(type_name)
        self.id_label.set_text(resource_id)
        for widget in (self.copy_button, self.read_button, self.tab_button, self.delete_action):
            widget.setEnabled(bool(resource_id))
        self.copy_button.setVisible(bool(resource_id))
        self.json_action.setEnabled(bool(title))

    def show_assumed(self, words: str) -> None:
        """Mark the type as assumed and say why; "" takes the mark away."""
        self.assumed_label.setVisible(bool(words))
        self.assumed_label.setToolTip(plain_tip(words))
        self.assumed_label.setAccessibleDescription(words)

    def show_read(
        self, epoch_s: float | None, exchange: int | None, *, stale: bool = False
    ) -> None:
        """Say when it was read, and by which exchange."""
        self._exchange = exchange
        text = ""
        if epoch_s is not None:
            time = clock_text(epoch_s, milliseconds=False)
            words = self.tr("read {time}, changed since") if stale else self.tr("read {time}")
            text = words.format(time=time)
            self.read_label.setToolTip(utc_text(epoch_s))
        self.read_label.set_text(text)
        self.read_label.set_role("warning" if stale else "muted")
        self.link_button.setVisible(exchange is not None)
        if exchange is not None:
            self.link_button.setText(f"#{exchange}")
            words = self.tr("Show request {number} in the log").format(number=exchange)
            self.link_button.setAccessibleName(words)
            self.link_button.setToolTip(words)

    def set_history(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        self.back_button.setEnabled(can_go_back)
        self.forward_button.setEnabled(can_go_forward)

    def set_draft(self, *, on: bool) -> None:
        self.draft_label.setVisible(on)

    # --- parts -------------------------------------------------------------------

    def _fill_menu(self) -> None:
        menu = QMenu(self.menu_button)
        menu.addAction(self.tr("Copy &id"), self._copy_id)
        self.json_action = menu.addAction(self.tr("Copy &JSON as received"))
        menu.addSeparator()
        self.delete_action = menu.addAction(self.tr("&Delete resource..."))
        self.json_action.triggered.connect(self.copy_json_requested)
        self.delete_action.triggered.connect(self.delete_requested)
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SPACE_S)
        first.addWidget(self.title, 1)
        first.addWidget(self.draft_label)
        for button in (
            self.back_button,
            self.forward_button,
            self.read_button,
            self.tab_button,
            self.menu_button,
        ):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(SPACE_S)
        second.addWidget(self.type_label)
        second.addWidget(self.assumed_label)
        second.addSpacing(SPACE_S)
        second.addWidget(self.id_label)
        second.addWidget(self.copy_button)
        second.addStretch(1)
        second.addWidget(self.read_label)
        second.addWidget(self.link_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_M, SPACE_S)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)

    def _set_fonts(self) -> None:
        self.title.setFont(ui_font(HEAD_PX, bold=True))
        self.id_label.setFont(mono_font())
        for label in (self.type_label, self.assumed_label, self.read_label, self.draft_label):
            label.setFont(ui_font(SECOND_PX))

    def _copy_id(self) -> None:
        QGuiApplication.clipboard().setText(self._id)
        self.said.emit(self.tr("Copied the id."))

    def _open_link(self) -> None:
        if self._exchange is not None:
            self.link_activated.emit(self._exchange)
