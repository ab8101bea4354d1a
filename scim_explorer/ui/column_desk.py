"""Which attributes a table shows and asks for, and the dialogs in which that is chosen."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

from scim_explorer.protocol.schema import ResourceType
from scim_explorer.ui.assumed_words import assumed_words
from scim_explorer.ui.dialogs.attributes_dialog import AttributesDialog
from scim_explorer.ui.dialogs.columns_dialog import ColumnsDialog
from scim_explorer.ui.directory import Directory
from scim_explorer.ui.models.column_choice import ColumnChoice
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.window_state import ViewSettings

_SAMPLE_ROWS = 50


class ColumnDesk(QObject):
    """Draws columns from the schemas and from the first rows of the list.

    Signals:
        columns_chosen: Attribute paths in order; empty for the defaults.
        attributes_chosen: ``attributes`` and ``excludedAttributes``.
    """

    columns_chosen = Signal(tuple)
    attributes_chosen = Signal(tuple, tuple)

    def __init__(
        self,
        directory: Directory,
        resource_type: ResourceType,
        model: ResourceTableModel,
        table: ResourceTableView,
    ) -> None:
        super().__init__(table)
        self._directory = directory
        self._type = resource_type
        self._model = model
        self._table = table

    @property
    def choice(self) -> ColumnChoice:
        """What the schemas allow, as they are known now."""
        return ColumnChoice(self._type, self._directory.schema_set)

    def take_type(self, resource_type: ResourceType) -> None:
        """Use another description of the same resource type."""
        self._type = resource_type

    def show_columns(self, view: ViewSettings) -> None:
        """Show the columns of ``view``, or as many of the defaults as fit."""
        self._model.show_columns(self.choice.columns(view.columns, self._sample()))
        self._table.show_widths(view.widths, fit=not view.columns)

    def choose_columns(self) -> None:
        """Open the column chooser."""
        choice, rows = self.choice, self._sample()
        shown = [column.path for column in self._model.columns]
        dialog = ColumnsDialog(
            choice.available(rows),
            shown,
            choice.defaults(rows),
            self._table.window(),
            note=assumed_words(self._directory.schema_set.assumed),
        )
        dialog.chosen.connect(self.columns_chosen)
        _open(dialog)

    def choose_attributes(self, view: ViewSettings) -> None:
        """Open the picker of ``attributes`` and ``excludedAttributes``."""
        nodes = self.choice.attributes(self._sample(), (*view.attributes, *view.excluded))
        dialog = AttributesDialog(
            nodes, view.attributes, view.excluded, self._table.window(), method=view.method
        )
        dialog.chosen.connect(self.attributes_chosen)
        _open(dialog)

    def _sample(self) -> tuple[msgspec.Raw, ...]:
        cache = self._model.cache
        return cache.sample(_SAMPLE_ROWS) if cache is not None else ()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
