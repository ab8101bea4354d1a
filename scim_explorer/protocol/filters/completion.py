"""What can follow at a place of a filter: attributes, operators that fit, values, joiners. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import OPERATORS, PRESENT, Path, Span
from scim_explorer.protocol.filters.tokens import Kind, Token, tokens_of
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.schema import Attribute

MOST_ITEMS = 200
MOST_OLD = 8
OPERATOR_WORDS = {
    "eq": "equal",
    "ne": "not equal",
    "co": "contains",
    "sw": "starts with",
    "ew": "ends with",
    "gt": "greater than, later than",
    "ge": "greater than or equal",
    "lt": "less than, earlier than",
    "le": "less than or equal",
    "pr": "present: has a value",
}
_FIT = {
    "boolean": ("eq", "ne", "pr"),
    "binary": ("eq", "ne", "pr"),
    "integer": ("eq", "ne", "gt", "ge", "lt", "le", "pr"),
    "decimal": ("eq", "ne", "gt", "ge", "lt", "le", "pr"),
    "dateTime": ("gt", "ge", "lt", "le", "eq", "ne", "pr"),
    "complex": ("pr",),
}
_OF_TEXT = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr")


class Expected(StrEnum):
    """What may stand at a place."""

    PATH = "path"
    OPERATOR = "operator"
    VALUE = "value"
    JOINER = "joiner"


class Item(NamedTuple):
    """One proposal.

    Attributes:
        text: What is inserted.
        detail: What it is, in a few words.
        is_filter: It is a whole filter; nothing has to follow.
    """

    text: str
    detail: str = ""
    is_filter: bool = False


class Completion(NamedTuple):
    """Proposals for a place.

    Attributes:
        span: What of the text they take the place of.
    """

    expected: Expected
    span: Span
    items: tuple[Item, ...]


SeenValues = Callable[[str], Sequence[str]]
"""Returns values that the rows have under a path."""


class _Place(NamedTuple):
    expected: Expected
    path: Path | None
    inside: Path | None
    open_brackets: tuple[str, ...]


def complete(
    text: str,
    cursor: int,
    attributes: Attributes,
    seen: SeenValues = lambda _path: (),
    history: Sequence[str] = (),
) -> Completion:
    """Return what can be written at ``cursor``.

    Args:
        text: The filter as typed; it may have any mistake.
        cursor: 0-based offset.
        attributes: Of the resource type.
        seen: Values from rows, for the proposals of values.
        history: Filters sent before, newest first; for a text that has just begun.
    """
    tokens = tokens_of(text)
    before = [one for one in tokens if one.kind is not Kind.END and one.span.end <= cursor]
    span = Span(cursor, cursor)
    under = next((one for one in tokens if one.span.start < cursor <= one.span.end), None)
    if under is not None and under.kind in {Kind.WORD, Kind.STRING}:
        span = under.span
        before = [one for one in before if one.span != under.span]
    place = _place_behind(before)
    typed = text[span.start : cursor]
    items = tuple(_matching(_proposals(place, attributes, seen), typed))[:MOST_ITEMS]
    if not before and not text[span.end :].strip():
        old = _old_filters(history, typed)
        # Whoever typed something is about to write an attribute.
        items = (*items, *old) if typed else (*old, *items)
    return Completion(place.expected, span, items)


def operators_for(attribute: Attribute | None) -> tuple[str, ...]:
    """Return the operators that can apply, the likely first; all when nothing is known."""
    return _OF_TEXT if attribute is None else _FIT.get(attribute.type, _OF_TEXT)


def expected_behind(tokens: Sequence[Token]) -> Expected:
    """Return what may follow these words of a filter."""
    return _place_behind(tokens).expected


def _place_behind(tokens: Sequence[Token]) -> _Place:
    expected, path = Expected.PATH, None
    inside: list[Path | None] = []
    brackets: list[str] = []
    for token in tokens:
        if token.kind is Kind.OPEN:
            brackets.append(")")
            expected = Expected.PATH
        elif token.kind is Kind.OPEN_ELEMENT:
            brackets.append("]")
            inside.append(path)
            expected = Expected.PATH
        elif token.kind in {Kind.CLOSE, Kind.CLOSE_ELEMENT}:
            if brackets and brackets.pop() == "]" and inside:
                inside.pop()
            expected = Expected.JOINER
        else:
            expected, path = _after_word(token, expected, path)
    outer = inside[-1] if inside else None
    return _Place(expected, path, outer, tuple(brackets))


def _after_word(
    token: Token, expected: Expected, path: Path | None
) -> tuple[Expected, Path | None]:
    word = token.text.lower()
    if expected is Expected.PATH:
        if word == "not":
            return Expected.PATH, path
        return Expected.OPERATOR, path_of(token.text, token.span)
    if expected is Expected.OPERATOR:
        return (Expected.JOINER if word == PRESENT else Expected.VALUE), path
    if expected is Expected.VALUE:
        return Expected.JOINER, path
    return Expected.PATH, path


def _proposals(place: _Place, attributes: Attributes, seen: SeenValues) -> Iterator[Item]:
    if place.expected is Expected.PATH:
        for path, one in attributes.below(place.inside):
            yield Item(path, _kind_of(one))
        yield Item("not (", "the opposite of a group")
    elif place.expected is Expected.OPERATOR:
        attribute = attributes.find(place.path, place.inside) if place.path else None
        yield from (Item(one, OPERATOR_WORDS[one]) for one in operators_for(attribute))
    elif place.expected is Expected.VALUE:
        yield from _values(place, attributes, seen)
    else:
        yield from (Item("and", "both"), Item("or", "one of the two"))
        if place.open_brackets:
            yield Item(place.open_brackets[-1], "closes the bracket")


def _old_filters(history: Sequence[str], typed: str) -> list[Item]:
    found = (one for one in history if one.lower().startswith(typed.lower()))
    return [Item(one, "sent before", is_filter=True) for one in islice(found, MOST_OLD)]


def _values(place: _Place, attributes: Attributes, seen: SeenValues) -> Iterator[Item]:
    if place.path is None:
        return
    attribute = attributes.find(place.path, place.inside)
    if attribute is not None and attribute.type == "boolean":
        yield from (Item("true"), Item("false"))
        return
    given = set()
    for value in attribute.canonical_values if attribute is not None else ():
        given.add(value)
        yield Item(dumps(value), "listed by the schema")
    name = place.path.text
    if place.inside is not None:
        name = f"{place.inside.text}.{name}"
    for value in seen(name):
        if value not in given:
            given.add(value)
            yield Item(dumps(value), "seen in the rows")


def _kind_of(attribute: Attribute) -> str:
    many = ", multi-valued" if attribute.multi_valued else ""
    words = f"{attribute.type}{many}"
    return f"{words}: {attribute.description}" if attribute.description else words


def _matching(items: Iterator[Item], typed: str) -> Iterator[Item]:
    """Yield what begins as typed, then what has it at the start of a later part."""
    wanted = typed.lower().lstrip('"')
    later: list[Item] = []
    for item in items:
        text = item.text.lower().lstrip('"')
        if text.startswith(wanted):
            yield item
        elif wanted and any(
            part.startswith(wanted) for part in text.replace(":", ".").split(".")[1:]
        ):
            later.append(item)
    yield from later


def is_complete_word(text: str, expected: Expected) -> bool:
    """Tell whether a word needs no proposals any more: an operator or a joiner in full."""
    return expected is not Expected.PATH and text.lower() in {*OPERATORS, "and", "or"}
