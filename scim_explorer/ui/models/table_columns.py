"""Columns of the resource table and how their cells read. Qt-free."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.display import visible

SHOWN_CHARACTERS = 300
_DATE_CHARACTERS = len("2026-11-23 14:02")


class Kind(Enum):
    """How the cells of a column are shown."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


class Column(NamedTuple):
    """One attribute as a column.

    Attributes:
        path: Attribute path; the heading.
        kind: How its cells are shown.
        is_multi_valued: True when a cell shows one value out of several.
        has_parts: True when it is complex, so that its ``value`` is what a filter compares.
    """

    path: str
    kind: Kind = Kind.TEXT
    is_multi_valued: bool = False
    has_parts: bool = False


_KINDS = {
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "datetime": Kind.DATE,
}
_ID_PATHS = frozenset({"id", "externalid"})


def column_of(path: str, attribute: Attribute | None) -> Column:
    """Return the column of ``path``; ``attribute`` is None when no schema knows it."""
    if path.lower() in _ID_PATHS:
        return Column(path, Kind.ID)
    if attribute is None:
        return Column(path)
    return Column(
        path,
        _KINDS.get(attribute.type.lower(), Kind.TEXT),
        attribute.multi_valued,
        attribute.type.lower() == "complex",
    )


def cell_text(column: Column, sent: str) -> str:
    """Return what stands in a cell whose value was sent as ``sent``."""
    if column.kind is Kind.DATE and (local := local_date(sent)):
        return local
    if len(sent) > SHOWN_CHARACTERS:
        return visible(sent[:SHOWN_CHARACTERS]) + "\u2026"
    # The short cut for nearly all cells: nothing in them can hide.
    return sent if sent.isascii() and sent.isprintable() else visible(sent)


def local_date(sent: str) -> str:
    """Return a date with a zone as local time, "2026-11-23 14:02"; "" when ``sent`` is none."""
    try:
        instant = datetime.fromisoformat(sent)
        if instant.tzinfo is None:
            return ""
        return instant.astimezone().isoformat(" ", "minutes")[:_DATE_CHARACTERS]
    except (ValueError, OverflowError, OSError):
        return ""


def equals_filter(column: Column, sent: str) -> str:
    """Return a filter for the resources that have this value (RFC 7644 section 3.4.2.2)."""
    path = f"{column.path}.value" if column.has_parts else column.path
    if not sent:
        return f"not ({path} pr)"
    plain = column.kind in (Kind.NUMBER, Kind.BOOLEAN) and sent.lower() != "null"
    return f"{path} eq {sent if plain else json.dumps(sent, ensure_ascii=False)}"


def tsv(rows: list[tuple[str, ...]]) -> str:
    """Return rows as tab-separated text; cells with tabs, breaks or quotes are quoted."""
    return "\n".join("\t".join(_tsv_cell(cell) for cell in row) for row in rows)


def _tsv_cell(text: str) -> str:
    if any(letter in text for letter in '\t\r\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text
