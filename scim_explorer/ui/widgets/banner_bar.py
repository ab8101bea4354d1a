"""One line under the header for what stays true for a while: unchecked TLS, read-only config."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from scim_explorer.ui.icons import set_icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, SPACE_S
from scim_explorer.ui.widgets.elided_label import ElidedLabel
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.problem_strip import LOOKS
from scim_explorer.ui.widgets.state import set_look


class Banner(NamedTuple):
    """One notice.

    Attributes:
        key: Names it; a newer one of the same key replaces it.
        text: One sentence.
        severity: A key of ``problem_strip.LOOKS``.
        action: Word on the button, "" for none.
    """

    key: str
    text: str
    severity: str = "warning"
    action: str = ""


class BannerBar(QFrame):
    """Shows the newest banner, an error before all others; closed, the one before comes back.

    Signals:
        closed: The user closed the banner of this key.
        action_chosen: The button of the banner of this key was pressed.
    """

    closed = Signal(str)
    action_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self.setObjectName("bannerBar")
        self.setAccessibleName(self.tr("Notice"))
        self._icon = PlainLabel()
        self._text = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self._text.setObjectName("bannerText")
        self._action = QPushButton()
        self._action.setObjectName("bannerButton")
        self._close = QToolButton()
        self._close.setObjectName("bannerCloseButton")
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.setAccessibleName(self.tr("Close this notice"))
        set_icon(self._close, "x", "text")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._choose)
        self._close.clicked.connect(self._close_newest)
        self.hide()

    @property
    def banner(self) -> Banner | None:
        """The banner on the screen."""
        newest_first = tuple(reversed(self._banners.values()))
        errors = (banner for banner in newest_first if banner.severity == "error")
        return next(errors, next(iter(newest_first), None))

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all banners that are still true, the oldest first."""
        return tuple(self._banners)

    def show_banner(self, banner: Banner) -> None:
        """Put ``banner`` in front of those that weigh no more."""
        self._banners.pop(banner.key, None)
        self._banners[banner.key] = banner
        self._show_newest()

    def withdraw(self, key: str) -> None:
        """Take a banner away because it is no longer true; no-op when there is none."""
        if self._banners.pop(key, None) is not None:
            self._show_newest()

    def _show_newest(self) -> None:
        banner = self.banner
        if banner is not None:
            name, role, tint = LOOKS[banner.severity]
            set_icon(self._icon, name, role)
            set_look(self, "tint", tint)
            self._text.setText(banner.text)
            self.setAccessibleDescription(banner.text)
            self._action.setText(banner.action)
            self._action.setVisible(bool(banner.action))
            # The layout remembers the height from before the style sheet set the padding.
            self._action.ensurePolished()
            self._action.updateGeometry()
        self.setVisible(banner is not None)

    def _choose(self) -> None:
        if self.banner is not None:
            self.action_chosen.emit(self.banner.key)

    def _close_newest(self) -> None:
        if self.banner is not None:
            key = self.banner.key
            self.withdraw(key)
            self.closed.emit(key)
