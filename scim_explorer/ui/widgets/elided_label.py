"""A one-line label that shortens its text with dots and shows all of it in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QStylePainter, QWidget
from typing_extensions import override

from scim_explorer.ui.display import visible
from scim_explorer.ui.widgets.state import set_look

_LEAST_CHARS = 6
_MOST_CHARS = 4_000
"""More fit on no screen, and Qt measures the whole text at each painting."""


class ElidedLabel(QLabel):
    """Shows as much of a text as fits: ids and paths lose their middle, prose its end.

    ``text()`` is the whole text, and of more than some thousand characters the two ends.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        role: str = "",
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text of any origin on one line."""
        if len(text) > _MOST_CHARS:
            half = _MOST_CHARS // 2
            text = f"{text[:half]}\u2026{text[-half:]}"
        super().setText(visible(text))
        self._show_rest_in_tool_tip()

    @override
    def setText(self, text: str) -> None:
        self.set_text(text)

    def set_role(self, role: str) -> None:
        """Change the colour, as in ``PlainLabel``."""
        set_look(self, "role", role)

    def shown_text(self) -> str:
        """Return what is on the screen, dots included."""
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self._mode, width)

    @override
    def minimumSizeHint(self) -> QSize:
        wanted = self.fontMetrics().averageCharWidth() * _LEAST_CHARS
        full = super().sizeHint()
        return QSize(min(wanted, full.width()), full.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_rest_in_tool_tip()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment() | Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )

    def _show_rest_in_tool_tip(self) -> None:
        cut = self.shown_text() != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")


def plain_tip(text: str) -> str:
    """Return ``text`` so that a tool tip shows it as it is; Qt would read markup otherwise."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<p style="white-space:pre-wrap">{escaped}</p>' if escaped != text else text
