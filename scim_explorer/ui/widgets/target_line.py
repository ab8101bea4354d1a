"""Method and path of a hand-made request, and the full URL below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scim_explorer.ui.theme import SPACE_M, SPACE_S, mono_font, theme
from scim_explorer.ui.widgets.elided_label import ElidedLabel

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


class TargetLine(QWidget):
    """Any method may be typed; paths complete from a list.

    Signals:
        changed: Method or path is another one.
        entered: Enter in the path.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, paths: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method_combo = QComboBox(self)
        self.method_combo.setObjectName("composeMethod")
        self.method_combo.setAccessibleName(self.tr("Method"))
        self.method_combo.setEditable(True)
        self.method_combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.method_combo.addItems(METHODS)
        self.path_edit = QLineEdit(self)
        self.path_edit.setObjectName("composePath")
        self.path_edit.setAccessibleName(self.tr("Path below the base URL"))
        self.path_edit.setPlaceholderText("/Users?count=10")
        completer = QCompleter(self.path_edit)
        completer.setModel(QStringListModel(list(paths), completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.path_edit.setCompleter(completer)
        self.url_label = ElidedLabel("", self, role="muted")
        self.url_label.setObjectName("composeUrl")
        self.url_label.setAccessibleName(self.tr("URL as it will be sent"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.method_combo)
        row.addWidget(self.path_edit, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.url_label)
        self.method_combo.currentTextChanged.connect(self.changed)
        self.path_edit.textChanged.connect(self.changed)
        self.path_edit.returnPressed.connect(self.entered)
        theme().changed.connect(self._set_fonts)
        self._set_fonts()

    def _set_fonts(self) -> None:
        for widget in (self.path_edit, self.method_combo, self.url_label):
            widget.setFont(mono_font())
