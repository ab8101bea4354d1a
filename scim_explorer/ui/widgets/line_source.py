"""Bytes cut into lines for reading, in slices short enough for a thread beside the window.

Qt-free. The bytes as received stay as they are; with ``pretty`` a second copy has the blanks
between JSON tokens laid out anew, and each place in it can be found in the original.
"""

from __future__ import annotations

import re
import threading
import time
from array import array
from collections.abc import Iterator

_SLICE_BYTES = 131_072
_SLICE_LINES = 200
_PAUSE_S = 0.001
_FOUR_BYTES = 1 << 30
_CONTINUATION = 0x80
_MAX_INDENTED_LEVELS = 100
_BLANKS = b" \t\n\r"
_BOM = b"\xef\xbb\xbf"
_NEWLINE = re.compile(rb"\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STRING = rb'"(?:[^"\\\n\r]++|\\[^\n\r])*+"'
# One line of a laid out text: a key, and the value or the bracket after it.
_LINE = re.compile(
    rb"[ \t\n\r]*+(?:(" + _STRING + rb")[ \t\n\r]*+:[ \t\n\r]*+)?+"
    rb"(?:([\[{])(?:[ \t\n\r]*+([\]}]))?+|([\]}])|(" + _STRING + rb'|[^ \t\n\r"{}\[\],:]++))'
    rb"[ \t\n\r]*+(,)?+"
)
_WHOLE_STRING = re.compile(_STRING)


class LineSource:
    """Lines of a message or a body, growing while ``slices`` is being run.

    Attributes:
        sent: The bytes as given.
        head_lines: Number of lines before the body of an HTTP message, the empty one included.
        complete: All lines are there.
        longest: Length of the longest line so far, in bytes.
    """

    def __init__(self, sent: bytes, *, is_http: bool = False, pretty: bool = False) -> None:
        self.sent = sent
        self.complete = False
        self.longest = 0
        found = _HEAD_END.search(sent) if is_http else None
        self._body_start = found.end() if found else len(sent) if is_http else 0
        self.head_lines = sent.count(b"\n", 0, self._body_start)
        self._pretty = pretty and sent[self._body_start :].lstrip(_BLANKS + _BOM)[:1] in (
            b"{",
            b"[",
        )
        self._laid_out = bytearray()
        self._starts = array("I" if len(sent) < _FOUR_BYTES else "Q", [0])

    @property
    def _shown(self) -> bytes | bytearray:
        return self._laid_out if self._pretty else self.sent

    @property
    def line_count(self) -> int:
        """Lines that can be read now; the last one counts when all are there."""
        return len(self._starts) - (not self.complete)

    @property
    def shown_bytes(self) -> int:
        return len(self._shown)

    def start_of(self, line: int) -> int:
        """Return the byte offset where a line begins in what is shown."""
        return self._starts[line]

    def line(self, number: int, limit_bytes: int) -> tuple[bytes, int]:
        """Return the head of a line without its line break, and how many bytes were left out."""
        start = self._starts[number]
        is_last = number + 1 >= len(self._starts)
        end = len(self._shown) if is_last else self._starts[number + 1] - 1
        if end > start and self._shown[end - 1] == 0x0D:
            end -= 1
        cut = min(end, start + limit_bytes)
        while start < cut < end and self._shown[cut] & 0xC0 == _CONTINUATION:
            cut -= 1
        return bytes(self._shown[start:cut]), end - cut

    def line_at(self, offset: int) -> int:
        """Return the line that has the byte ``offset`` of what is shown."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)

    def find(self, text: bytes, start: int, *, backwards: bool = False) -> int:
        """Return where ``text`` is next seen from ``start``, going round; -1 for nowhere.

        ASCII letters match in either case.
        """
        lowered, wanted = self._shown.lower(), text.lower()
        if backwards:
            found = lowered.rfind(wanted, 0, max(start + len(wanted) - 1, 0))
            return found if found >= 0 else lowered.rfind(wanted)
        found = lowered.find(wanted, start)
        return found if found >= 0 else lowered.find(wanted)

    def as_sent(self, start: int, end: int) -> bytes:
        """Return the bytes as received for a span of what is shown.

        Only blanks differ between the two, so the n-th other byte of one is that of the other.
        A span within one string keeps its own blanks.
        """
        if start <= 0 and end >= len(self._shown):
            return self.sent
        part = bytes(self._shown[start:end])
        if not self._pretty or self._is_within_string(start, end):
            return part
        skipped = _solid(self._shown[:start])
        first = _place_of(self.sent, skipped)
        return self.sent[first : _place_of(self.sent, skipped + _solid(part), after=True)]

    def _is_within_string(self, start: int, end: int) -> bool:
        line_start = self._shown.rfind(b"\n", 0, start) + 1
        before, strings = _WHOLE_STRING.subn(b"", self._shown[line_start:start])
        until = _WHOLE_STRING.subn(b"", self._shown[line_start:end])
        return b'"' in before and b'"' in until[0] and strings == until[1]

    def slices(self) -> Iterator[None]:
        """Cut all lines, giving the turn away now and then."""
        if self._pretty:
            yield from self._lay_out()
        else:
            yield from self._index(0)
        start = self._starts[-1]
        self.longest = max(self.longest, len(self._shown) - start)
        self.complete = True

    def _index(self, start: int) -> Iterator[None]:
        text = self._shown
        for at in range(start, len(text), _SLICE_BYTES):
            last = self._starts[-1]
            found = [m.end() for m in _NEWLINE.finditer(bytes(text[at : at + _SLICE_BYTES]))]
            for end in found:
                self.longest = max(self.longest, at + end - last)
                last = at + end
                self._starts.append(last)
            yield

    def _lay_out(self) -> Iterator[None]:
        shown = self._laid_out
        at = self._body_start
        shown += self.sent[:at]
        self._starts.extend(match.end() for match in _NEWLINE.finditer(self.sent, 0, at))
        if self.sent.startswith(_BOM, at):
            shown += _BOM
            at += len(_BOM)
        level, is_first = 0, True
        while at < len(self.sent):
            lines: list[bytes] = []
            for _ in range(_SLICE_LINES):
                line, at, level = _next_line(self.sent, at, level)
                if not line:
                    break
                lines.append(line)
            self._append(lines, is_first=is_first)
            is_first = is_first and not lines
            if not line:
                break
            yield
        rest = self.sent[at:].strip(_BLANKS)
        if rest:
            start = len(shown) + (not is_first)
            self._append([rest], is_first=is_first)
            yield from self._index(start)

    def _append(self, lines: list[bytes], *, is_first: bool) -> None:
        shown = self._laid_out
        for line in lines:
            if not is_first:
                shown += b"\n"
                self._starts.append(len(shown))
            is_first = False
            shown += line
            self.longest = max(self.longest, len(line))


def build_in_thread(source: LineSource, stop: threading.Event) -> threading.Thread:
    """Run ``source.slices`` in a thread that rests a millisecond after each slice.

    The rest matters: a thread that only computes keeps the window from its turn.
    """

    def build() -> None:
        for _ in source.slices():
            if stop.is_set():
                return
            time.sleep(_PAUSE_S)

    thread = threading.Thread(target=build, name="lines", daemon=True)
    thread.start()
    return thread


def _next_line(text: bytes, at: int, level: int) -> tuple[bytes, int, int]:
    match = _LINE.match(text, at)
    if match is None:
        return b"", at, level
    key, opening, closing, end, scalar, comma = match.groups(b"")
    if end:
        if key or not level:
            return b"", at, level
        level -= 1
    indent = b"  " * min(level, _MAX_INDENTED_LEVELS)
    if opening and not closing:
        level += 1
    separator = b": " if key else b""
    line = b"".join((indent, key, separator, opening, closing, end, scalar, comma))
    return line, match.end(), level


def _solid(text: bytes | bytearray) -> int:
    return len(text.translate(None, _BLANKS))


def _place_of(text: bytes, solid: int, *, after: bool = False) -> int:
    at = 0
    while at < len(text):
        count = _solid(text[at : at + _SLICE_BYTES])
        if count >= solid + (not after):
            break
        solid -= count
        at += _SLICE_BYTES
    if after and not solid:
        return at
    return _nth_solid(text, at, solid if after else solid + 1) + after


def _nth_solid(text: bytes, at: int, number: int) -> int:
    step = _SLICE_BYTES
    while step > 1:
        step //= 2
        count = _solid(text[at : at + step])
        if count < number:
            number -= count
            at += step
    return at
