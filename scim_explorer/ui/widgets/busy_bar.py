"""The thin bar at the top edge of a pane that shows that something is running."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from scim_explorer.ui.theme import theme

DELAY_MS = 200
_HEIGHT, _FRAME_MS, _STEPS, _SHARE = 2, 40, 50, 0.25


class BusyBar(QWidget):
    """Two pixels high; its place is kept while nothing runs, so that no content jumps.

    Shows itself 200 ms after the work began, moves while it lasts, and stands still at the known
    share when there is one or when animations are off.
    """

    def __init__(self, parent: QWidget | None = None, *, animated: bool = True) -> None:
        super().__init__(parent)
        self._animated = animated
        self._share: float | None = None
        self._step = 0
        self._shown = False
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._frames = QTimer(self, interval=_FRAME_MS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Working"))
        self._delay.timeout.connect(self._show_now)
        self._frames.timeout.connect(self._advance)
        theme().changed.connect(self.update)

    @property
    def is_shown(self) -> bool:
        return self._shown

    @property
    def is_moving(self) -> bool:
        return self._frames.isActive()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  # a slot of busy_changed(bool)
        """Start the delay, or stop and hide; ``TaskScope.busy_changed`` fits."""
        if not busy:
            self._delay.stop()
            self._frames.stop()
            self._shown, self._share = False, None
            self.update()
        elif not self._shown and not self._delay.isActive():
            self._delay.start()

    def set_share(self, share: float | None) -> None:
        """Show how much is done, 0 to 1; None when that is not known."""
        self._share = share
        self._move_or_stand()
        self.update()

    def set_animated(self, animated: bool) -> None:  # noqa: FBT001  # a slot of a setting
        """Follow the setting; a bar that does not move is static."""
        self._animated = animated
        self._move_or_stand()

    def _show_now(self) -> None:
        self._shown, self._step = True, 0
        self._move_or_stand()
        self.update()

    def _move_or_stand(self) -> None:
        if self._shown and self._animated and self._share is None:
            self._frames.start()
        else:
            self._frames.stop()

    def _advance(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        width = self.width()
        if self._share is not None:
            bar = QRectF(0, 0, width * min(max(self._share, 0.0), 1.0), _HEIGHT)
        elif self._animated:
            left = (self._step / _STEPS) * (1 + _SHARE) - _SHARE
            bar = QRectF(width * left, 0, width * _SHARE, _HEIGHT)
        else:
            bar = QRectF(0, 0, width, _HEIGHT)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(bar, theme().colour("accent"))
        painter.end()
