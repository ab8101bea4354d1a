"""Counts interim answers (1xx) before the answer itself. No I/O.

Source: RFC 9110 section 15.2: a server may send any number of them; a hundred is enough.
"""

from __future__ import annotations

import re

LIMIT = 100
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-9])\d\d[ \r]")
_LONGEST_START = 16


class InterimFloodError(OSError):
    """The server sends interim answers without end."""


class InterimCount:
    """Counts on one connection, from each request to the start of its answer."""

    def __init__(self) -> None:
        self._count = 0
        self._is_waiting = False
        self._tail = b""

    def expect(self) -> None:
        """Begin anew: a request leaves, and its answer will come."""
        self._count, self._is_waiting, self._tail = 0, True, b""

    def take(self, data: bytes) -> None:
        """Look at the bytes that came.

        Raises:
            InterimFloodError: More than ``LIMIT`` interim answers came.
        """
        if not self._is_waiting:
            return
        seen, end = self._tail + data, 0
        for match in _STATUS.finditer(seen):
            if match[1] != b"1":
                self._is_waiting = False
                return
            self._count += 1
            end = match.end()
        # A status line may be cut between two pieces.
        self._tail = seen[max(end, seen.rfind(b"\n") + 1) :][:_LONGEST_START]
        if self._count > LIMIT:
            raise InterimFloodError(f"more than {LIMIT} interim answers")
