"""The bounds of requests, as fields."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from scim_explorer.profiles.profile import Limits
from scim_explorer.ui.theme import SPACE_L, SPACE_M
from scim_explorer.ui.widgets.plain_label import PlainLabel

_MIB = 1024 * 1024


class LimitsBox(QWidget):
    """Rows a page, size of an answer, time to connect, time in all, requests a minute."""

    def __init__(self, limits: Limits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._touched: set[QSpinBox] = set()
        self.page_size = self._field(self.tr("Rows a page"), (1, 10_000), limits.page_size)
        self.max_mib = self._field(
            self.tr("Largest answer, MiB"), (1, 1024), max(1, limits.max_body_bytes // _MIB)
        )
        self.connect_s = self._field(self.tr("Time to connect, s"), (1, 120), int(limits.connect_s))
        self.total_s = self._field(self.tr("Time in all, s"), (1, 3600), int(limits.total_s))
        self.per_minute = self._field(self.tr("Requests a minute"), (0, 100_000), limits.per_minute)
        self.per_minute.setSpecialValueText(self.tr("no limit"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        fields = (self.page_size, self.max_mib, self.connect_s, self.total_s, self.per_minute)
        for position, field in enumerate(fields):
            label = PlainLabel(field.accessibleName(), self)
            label.setBuddy(field)
            row, column = divmod(position, 2)
            grid.addWidget(label, row, column * 2)
            grid.addWidget(field, row, column * 2 + 1)
        grid.setColumnStretch(4, 1)

    def limits(self) -> Limits:
        """Return the limits as the fields say; one that nobody touched is as it was."""
        limits = self._limits
        if self.page_size in self._touched:
            limits = replace(limits, page_size=self.page_size.value())
        if self.max_mib in self._touched:
            limits = replace(limits, max_body_bytes=self.max_mib.value() * _MIB)
        if self.connect_s in self._touched:
            limits = replace(limits, connect_s=float(self.connect_s.value()))
        if self.total_s in self._touched:
            limits = replace(limits, total_s=float(self.total_s.value()))
        if self.per_minute in self._touched:
            limits = replace(limits, per_minute=self.per_minute.value())
        return limits

    def _field(self, words: str, bounds: tuple[int, int], value: int) -> QSpinBox:
        field = QSpinBox(self)
        field.setAccessibleName(words)
        field.setRange(*bounds)
        field.setValue(value)
        # A limit from a file may be finer or wider than the field can show.
        field.valueChanged.connect(lambda _value: self._touched.add(field))
        return field
