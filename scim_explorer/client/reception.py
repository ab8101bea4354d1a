"""What has arrived of one answer: decoded, bounded, and told honestly. No I/O."""

from __future__ import annotations

import re

from scim_explorer.client.decoding import CannotDecode, Decoder
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.exchanges.exchange import Body, Headers, header

_KEPT_OF_TOO_BIG = 1024 * 1024
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
_UTF8_NAMES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


class Reception:
    """Takes in an answer piece by piece.

    Attributes:
        status: None until the head is in.
        failure: Why the body is not whole, when it is the body's own fault.
        notes: Remarks for the exchange.
    """

    def __init__(self, max_body_bytes: int) -> None:
        self.status: int | None = None
        self.http_version = ""
        self.headers: Headers = ()
        self.failure: Failure | None = None
        self.notes: list[str] = []
        self._limit = max_body_bytes
        self._decoder = Decoder("")
        self._unknown = ""
        self._encoding = ""
        self._chunks: list[bytes] = []
        self._size = 0
        self._wire_bytes = 0
        self._whole = False

    def head(self, status: int, http_version: str, headers: Headers) -> None:
        self.status = status
        self.http_version = http_version
        self.headers = headers
        self._encoding = ", ".join(v for n, v in headers if n.lower() == "content-encoding")
        self._decoder = Decoder(self._encoding)
        if self._decoder.unknown:
            self._keep_raw(self._decoder.unknown)
        charset = _CHARSET.search(header(headers, "Content-Type"))
        if charset and charset.group(1).lower() not in _UTF8_NAMES:
            self.notes.append(f'charset "{charset.group(1)[:40]}" is ignored, read as UTF-8')

    def feed(self, chunk: bytes) -> bool:
        """Take ``chunk`` of the body as it came over the wire; False when enough has come."""
        self._wire_bytes += len(chunk)
        try:
            for piece in self._decoder.feed(chunk):
                room = self._limit - self._size
                self._chunks.append(piece if len(piece) <= room else piece[:room])
                self._size += len(piece)
                if self._size > self._limit:
                    self._stop_too_big()
                    return False
        except CannotDecode as error:
            if self._size == 0 and self._wire_bytes == len(chunk):
                self._keep_raw(str(error))
                self._wire_bytes = 0
                return self.feed(chunk)
            reason = f"{error} after {self._size:,} bytes"
            self.failure = Failure(FailureKind.DAMAGED, reason)
            return False
        return True

    def finish(self, unread_bytes: int) -> None:
        """Note the end of the answer, ``unread_bytes`` of surplus lying behind it."""
        if not self._decoder.complete:
            reason = f"body cut short: its {self._encoding} data ends early"
            self.failure = Failure(FailureKind.DAMAGED, reason)
            return
        self._whole = True
        surplus = unread_bytes + self._decoder.surplus_bytes
        if surplus:
            self.notes.append(f"{surplus:,} bytes after the end of the answer, not read")

    def interrupted(self, failure: Failure) -> Failure:
        """Return ``failure`` with how far the body had come, when it had begun."""
        if self.status is None or failure.kind not in {
            FailureKind.DISCONNECTED,
            FailureKind.RESET,
        }:
            return failure
        expected = header(self.headers, "Content-Length").strip()
        whole = f" of {int(expected):,}" if expected.isascii() and expected.isdigit() else ""
        ended = "was reset" if failure.kind is FailureKind.RESET else "ended"
        reason = f"the connection {ended} after {self._wire_bytes:,}{whole} bytes"
        return Failure(failure.kind, reason)

    def body(self) -> Body:
        """Return the body as far as it has come."""
        data = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
        return Body(
            data=b"" if self._unknown else data,
            wire_bytes=self._wire_bytes,
            encoding=self._encoding,
            complete=self._whole,
            undecoded=data if self._unknown else b"",
        )

    def _keep_raw(self, why: str) -> None:
        self._unknown = why
        self._decoder = Decoder("")
        self.notes.append(f"{why}; the bytes are kept as they came")

    def _stop_too_big(self) -> None:
        # Only the head stays: joining all of it would double the memory of a hostile answer.
        head, kept = bytearray(), iter(self._chunks)
        while len(head) < _KEPT_OF_TOO_BIG and (piece := next(kept, b"")):
            head += piece[: _KEPT_OF_TOO_BIG - len(head)]
        self._chunks = [bytes(head)]
        limit = f"{self._limit / 1024 / 1024:,.4g} MiB"
        self.failure = Failure(FailureKind.TOO_BIG, f"the answer is longer than {limit}")
