"""What a write did: before, expected and actual, attribute by attribute."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from scim_explorer.protocol.compare import MISSING, Missing, diff
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute

_COMMON_MANAGED = frozenset({"id", "meta"})
"""Assigned by the server whatever a schema says (RFC 7643 section 3.1)."""


class Verdict(StrEnum):
    """How a write came out."""

    APPLIED = "applied"
    CHANGED_MORE = "changedMore"
    NOT_APPLIED = "notApplied"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Fate(StrEnum):
    """What became of one attribute."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    CHANGED_TOO = "changed by the server"
    CHANGED = "changed"
    """It is another one now; nothing is known about what was expected."""
    MANAGED = "managed by the server"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attribute after a write.

    Attributes:
        pointer: JSON pointer.
        expected: What was asked for; None when nobody can say.
    """

    pointer: str
    before: Json | Missing
    expected: Json | Missing
    actual: Json | Missing
    fate: Fate


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a write that was answered and read again."""

    verdict: Verdict
    outcomes: tuple[Outcome, ...]

    def count(self, fate: Fate) -> int:
        return sum(outcome.fate is fate for outcome in self.outcomes)


def managed_attributes(attributes: Iterable[tuple[str, Attribute]]) -> Callable[[str], bool]:
    """Return whether a JSON pointer leads into something only the server writes.

    Values that are never returned (``returned`` "never", ``writeOnly``) count as managed too:
    reading again cannot show what became of them.

    Args:
        attributes: Path and attribute, as ``SchemaSet.attributes_of`` gives them.
    """
    names = {name.lower() for name in _COMMON_MANAGED}
    for path, attribute in attributes:
        if attribute.mutability in ("readOnly", "writeOnly") or attribute.returned == "never":
            names.add(path.lower())

    def is_managed(pointer: str) -> bool:
        path = attribute_path(pointer).lower()
        return any(path == name or path.startswith((f"{name}.", f"{name}:")) for name in names)

    return is_managed


def attribute_path(pointer: str) -> str:
    """Return the attribute path of a JSON pointer, without indexes ("emails.value")."""
    keys = [key for key in _keys(pointer) if not key.isdigit()]
    if len(keys) > 1 and keys[0].lower().startswith("urn:"):
        return f"{keys[0]}:{'.'.join(keys[1:])}"
    return ".".join(keys)


def judge(
    before: Json | Missing,
    expected: Json | Missing,
    actual: Json,
    is_managed: Callable[[str], bool],
) -> Judgement:
    """Compare what was asked with what is there now.

    Args:
        before: The resource as read before the write; MISSING before a create.
        expected: The whole resource as asked for, or MISSING when nobody can say (a PATCH written
            by hand); then the verdict tells only whether anything changed.
        actual: The resource as read after the write.
        is_managed: Whether a JSON pointer is the server's own business.
    """
    start: Json = {} if isinstance(before, Missing) else before
    if isinstance(expected, Missing):
        changes = diff(start, in_order_of(start, actual))
        seen = tuple(
            Outcome(change.pointer, change.before, MISSING, change.after, fate)
            for change in changes
            for fate in (Fate.MANAGED if is_managed(change.pointer) else Fate.CHANGED,)
        )
        seen = tuple(sorted(seen, key=lambda outcome: outcome.fate is Fate.MANAGED))
        changed = any(outcome.fate is Fate.CHANGED for outcome in seen)
        return Judgement(Verdict.APPLIED if changed else Verdict.NOT_APPLIED, seen)
    start = in_order_of(expected, start)
    outcomes = tuple(_outcomes(start, expected, in_order_of(expected, actual), is_managed))
    fates = {outcome.fate for outcome in outcomes}
    verdict = Verdict.APPLIED
    if Fate.NOT_APPLIED in fates:
        verdict = Verdict.NOT_APPLIED
    elif Fate.CHANGED_TOO in fates:
        verdict = Verdict.CHANGED_MORE
    return Judgement(verdict, outcomes)


def _outcomes(
    before: Json, expected: Json, actual: Json, is_managed: Callable[[str], bool]
) -> Iterable[Outcome]:
    asked = _Places(change.pointer for change in diff(before, expected))
    missed = _Places(change.pointer for change in diff(expected, actual))
    everything = _Places(asked.pointers | missed.pointers)
    for pointer in sorted(everything.pointers, key=lambda text: (is_managed(text), text)):
        if everything.has_above(pointer):
            continue
        if is_managed(pointer):
            fate = Fate.MANAGED
        elif not missed.touches(pointer):
            fate = Fate.APPLIED
        else:
            fate = Fate.NOT_APPLIED if asked.touches(pointer) else Fate.CHANGED_TOO
        yield Outcome(
            pointer,
            value_at(before, pointer),
            value_at(expected, pointer),
            value_at(actual, pointer),
            fate,
        )


class _Places:
    """JSON pointers, and which of them lie on one line with another one."""

    def __init__(self, pointers: Iterable[str]) -> None:
        self.pointers = frozenset(pointers)
        self._above = frozenset(up for pointer in self.pointers for up in _ancestors(pointer))

    def has_above(self, pointer: str) -> bool:
        return any(up in self.pointers for up in _ancestors(pointer))

    def touches(self, pointer: str) -> bool:
        return pointer in self.pointers or pointer in self._above or self.has_above(pointer)


def _ancestors(pointer: str) -> Iterable[str]:
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def in_order_of(model: Json, value: Json) -> Json:
    """Return ``value`` with its arrays in the order of ``model``, as far as values agree.

    Values of a multi-valued attribute have no order (RFC 7643 section 2.4): a server may return
    them in another one. A value is found again when it is equal or has the same ``value``.
    """
    if isinstance(model, dict) and isinstance(value, dict):
        return {key: in_order_of(model.get(key), item) for key, item in value.items()}
    if not (isinstance(model, list) and isinstance(value, list)):
        return value
    left: dict[str, list[int]] = {}
    for index, item in enumerate(value):
        for name in _names(item):
            left.setdefault(name, []).append(index)
    placed: list[int] = []
    used: set[int] = set()
    for item in model:
        found = next((i for name in _names(item) for i in left.get(name, ()) if i not in used), -1)
        placed.append(found)
        used.add(found)
    rest = iter([index for index in range(len(value)) if index not in used])
    order = [next(rest, -1) if index < 0 else index for index in placed] + list(rest)
    partners = [*model, *([None] * (len(order) - len(model)))]
    return [
        in_order_of(partner, value[index])
        for partner, index in zip(partners, order, strict=True)
        if index >= 0
    ]


def _names(item: Json) -> tuple[str, ...]:
    """Return what a value can be found again by, the surest first."""
    whole = json.dumps(item, sort_keys=True)
    if isinstance(item, dict) and isinstance(item.get("value"), str):
        return whole, f"value:{item['value']}"
    return (whole,)


def value_at(value: Json | Missing, pointer: str) -> Json | Missing:
    """Return what stands at a JSON pointer (RFC 6901), or MISSING."""
    for key in _keys(pointer):
        if isinstance(value, dict):
            value = value.get(key, MISSING)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return MISSING
    return value


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
