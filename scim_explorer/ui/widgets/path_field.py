"""The path of a file, typed or chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from scim_explorer.client.route import user_path
from scim_explorer.ui.theme import SPACE_M


class PathField(QWidget):
    """A line for a path, and a button that opens the file dialog beside it.

    Signals:
        changed: The path is another one.
    """

    changed = Signal()

    def __init__(
        self,
        words: str,
        path: str,
        *,
        name: str,
        filters: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``path``.

        Args:
            words: What the file is ("Extra CA"): title of the dialog, accessible name.
            path: As saved, or "".
            name: Object name of the line.
            filters: Kinds of files for the dialog; all files are offered as well.
            parent: Owner.
        """
        super().__init__(parent)
        self._words = words
        self._filters = [*filters, self.tr("All files (*)")]
        self.edit = QLineEdit(path, self)
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(words)
        self.button = QPushButton(self.tr("Choose..."), self)
        self.button.setAccessibleName(self.tr("Choose the file: {0}").format(words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(lambda _text: self.changed.emit())
        self.button.clicked.connect(self._choose)

    @property
    def path(self) -> str:
        return self.edit.text().strip()

    def is_missing(self) -> bool:
        """Say whether a path is given and no file is there."""
        return bool(self.path) and not user_path(self.path).is_file()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(self._filters)
        if self.path:
            dialog.selectFile(self.path)
        dialog.fileSelected.connect(self.edit.setText)
        dialog.open()
