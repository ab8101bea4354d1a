"""What differs between two values of a resource."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TypeAlias

from scim_explorer.protocol.json_codec import Json, Steps, pointer


class Missing(Enum):
    """The type of MISSING: there is no value, not even null."""

    MISSING = "missing"


MISSING = Missing.MISSING
Side: TypeAlias = "Json | Missing"
_Pair: TypeAlias = "tuple[Steps, Side, Side]"


class ChangeKind(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        pointer: JSON pointer into the later value; for something removed, into the earlier one.
    """

    pointer: str
    before: Side
    after: Side
    kind: ChangeKind


def diff(before: Json, after: Json, *, null_is_absent: bool = True) -> tuple[Change, ...]:
    """Return the differences, in the order of the earlier document, each as deep as it goes.

    Arrays are compared without their order, which says nothing (RFC 7643 section 2.4).
    Equal elements belong together, then objects with the same ``value`` and ``type`` or the same
    ``value``, then what is left, in order.

    Args:
        before: The earlier value.
        after: The later value.
        null_is_absent: null, [] and an absent attribute are the same state, unassigned
            (RFC 7643 section 2.5).
    """
    changes: list[Change] = []
    # A stack and no recursion: values may be nested deeper than Python likes to call.
    waiting: list[_Pair] = [((), before, after)]
    while waiting:
        steps, old, new = waiting.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            waiting.extend(reversed(_member_pairs(steps, old, new)))
        elif isinstance(old, list) and isinstance(new, list):
            waiting.extend(reversed(_item_pairs(steps, old, new)))
        elif not _same(old, new, null_is_absent=null_is_absent):
            changes.append(Change(pointer(steps), old, new, _kind(old, new)))
    return tuple(changes)


def _kind(old: Side, new: Side) -> ChangeKind:
    if old is MISSING:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if new is MISSING else ChangeKind.CHANGED


def _same(old: Side, new: Side, *, null_is_absent: bool) -> bool:
    if null_is_absent and is_unassigned(old) and is_unassigned(new):
        return True
    if isinstance(old, bool) != isinstance(new, bool):
        return False
    both_nan = old != old and new != new  # only NaN differs from itself
    return both_nan or (old == new and _is_scalar(old) and _is_scalar(new))


def _is_scalar(value: Side) -> bool:
    return not isinstance(value, list | dict)


def is_unassigned(value: Side) -> bool:
    """Return whether a value is the state "unassigned" (RFC 7643 section 2.5)."""
    return value is None or value is MISSING or value == []


def _member_pairs(steps: Steps, old: dict[str, Json], new: dict[str, Json]) -> list[_Pair]:
    keys = [*old, *(key for key in new if key not in old)]
    return [((*steps, key), old.get(key, MISSING), new.get(key, MISSING)) for key in keys]


def _item_pairs(steps: Steps, old: list[Json], new: list[Json]) -> list[_Pair]:
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for identity in (_whole, _value_and_type, _value):
        places: dict[str, list[int]] = {}
        for place in range(len(new) - 1, -1, -1):
            if place not in taken and (mark := identity(new[place])):
                places.setdefault(mark, []).append(place)
        for place, item in enumerate(old):
            if place not in partner and (found := places.get(identity(item))):
                partner[place] = found.pop()
                taken.add(partner[place])
    left = iter([place for place in range(len(new)) if place not in taken])
    pairs: list[_Pair] = []
    for place, item in enumerate(old):
        other = partner[place] if place in partner else next(left, -1)
        if other < 0:
            pairs.append(((*steps, place), item, MISSING))
        else:
            pairs.append(((*steps, other), item, new[other]))
    pairs.extend(((*steps, place), MISSING, new[place]) for place in left)
    return pairs


def _whole(item: Json) -> str:
    return json.dumps(item, sort_keys=True)


def _value_and_type(item: Json) -> str:
    if isinstance(item, dict) and item.get("value") is not None:
        return _whole([item["value"], item.get("type")])
    return ""


def _value(item: Json) -> str:
    if isinstance(item, dict) and item.get("value") is not None:
        return _whole(item["value"])
    return ""
