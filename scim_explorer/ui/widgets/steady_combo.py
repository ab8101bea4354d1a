"""A combo box for ids, paths and operators that stays as it is until it is meant."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from scim_explorer.ui.theme import SPACE_M
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.path_delegate import PathDelegate

_LEAST_CHARACTERS, _LIST_CHARACTERS = 4, 52


class SteadyCombo(QComboBox):
    """A combo box in mono that a turn of the wheel does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.setItemDelegate(PathDelegate(self))
        set_mono_font(self)

    def widen_list(self, texts: Iterable[str]) -> None:
        """Let the list be as wide as these texts, not as the combo box."""
        measure = self.fontMetrics()
        longest = max((measure.horizontalAdvance(text) for text in texts), default=0)
        most = measure.averageCharWidth() * _LIST_CHARACTERS
        self.view().setMinimumWidth(min(longest, most) + 4 * SPACE_M)

    @override
    def setEditable(self, editable: bool) -> None:  # as Qt has it
        super().setEditable(editable)
        editor = self.lineEdit()
        if editor is not None:
            set_mono_font(editor)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
