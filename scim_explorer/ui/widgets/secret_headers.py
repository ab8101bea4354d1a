"""Further header fields whose values are secret: one row each, as many as an endpoint asks for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scim_explorer.client.auth import HEADER_NAME
from scim_explorer.profiles.profile import SecretHeader, SecretSource, header_slot
from scim_explorer.ui.theme import SPACE_M
from scim_explorer.ui.widget_font import set_mono_font
from scim_explorer.ui.widgets.plain_label import PlainLabel
from scim_explorer.ui.widgets.secret_field import SecretField


class SecretHeaders(QWidget):
    """Rows of a name and its secret, and a button for another.

    Signals:
        changed: A name or a secret is another one.
    """

    changed = Signal()

    def __init__(self, headers: tuple[SecretHeader, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.rows: list[_Row] = []
        self.add_button = QPushButton(self.tr("Add a secret header"), self)
        self.add_button.setObjectName("addSecretHeaderButton")
        self.add_button.setAccessibleName(self.tr("Add a secret header"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(self._add_empty)
        for header in headers:
            self._add(header)

    def headers(self) -> tuple[SecretHeader, ...]:
        """Return the fields that have a name."""
        return tuple(
            SecretHeader(row.name, row.secret_field.source()) for row in self.rows if row.name
        )

    def secret_fields(self) -> dict[str, SecretField]:
        """Return the fields of the secrets, by slot."""
        return {header_slot(row.name): row.secret_field for row in self.rows if row.name}

    def take_names(self) -> None:
        """Note that the rows are saved as they are: their secrets belong to these names."""
        for row in self.rows:
            row.take_name()

    def problem(self) -> str:
        """Return what is wrong with the names, or ""."""
        names = [row.name for row in self.rows if row.name]
        for name in names:
            if not HEADER_NAME.fullmatch(name):
                return self.tr('"{0}" is not a header name.').format(name)
        if len({name.lower() for name in names}) < len(names):
            return self.tr("Two secret headers have the same name.")
        return ""

    def _add_empty(self) -> None:
        self._add(SecretHeader("", SecretSource()))
        self.rows[-1].secret_field.show_state("none")
        self.rows[-1].name_edit.setFocus()

    def _add(self, header: SecretHeader) -> None:
        self._count += 1
        row = _Row(header, self._count, self)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.changed.connect(self.changed)
        row.remove_button.clicked.connect(lambda: self._remove(row))
        self.changed.emit()

    def _remove(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()


class _Row(QWidget):
    changed = Signal()

    def __init__(self, header: SecretHeader, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._saved_name = header.name
        self.name_edit = QLineEdit(header.name, self)
        self.name_edit.setObjectName(f"secretHeaderName:{number}")
        self.name_edit.setAccessibleName(self.tr("Header name"))
        self.name_edit.setPlaceholderText("X-Api-Key")
        set_mono_font(self.name_edit)
        self.secret_field = SecretField(
            header.source, name=f"secretHeaderEdit:{number}", parent=self
        )
        self.secret_field.set_words(self.tr("Header value"))
        self.remove_button = QPushButton(self.tr("Remove header"), self)
        self.remove_button.setAccessibleName(self.tr("Remove this secret header"))
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        label = PlainLabel(self.tr("Name"), self)
        label.setBuddy(self.name_edit)
        head.addWidget(label)
        head.addWidget(self.name_edit, 1)
        head.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_M)
        column.addLayout(head)
        column.addWidget(self.secret_field)
        self.name_edit.textChanged.connect(self._renamed)
        self.secret_field.changed.connect(self.changed)

    @property
    def name(self) -> str:
        return self.name_edit.text().strip()

    def take_name(self) -> None:
        """Note that the secret is stored under the name as it is."""
        self._saved_name = self.name

    def _renamed(self) -> None:
        # The stored secret belongs to the stored name.
        is_other = header_slot(self.name) != header_slot(self._saved_name)
        if is_other and self.secret_field.new_secret() is None:
            self.secret_field.show_state("none")
        self.changed.emit()
