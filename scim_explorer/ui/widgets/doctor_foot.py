"""What can be done in the doctor's pane: run, stop, hand the report around."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from scim_explorer.ui.icons import ICON_PX, icon
from scim_explorer.ui.theme import SPACE_L, SPACE_M, theme

_NARROW_PX = 560


class DoctorFoot(QWidget):
    """A row of buttons; where it is narrow, those of the report show a picture each."""

    def __init__(self, parent: QWidget | None = None, *, beside: bool = False) -> None:
        """With ``beside`` the pane can be hidden in place of opening the profile."""
        super().__init__(parent)
        self._has_run = False
        self.run_button = self._button("runDoctorButton", self.tr("&Run"))
        self.stop_button = self._button("doctorStopButton", self.tr("S&top"))
        self.edit_button = self._button("doctorEditButton", self.tr("&Edit profile"))
        self.hide_button = self._button("doctorHideButton", self.tr("&Hide"))
        self.copy_button = self._button("copyReportButton", self.tr("&Copy as report"))
        self.save_button = self._button("saveReportButton", self.tr("Save as &Markdown..."))
        self.edit_button.setVisible(not beside)
        self.hide_button.setVisible(beside)
        # It must not hold the pane wide, nor lose its height where there is little.
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        for button in (self.run_button, self.stop_button, self.edit_button, self.hide_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        theme().changed.connect(self._fit)
        self.show_run(busy=False, has_results=False)
        self._fit()

    def show_run(self, *, busy: bool, has_results: bool) -> None:
        """Offer what makes sense by now."""
        self._has_run = self._has_run or busy
        self.run_button.setText(self.tr("&Run again") if self._has_run else self.tr("&Run"))
        self.run_button.setVisible(not busy)
        self.stop_button.setVisible(busy)
        self.copy_button.setEnabled(has_results)
        self.save_button.setEnabled(has_results)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow, side = self.width() < theme().pixels(_NARROW_PX), theme().pixels(ICON_PX)
        height = self.run_button.sizeHint().height()
        for button, words, picture in (
            (self.copy_button, self.tr("&Copy as report"), "copy"),
            (self.save_button, self.tr("Save as &Markdown..."), "save"),
        ):
            button.setText("" if narrow else words)
            button.setToolTip(button.accessibleName() if narrow else "")
            button.setIcon(icon(picture, size=side) if narrow else QIcon())
            button.setIconSize(QSize(side, side))
            # Fusion makes a button with a picture lower than one with words in some fonts.
            button.setMinimumHeight(height)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words.replace("&", "").rstrip("."))
        return button
