"""Reads one JSON object of a profile and gathers every fault in it. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class JsonReader:
    """Reads members of one JSON object and gathers what is wrong with them."""

    def __init__(self, members: Mapping[str, object], faults: list[str], where: str = "") -> None:
        self._members = members
        self._faults = faults
        self._where = where

    def take(self, key: str, accept: Callable[[object], T | None], default: T, wanted: str) -> T:
        if key not in self._members:
            return default
        value = accept(self._members[key])
        if value is None:
            self._faults.append(f'"{self._where}{key}" is not {wanted}')
            return default
        return value

    def text(self, key: str, default: str = "") -> str:
        return self.take(key, lambda v: v if isinstance(v, str) else None, default, "text")

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.take(key, lambda v: v if isinstance(v, bool) else None, None, "true or false")
        return default if value is None else value

    def whole(self, key: str, default: int, lowest: int = 1) -> int:
        def accept(value: object) -> int | None:
            if isinstance(value, bool) or not isinstance(value, int):
                return None
            return value if lowest <= value < 2**53 else None

        return self.take(key, accept, default, f"a whole number from {lowest}")

    def seconds(self, key: str, default: float) -> float:
        def accept(value: object) -> float | None:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return None
            return float(value) if math.isfinite(value) and 0 < value <= 86400 else None

        return self.take(key, accept, default, "a number of seconds above 0")

    def choice(self, key: str, default: E) -> E:
        def accept(value: object) -> E | None:
            return next((word for word in type(default) if word == value), None)

        return self.take(key, accept, default, "one of the known words")

    def inner(self, key: str) -> JsonReader:
        none: dict[str, object] = {}
        members = self.take(key, lambda v: v if isinstance(v, dict) else None, none, "an object")
        return JsonReader(members, self._faults, f"{self._where}{key}.")

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        return self.take(key, _pairs, (), "a list of name and value")

    def each(self, key: str) -> tuple[JsonReader, ...]:
        """Return a reader for each object of a list."""
        none: list[dict[str, object]] = []
        found = self.take(key, _objects, none, "a list of objects")
        return tuple(
            JsonReader(members, self._faults, f"{self._where}{key}[{place}].")
            for place, members in enumerate(found)
        )


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, list):
        return None
    good = all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in value
    )
    return tuple((pair[0], pair[1]) for pair in value) if good else None


def _objects(value: object) -> list[dict[str, object]] | None:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        return None
    return value
