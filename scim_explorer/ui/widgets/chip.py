"""The chip that says in one word and one colour what kind of system an endpoint is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.theme import SMALL_PX, theme, ui_font

_RADIUS, _PAD_X, _PAD_Y = 3, 8, 2


def chip_size(environment: Environment) -> QSize:
    """Return the size a chip needs with the present text size."""
    metrics = QFontMetrics(ui_font(SMALL_PX, bold=True))
    width = metrics.horizontalAdvance(environment.value.upper()) + 2 * _PAD_X
    return QSize(width, metrics.height() + 2 * _PAD_Y)


def paint_chip(painter: QPainter, rect: QRectF, environment: Environment) -> None:
    """Draw a chip in ``rect``; delegates of trees and tables use this."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().environment_fill(environment))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    painter.setPen(QColor(Qt.GlobalColor.white))
    painter.setFont(ui_font(SMALL_PX, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, environment.value.upper())
    painter.restore()


class EnvironmentChip(QWidget):
    """DEV, TEST, PROD or DEMO, white on the colour of the environment."""

    def __init__(self, environment: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = environment
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._redraw)
        self.set_environment(environment)

    @property
    def environment(self) -> Environment:
        return self._environment

    def text(self) -> str:
        return self._environment.value.upper()

    def set_environment(self, environment: Environment) -> None:
        """Show another environment."""
        self._environment = environment
        words = QCoreApplication.translate("EnvironmentChip", "Environment: {name}")
        self.setAccessibleName(words.format(name=self.text()))
        self._redraw()

    def _redraw(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._environment)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._environment)
        painter.end()
