"""Message bodies as they lie in the database: one byte for the kind, then the bytes."""

from __future__ import annotations

import sys
import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = b"\x00"
_ZSTD = b"\x01"
_SMALLEST_BYTES = 200
"""Below this compression costs more than it saves."""

_LEVEL = 3


class DamagedBodyError(ValueError):
    """The stored bytes cannot be read back."""


class _Zstd(threading.local):
    """A compressor a thread: making one for each body costs twice its work."""

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        compressor = zstd.ZstdCompressor(level=_LEVEL)
        self.compress: Callable[[bytes], bytes] = lambda data: compressor.compress(
            data, zstd.ZstdCompressor.FLUSH_FRAME
        )
        self.decompress: Callable[[bytes], bytes] = zstd.decompress
        self.damage: type[Exception] = zstd.ZstdError


@cache
def _codec() -> _Zstd:
    return _Zstd()


def pack(data: bytes) -> bytes:
    """Return what is stored for ``data``; nothing for an empty body."""
    if not data:
        return b""
    if len(data) < _SMALLEST_BYTES:
        return _PLAIN + data
    return _ZSTD + _codec().compress(data)


def unpack(stored: bytes) -> bytes:
    """Return the body that was packed.

    Raises:
        DamagedBodyError: The bytes are not what ``pack`` made.
    """
    if not stored:
        return b""
    if stored[:1] == _PLAIN:
        return stored[1:]
    codec = _codec()
    try:
        if stored[:1] == _ZSTD:
            return codec.decompress(stored[1:])
    except codec.damage as error:
        raise DamagedBodyError(str(error)) from error
    raise DamagedBodyError("unknown kind of body")
