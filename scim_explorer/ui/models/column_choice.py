"""Which columns a resource type can have. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from scim_explorer.protocol.cells import cell_reader
from scim_explorer.protocol.columns import available_columns, default_columns
from scim_explorer.protocol.row_order import rows_out_of_order
from scim_explorer.protocol.schema import Attribute, ResourceType, SchemaSet
from scim_explorer.ui.models.attribute_nodes import AttributeNode, attribute_nodes
from scim_explorer.ui.models.table_columns import Column, Kind, column_of

Rows = Sequence[msgspec.Raw]


class ColumnChoice:
    """Columns of one resource type, out of its schemas and the rows that came."""

    def __init__(self, resource_type: ResourceType, schema_set: SchemaSet) -> None:
        self._type = resource_type
        self._schemas = schema_set
        self._attributes: dict[str, Attribute] = {
            path.lower(): attribute for path, attribute in schema_set.attributes_of(resource_type)
        }

    def column(self, path: str) -> Column:
        return column_of(path, self._attributes.get(path.lower()))

    def columns(self, paths: Sequence[str], rows: Rows) -> tuple[Column, ...]:
        """Return the columns of ``paths``, or the defaults when there are none."""
        return tuple(map(self.column, paths or self.defaults(rows)))

    def defaults(self, rows: Rows) -> tuple[str, ...]:
        return default_columns(self._type, self._schemas, rows)

    def available(self, rows: Rows) -> tuple[str, ...]:
        """Return the paths of the schemas and those that are only in the rows."""
        return tuple(path for path, _ in available_columns(self._type, self._schemas, rows))

    def attributes(self, rows: Rows, asked: Sequence[str]) -> tuple[AttributeNode, ...]:
        """Return what can be asked for as a tree, ``asked`` included whatever it is."""
        known = available_columns(self._type, self._schemas, rows)
        return attribute_nodes((*known, *((path, None) for path in asked)))

    def sortable(self) -> tuple[str, ...]:
        """Return the paths that hold one plain value (RFC 7644 section 3.4.2.3)."""
        attributes = self._schemas.attributes_of(self._type)
        lists = {path.lower() for path, one in attributes if one.multi_valued}
        return tuple(
            path
            for path, one in attributes
            if one.type != "complex" and path.lower() not in lists and not _is_inside(path, lists)
        )

    def is_out_of_order(self, rows: Rows, path: str, *, descending: bool) -> bool:
        """Return True when the rows certainly do not stand in the order of ``path``."""
        column = self.column(path)
        if not path or column.is_multi_valued or column.has_parts or column.kind is Kind.BOOLEAN:
            return False
        read = cell_reader([path])
        values = [read(row)[0] for row in rows]
        return rows_out_of_order(values, descending=descending, dates=column.kind is Kind.DATE) > 0


def _is_inside(path: str, parents: set[str]) -> bool:
    return path.lower().rpartition(".")[0] in parents
