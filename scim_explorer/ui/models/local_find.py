"""The search over the rows that are loaded; nothing is asked of the server. Qt-free."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from scim_explorer.protocol.list_response import cell_reader
from scim_explorer.ui.models.page_cache import Row
from scim_explorer.ui.models.table_columns import Column, cell_text

_SLICE = 500


async def rows_with(
    words: str, rows: Sequence[tuple[int, Row]], columns: Sequence[Column]
) -> tuple[int, ...]:
    """Return the numbers of the rows that show ``words`` in one of their cells.

    Letter case does not matter. A value counts as shown and as sent. The loop gets its turn every
    few hundred rows.
    """
    wanted = words.casefold()
    read = cell_reader([column.path for column in columns])
    found: list[int] = []
    for start in range(0, len(rows), _SLICE):
        for number, row in rows[start : start + _SLICE]:
            sent = read(row.raw)
            shown = map(cell_text, columns, sent)
            if any(wanted in text.casefold() for text in (*sent, *shown)):
                found.append(number)
        await asyncio.sleep(0)
    return tuple(found)
