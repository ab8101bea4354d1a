"""Content decoding that a hostile body cannot blow up. No I/O.

The decoder of the HTTP library turns one chunk into a gigabyte before anybody can stop it. Here
each step gives at most ``STEP_BYTES``, and whoever takes the steps may stop at any of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

STEP_BYTES = 256 * 1024
ACCEPT_ENCODING = "gzip, deflate"
_MAX_CHAIN = 2
_GZIP_NAMES = frozenset({"gzip", "x-gzip"})
_GZIP_MAGIC = b"\x1f\x8b"


class CannotDecode(Exception):  # noqa: N818  # reads as what happened
    """The bytes are not what ``Content-Encoding`` says; the text says why."""


class Inflater:
    """One gzip or deflate layer, fed piece by piece."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._gzip = name in _GZIP_NAMES
        self._engine: zlib._Decompress | None = None
        self.surplus_bytes = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to, in pieces of at most ``STEP_BYTES``.

        Raises:
            CannotDecode: The data is damaged, or is no gzip or deflate.
        """
        full = False
        while data or full:
            engine = self._engine or self._start(data)
            if engine.eof:
                if not (self._gzip and data.startswith(_GZIP_MAGIC)):
                    self.surplus_bytes += len(data)
                    return
                engine = self._start(data)
            try:
                piece = engine.decompress(data, STEP_BYTES)
            except zlib.error:
                raise CannotDecode(f"the {self._name} data is damaged") from None
            data = engine.unconsumed_tail or engine.unused_data
            full = len(piece) == STEP_BYTES
            if piece:
                yield piece

    @property
    def complete(self) -> bool:
        """True at the end of the data, and when there was none at all."""
        return self._engine is None or self._engine.eof

    def _start(self, data: bytes) -> zlib._Decompress:
        if self._gzip:
            wbits = 31
        else:
            # RFC 9110 section 8.4.1.2 means the zlib format; some servers leave its header out.
            wrapped = data[0] & 0x0F == 8 and (len(data) < 2 or _zlib_head(data))
            wbits = 15 if wrapped else -15
        self._engine = zlib.decompressobj(wbits=wbits)
        return self._engine


class Decoder:
    """Undoes a whole ``Content-Encoding``.

    Attributes:
        encoding: The field as received.
        unknown: Why it cannot be undone ("Content-Encoding \"br\" is not known"); "" when it can.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding.strip()
        names = [name for part in encoding.lower().split(",") if (name := part.strip())]
        names = [name for name in names if name != "identity"]
        self.unknown = _why_unknown(names)
        # The last one named was applied last, so it is undone first.
        self._layers = [] if self.unknown else [Inflater(name) for name in reversed(names)]

    @property
    def is_identity(self) -> bool:
        return not self._layers

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` decodes to; as it is when there is nothing to undo."""
        pieces: Iterator[bytes] = iter((data,))
        for layer in self._layers:
            pieces = _through(layer, pieces)
        return pieces

    @property
    def complete(self) -> bool:
        return all(layer.complete for layer in self._layers)

    @property
    def surplus_bytes(self) -> int:
        return sum(layer.surplus_bytes for layer in self._layers)


def _through(layer: Inflater, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from layer.feed(piece)


def _zlib_head(data: bytes) -> bool:
    return (data[0] * 256 + data[1]) % 31 == 0


def _why_unknown(names: list[str]) -> str:
    if len(names) > _MAX_CHAIN:
        return f"{len(names)} content encodings in a row, more than {_MAX_CHAIN}"
    odd = next((name for name in names if name not in _GZIP_NAMES and name != "deflate"), None)
    return "" if odd is None else f'Content-Encoding "{odd[:40]}" is not known'
