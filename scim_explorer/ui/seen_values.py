"""Values that the rows of a list have, found once for each path and kept until the rows change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import msgspec

from scim_explorer.protocol.filters.seen import texts_seen

_ROWS_READ, _PROPOSED = 200, 50


class SeenValues:
    """Called with a path, returns texts that the first rows have under it."""

    def __init__(self, rows: Callable[[], Iterable[bytes | msgspec.Raw]]) -> None:
        self._rows = rows
        self._found: dict[str, Sequence[str]] = {}

    def __call__(self, path: str) -> Sequence[str]:
        found = self._found.get(path)
        if found is None:
            found = texts_seen(islice(self._rows(), _ROWS_READ), path, _PROPOSED)
            self._found[path] = found
        return found

    def forget(self) -> None:
        """Read the rows anew when asked next: they are others now."""
        self._found.clear()
