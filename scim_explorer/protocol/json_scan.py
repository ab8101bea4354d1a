"""JSON text to a tree of positions. Nothing is decoded but the keys, so nothing is lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from scim_explorer.problems import Place, Problem, ProtocolError
from scim_explorer.protocol.json_grammar import BLANK, NUMBER, STRING
from scim_explorer.protocol.json_mistakes import (
    Opened,
    blanks_end,
    why_no_end,
    why_no_key,
    why_no_value,
)
from scim_explorer.protocol.json_text import BOM, Fault
from scim_explorer.protocol.json_tree import Document, Kind, Member, Node

MAX_DEPTH = 512
_MAX_FAULTS = 500
_MAX_EXACT_INTEGER = 2**53
_SAFE_DIGITS = 15

_VALUE = re.compile(
    rf"{BLANK}(?:({STRING})|({NUMBER})|(\{{)|(\[)|(true|false|null)|(NaN|-?Infinity))"
)
_STRING, _NUMBER, _OBJECT, _ARRAY, _LITERAL, _NOT_A_NUMBER = range(1, 7)
_FIRST_MEMBER = re.compile(rf"{BLANK}(?:({STRING}){BLANK}:|(\}}))")
_NEXT_MEMBER = re.compile(rf"{BLANK}(?:,{BLANK}({STRING}){BLANK}:|(\}}))")
_NEXT_ITEM = re.compile(rf"{BLANK}(?:(,)|(\]))")
_NO_ITEM = re.compile(rf"{BLANK}(\])")
_ODD_IN_STRING = re.compile(r"[\x00-\x08\x09\x0b\x0c\x0e-\x1f\ud800-\udfff]|\\u[dD][89a-fA-F]")
_ESCAPE_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\")
_LONE = re.compile(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]")
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(slots=True)
class _Frame:
    """An object or array that is still open."""

    is_object: bool
    start: int
    members: list[Member]
    items: list[Node]
    seen: set[str]
    key: str = ""
    key_start: int = 0
    key_end: int = 0


class _Scanner:
    def __init__(self, text: str, max_depth: int, subject: str) -> None:
        self.text = text
        self.max_depth = max_depth
        self.subject = subject
        self.stack: list[_Frame] = []
        self.faults: list[Fault] = []
        self.pos = 1 if text.startswith(BOM) else 0
        self.odd = _ODD_IN_STRING.search(text) is not None

    def document(self) -> Document:
        if self.pos:
            self.fault("json.bom", "The text begins with a byte order mark.", 0, 1)
        root: Node | None = None
        while root is None:
            node = self.value()
            if node is not None:
                root = self.attach(node)
        end = blanks_end(self.text, self.pos)
        if end != len(self.text):
            raise self.error(end, "more text follows after the end of the JSON.")
        return Document(self.text, root, tuple(self.faults))

    def value(self) -> Node | None:
        """Read one scalar or empty container, or open a container and return None."""
        match = _VALUE.match(self.text, self.pos)
        if match is None:
            raise self.error(
                *why_no_value(self.text, self.pos, self.opened() if self.stack else None)
            )
        group = match.lastindex or 0
        start, end = match.span(group)
        self.pos = end
        if group == _STRING:
            if self.odd:
                self.check_string(start, end)
            return Node(Kind.STRING, start, end)
        if group == _NUMBER:
            self.check_number(start, end)
            return Node(Kind.NUMBER, start, end)
        if group in (_OBJECT, _ARRAY):
            return self.open(group == _OBJECT, start)
        if group == _NOT_A_NUMBER:
            word = self.text[start:end]
            self.fault("json.nan", f"{word} is not JSON; strict readers refuse it.", start, end)
        return Node(Kind.LITERAL, start, end)

    def open(self, is_object: bool, start: int) -> Node | None:  # noqa: FBT001
        if len(self.stack) >= self.max_depth:
            raise self.error(start, f"the JSON is nested more than {self.max_depth} levels deep.")
        if not is_object:
            if closing := _NO_ITEM.match(self.text, self.pos):
                self.pos = closing.end()
                return Node(Kind.ARRAY, start, self.pos)
            self.stack.append(_Frame(False, start, [], [], set()))
            return None
        match = _FIRST_MEMBER.match(self.text, self.pos)
        if match is None:
            raise self.error(
                *why_no_key(
                    self.text,
                    self.pos,
                    Opened(is_object=True, line=place_in(self.text, start, start).line),
                )
            )
        self.pos = match.end()
        if match.lastindex != 1:
            return Node(Kind.OBJECT, start, self.pos)
        frame = _Frame(True, start, [], [], set())
        self.stack.append(frame)
        self.key(frame, *match.span(1))
        return None

    def key(self, frame: _Frame, start: int, end: int) -> None:
        key = self.text[start + 1 : end - 1]
        if "\\" in key:
            key = str(json.loads(self.text[start:end], strict=False))
        if self.odd:
            self.check_string(start, end)
        if key in frame.seen:
            self.fault("json.duplicate-key", f'"{key}" appears twice in one object.', start, end)
        frame.seen.add(key)
        frame.key, frame.key_start, frame.key_end = key, start, end

    def attach(self, node: Node) -> Node | None:
        """Put a finished value into its container, closing what ends here; the root is returned."""
        text = self.text
        while self.stack:
            frame = self.stack[-1]
            if frame.is_object:
                frame.members.append(Member(frame.key, frame.key_start, frame.key_end, node))
                match = _NEXT_MEMBER.match(text, self.pos)
            else:
                frame.items.append(node)
                match = _NEXT_ITEM.match(text, self.pos)
            if match is None:
                raise self.error(*why_no_end(text, self.pos, self.opened()))
            self.pos = match.end()
            if match.lastindex == 1:
                if frame.is_object:
                    self.key(frame, *match.span(1))
                return None
            kind = Kind.OBJECT if frame.is_object else Kind.ARRAY
            node = Node(kind, frame.start, self.pos, tuple(frame.members), tuple(frame.items))
            self.stack.pop()
        return node

    def check_string(self, start: int, end: int) -> None:
        text = self.text[start:end]
        if _ODD_IN_STRING.search(text) is None:
            return
        if match := _CONTROL.search(text):
            at = start + match.start()
            word = f"U+{ord(match.group()):04X}"
            self.fault(
                "json.control-character", f"{word} stands in a string unescaped.", at, at + 1
            )
        # Pairs and escaped backslashes are blotted out with the same length, so offsets hold.
        alone = _ESCAPE_PAIR.sub(lambda pair: "-" * len(pair.group()), text)
        if match := _LONE.search(alone):
            at = start + match.start()
            if "\udc80" <= match.group() <= "\udcff":
                self.fault("json.not-utf8", "A byte in this string is not UTF-8.", at, at + 1)
            else:
                message = "Half of a surrogate pair; it stands for no character."
                self.fault("json.lone-surrogate", message, at, at + len(match.group()))

    def check_number(self, start: int, end: int) -> None:
        text = self.text[start:end]
        if len(text) <= _SAFE_DIGITS and "e" not in text and "E" not in text:
            return
        if abs(float(text)) == float("inf"):
            message = "This number is too large for most readers (IEEE 754 double)."
            self.fault("json.number-range", message, start, end)
        elif text.lstrip("-").isdigit() and abs(int(text)) > _MAX_EXACT_INTEGER:
            message = "This integer is above 2^53; many readers round it."
            self.fault("json.big-integer", message, start, end)

    def fault(self, rule: str, message: str, start: int, end: int) -> None:
        if len(self.faults) < _MAX_FAULTS:
            self.faults.append(Fault(rule, message, start, end))

    def error(self, at: int, message: str) -> ProtocolError:
        place = place_in(self.text, at, min(at + 1, len(self.text)))
        detail = f"Line {place.line:,}, column {place.column:,}: {message}"
        return ProtocolError(Problem(f"{self.subject} is not valid JSON", detail, place=place))

    def opened(self) -> Opened:
        frame = self.stack[-1]
        line = place_in(self.text, frame.start, frame.start).line
        return Opened(is_object=frame.is_object, line=line)


def place_in(text: str, start: int, end: int) -> Place:
    """Return offsets with the 1-based line and column of ``start``."""
    line_start = text.rfind("\n", 0, start) + 1
    return Place(start, end, text.count("\n", 0, start) + 1, start - line_start + 1)


def scan(text: str, max_depth: int = MAX_DEPTH, *, subject: str = "Answer") -> Document:
    """Return the positions of all values in ``text``.

    Read leniently: a byte order mark, duplicate keys, NaN, numbers out of range, control
    characters and lone surrogates are faults and no errors.

    Args:
        text: The whole text, as ``decode_text`` gives it.
        max_depth: Objects and arrays that may be open at once.
        subject: First word of the problem's title ("Answer is not valid JSON").

    Raises:
        ProtocolError: Not JSON, or too deep. The problem carries the place.
    """
    return _Scanner(text, max_depth, subject).document()
