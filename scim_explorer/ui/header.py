"""The header: which endpoint, which environment, may it be written to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from scim_explorer.profiles.profile import Environment, Profile
from scim_explorer.ui.display import visible
from scim_explorer.ui.icons import icon, set_icon
from scim_explorer.ui.theme import (
    HEADER_HEIGHT,
    LINE_HEIGHT,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    theme,
)
from scim_explorer.ui.widget_font import set_mono_font, set_ui_font
from scim_explorer.ui.widgets.chip import EnvironmentChip
from scim_explorer.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from scim_explorer.client.session import Session

_NARROW_PX = 1200


class Header(QWidget):
    """Follows the active tab; shows nothing of an endpoint when none is open.

    Signals:
        doctor_clicked: The connection shall be looked at.
        guard_clicked: The write guard shall be locked or unlocked.
        palette_requested: The command palette shall open.
        profile_chosen: Profile id picked in the menu of the name.
    """

    doctor_clicked = Signal()
    guard_clicked = Signal()
    palette_requested = Signal()
    profile_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._profiles: Callable[[], Sequence[Profile]] = tuple

        self.chip = EnvironmentChip(Environment.DEMO, self)
        self.chip.setObjectName("environmentChip")
        self.name_button = self._build_name()
        self.url_label = ElidedLabel(parent=self)
        self.url_label.setObjectName("baseUrlLabel")
        self.url_label.setAccessibleName(self.tr("Base URL"))
        set_mono_font(self.url_label)
        self.url_label.set_role("muted")
        self.guard_button = QToolButton(self)
        self.guard_button.setObjectName("writeGuardButton")
        self.guard_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.doctor_button = QToolButton(self)
        self.doctor_button.setObjectName("doctorButton")
        self.doctor_button.setAccessibleName(self.tr("Connection doctor"))
        self.doctor_button.setToolTip(self.tr("Look at the connection, step by step"))
        self.doctor_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon(self.doctor_button, "stethoscope")
        self.palette_edit = _PaletteEdit(self)
        self.line = QFrame(self)
        self.line.setObjectName("environmentLine")
        self.line.setAccessibleName(self.tr("Environment"))
        self.line.setFixedHeight(LINE_HEIGHT)
        self.line.setAutoFillBackground(True)
        self._lay_out()

        # The unlock of a production endpoint is shown counting.
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.refresh)
        self.guard_button.clicked.connect(self.guard_clicked)
        self.doctor_button.clicked.connect(self.doctor_clicked)
        self.palette_edit.opened.connect(self.palette_requested)
        self._menu.aboutToShow.connect(self._fill_menu)
        theme().changed.connect(self.refresh)
        self.show_session(None)

    def _build_name(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("profileButton")
        button.setAccessibleName(self.tr("Endpoint"))
        button.setToolTip(self.tr("Open another endpoint"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        set_ui_font(button, bold=True)
        self._menu = QMenu(button)
        button.setMenu(self._menu)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
        row.setSpacing(SPACE_M)
        for widget in (self.chip, self.name_button):
            row.addWidget(widget)
        row.addWidget(self.url_label, 1)
        row.addStretch(0)
        row.addWidget(self.guard_button)
        row.addWidget(self.doctor_button)
        row.addSpacing(SPACE_L)
        row.addWidget(self.palette_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.line)
        self.setMinimumHeight(HEADER_HEIGHT + LINE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_profiles(self, profiles: Callable[[], Sequence[Profile]]) -> None:
        """Set where the menu of the name takes its endpoints from."""
        self._profiles = profiles

    def show_session(self, session: Session | None) -> None:
        """Show the endpoint of the active tab."""
        self._session = session
        for widget in (
            *(self.chip, self.name_button, self.url_label),
            *(self.guard_button, self.doctor_button),
        ):
            widget.setVisible(session is not None)
        self.refresh()

    def refresh(self) -> None:
        """Show name, address and guard as they are now."""
        session = self._session
        if session is None:
            self._tick.stop()
            self._colour_line("hairline")
            return
        profile = session.profile
        self.chip.set_environment(profile.environment)
        name = visible(profile.name).replace("&", "&&")
        self.name_button.setText(f"{name}  \u25be")
        self.url_label.setText(visible(profile.base_url))
        self._colour_line(f"{profile.environment.value}_line")
        self._show_guard(session)

    def _colour_line(self, role: str) -> None:
        palette = self.line.palette()
        palette.setColor(self.line.backgroundRole(), theme().colour(role))
        self.line.setPalette(palette)

    def _show_guard(self, session: Session) -> None:
        state = session.writes
        left_s = session.unlock_left_s
        words, picture, role = {
            "allowed": (self.tr("Writes allowed"), "lock-open", "muted"),
            "read-only": (self.tr("Read-only"), "lock", "muted"),
            "locked": (self.tr("Writes locked"), "lock", "muted"),
        }[state.value]
        if state == "allowed" and left_s > 0:
            words = self.tr("Writes unlocked {0}").format(_clock(left_s))
            role = "error"
        hint = {
            "allowed": self.tr("Requests that change something are sent. Click to lock them."),
            "read-only": self.tr("The profile is read-only. Change it in the profile."),
            "locked": self.tr("Production starts locked. Click to unlock for 15 minutes."),
        }[state.value]
        narrow = self.window().width() < theme().pixels(_NARROW_PX)
        self.doctor_button.setText("" if narrow else self.tr("Doctor"))
        self.guard_button.setText("" if narrow and left_s == 0 else words)
        self.guard_button.setIcon(icon(picture, role))
        self.guard_button.setToolTip(f"{words}. {hint}")
        self.guard_button.setAccessibleName(words)
        if left_s == 0:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for profile in self._profiles():
            action = self._menu.addAction(
                f"{visible(profile.name).replace('&', '&&')}  {profile.environment.value.upper()}"
            )
            action.triggered.connect(
                lambda _=False, wanted=profile.id: self.profile_chosen.emit(wanted)
            )


class _PaletteEdit(QLineEdit):
    """Looks like a field, opens the palette.

    Signals:
        opened: It was clicked, or Enter or Space was pressed in it.
    """

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("paletteEdit")
        self.setAccessibleName(self.tr("Command palette"))
        self.setReadOnly(True)
        self.setPlaceholderText(self.tr("Go to or run...   Ctrl+K"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setTextMargins(SPACE_S, 0, 0, 0)
        self.installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("x" * 30))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (  # type: ignore[attr-defined]
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.opened.emit()
            return True
        return super().eventFilter(watched, event)


def _clock(seconds: float) -> str:
    # Rounded up: the last second is one, and not a lock that is open at 0:00.
    minutes, rest = divmod(math.ceil(seconds), 60)
    return f"{minutes}:{rest:02d}"
