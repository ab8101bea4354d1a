"""Three versions of one resource, told apart attribute by attribute, and joined without loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scim_explorer.protocol.json_codec import Document, Kind, Node, dumps, relayout, scan

Unit = tuple[str, ...]
"""Name of an attribute: one key, or the URN of an extension and a key below it."""


class Side(StrEnum):
    """Which of two versions is taken."""

    YOURS = "yours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Fork:
    """One attribute that somebody changed.

    Attributes:
        unit: Which attribute.
        base: JSON text as read first, or None when it was absent; likewise the others.
        choice: The side to take when only one changed it or both did alike; None when both
            changed it and somebody has to choose.
    """

    unit: Unit
    base: str | None
    yours: str | None
    theirs: str | None
    choice: Side | None

    @property
    def label(self) -> str:
        return ":".join(self.unit)


def forks(base: str, yours: str, theirs: str) -> tuple[Fork, ...]:
    """Return the attributes in which the three texts differ, in the order of ``theirs``.

    Raises:
        ProtocolError: One of the texts is not JSON.
    """
    first, mine, other = (_units(scan(text)) for text in (base, yours, theirs))
    found = []
    for unit in dict.fromkeys((*other, *mine, *first)):
        was, wanted, now = (_same(units.get(unit)) for units in (first, mine, other))
        if was == wanted == now:
            continue
        choice: Side | None = None
        if wanted == now or was == wanted:
            choice = Side.THEIRS
        elif was == now:
            choice = Side.YOURS
        found.append(Fork(unit, first.get(unit), mine.get(unit), other.get(unit), choice))
    return tuple(found)


def merged(yours: str, theirs: str, choices: Mapping[Unit, Side]) -> str:
    """Return ``theirs`` with the attributes chosen from ``yours``, one line, no token decoded.

    Attributes that nobody chose stay as in ``theirs``.
    """
    mine = _units(scan(yours))
    document = scan(theirs)
    wanted = {unit: mine.get(unit) for unit, side in choices.items() if side is Side.YOURS}
    return relayout(_object(document, document.root, (), wanted), None)


def _object(document: Document, node: Node, prefix: Unit, wanted: Mapping[Unit, str | None]) -> str:
    parts: list[str] = []
    done: set[str] = set()
    text = document.text
    for member in node.members:
        unit = (*prefix, member.key)
        if unit in wanted:
            if member.key not in done and wanted[unit] is not None:
                parts.append(f"{text[member.key_start : member.key_end]}:{wanted[unit]}")
            done.add(member.key)
        elif not prefix and _is_extension(member.key, member.value):
            done.add(member.key)
            inner = _object(document, member.value, unit, wanted)
            parts.append(f"{text[member.key_start : member.key_end]}:{inner}")
        else:
            value = text[member.value.start : member.value.end]
            parts.append(f"{text[member.key_start : member.key_end]}:{value}")
    parts += _added(prefix, wanted, done)
    return "{" + ",".join(parts) + "}"


def _added(prefix: Unit, wanted: Mapping[Unit, str | None], done: set[str]) -> list[str]:
    """Return members of ``wanted`` whose place does not exist yet, extensions gathered."""
    depth = len(prefix)
    parts: list[str] = []
    new_extensions: dict[str, list[str]] = {}
    for unit, value in wanted.items():
        if unit[:depth] != prefix or len(unit) <= depth or unit[depth] in done or value is None:
            continue
        if len(unit) == depth + 1:
            parts.append(f"{dumps(unit[depth])}:{value}")
        else:
            new_extensions.setdefault(unit[depth], []).append(f"{dumps(unit[-1])}:{value}")
    for urn, members in new_extensions.items():
        parts.append(f"{dumps(urn)}:{{{','.join(members)}}}")
    return parts


def _units(document: Document) -> dict[Unit, str]:
    """Return each attribute with its JSON text; of duplicate keys the last."""
    units: dict[Unit, str] = {}
    text = document.text
    for member in document.root.members:
        if _is_extension(member.key, member.value):
            for inner in member.value.members:
                units[member.key, inner.key] = text[inner.value.start : inner.value.end]
        else:
            units[member.key,] = text[member.value.start : member.value.end]
    return units


def _is_extension(key: str, node: Node) -> bool:
    return key.lower().startswith("urn:") and node.kind is Kind.OBJECT


def _same(text: str | None) -> str | None:
    return None if text is None else relayout(text, None)
