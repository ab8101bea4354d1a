"""The tree of positions that a scan gives, and the ways through it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scim_explorer.protocol.json_text import Fault

Steps: TypeAlias = tuple[str | int, ...]
"""The way from the root to a value: keys of objects, 0-based positions in arrays."""


class Kind(StrEnum):
    """What a value is. LITERAL is true, false or null (and NaN, Infinity, with a fault)."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    LITERAL = "literal"


@dataclass(slots=True)
class Node:
    """A value in the text. ``start`` and ``end`` are character offsets, quotes included."""

    kind: Kind
    start: int
    end: int
    members: tuple[Member, ...] = ()
    items: tuple[Node, ...] = ()


@dataclass(slots=True)
class Member:
    """One key of an object with its value; ``key`` is decoded, the span has the quotes."""

    key: str
    key_start: int
    key_end: int
    value: Node


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read, with remarks on what strict readers would refuse."""

    text: str
    root: Node
    faults: tuple[Fault, ...] = ()


def node_at(document: Document, offset: int) -> tuple[Steps, Node]:
    """Return the innermost value at a character offset, and the way to it.

    An offset in a key belongs to that key's value; one between values to their container.
    """
    node = document.root
    steps: list[str | int] = []
    while True:
        if node.members:
            index = bisect_right(node.members, offset, key=lambda m: m.key_start) - 1
            member = node.members[index]
            if index < 0 or offset > member.value.end:
                return tuple(steps), node
            steps.append(member.key)
            node = member.value
        elif node.items:
            index = bisect_right(node.items, offset, key=lambda item: item.start) - 1
            if index < 0 or offset > node.items[index].end:
                return tuple(steps), node
            steps.append(index)
            node = node.items[index]
        else:
            return tuple(steps), node


def pointer_node(document: Document, steps: Steps) -> Node | None:
    """Return the value at the end of ``steps``; of duplicate keys the last."""
    node: Node | None = document.root
    for step in steps:
        if node is None:
            return None
        if isinstance(step, str):
            node = next((m.value for m in reversed(node.members) if m.key == step), None)
        else:
            node = node.items[step] if 0 <= step < len(node.items) else None
    return node


def pointer(steps: Steps) -> str:
    """Return steps as a JSON pointer (RFC 6901), "" for the root."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)
