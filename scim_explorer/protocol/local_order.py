"""The order of rows by one attribute, as a server should sort them (RFC 7644 section 3.4.2.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeAlias

from scim_explorer.protocol.cells import Row, cell_reader
from scim_explorer.protocol.filters.compare import moment_of
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.partial_rows import partial_reader
from scim_explorer.protocol.paths import get_member, home_of, members_of, split_path
from scim_explorer.protocol.schema import Attribute

SortKey: TypeAlias = "bool | int | float | datetime | str | None"
KeyReader: TypeAlias = Callable[[Row], SortKey]

_RUN_ROWS = 5000


def key_reader(path: str, attribute: Attribute | None = None) -> KeyReader:
    """Return a function that gives what a row is sorted by; None where it has no value.

    Of several values the primary one counts, else the first; of a complex one its ``value``, else
    the text a cell shows of it.

    Args:
        path: Attribute path.
        attribute: What the schema says about it: type and ``caseExact``; None when nothing.
    """
    urn, name, sub = split_path(path)
    steps = tuple(filter(None, sub.split(".")))
    read, text_of = partial_reader(members_of(urn, name)), cell_reader((path,))
    key_of = _key_of(_compared(attribute))

    def key(row: Row) -> SortKey:
        found: Any = read(row)
        if found is None:
            return None
        value = found.get(name) if not urn else None
        if not steps and value.__class__ is str:
            return key_of(value)  # nearly always
        home = home_of(found, urn)
        value = _one_of(get_member(home, name)) if isinstance(home, dict) else None
        for step in steps:
            value = _one_of(get_member(value, step)) if isinstance(value, dict) else None
        if isinstance(value, dict):
            inner = get_member(value, "value")
            value = text_of(row)[0] if inner is None or isinstance(inner, dict | list) else inner
        return key_of(value)

    return key


def in_order(
    keys: Sequence[SortKey],
    *,
    descending: bool,
    should_stop: Callable[[], bool] = lambda: False,
) -> list[int] | None:
    """Return the places of ``keys`` in their order; equal ones stay in the order they have.

    What has no value comes last, and first when descending. Numbers come before dates, and these
    before texts. ``should_stop`` is asked every few milliseconds; once it says so, the answer is
    None.
    """
    places = [place for place, key in enumerate(keys) if key is not None]
    missing = [place for place, key in enumerate(keys) if key is None]
    by = _comparable(keys)
    runs = [places[start : start + _RUN_ROWS] for start in range(0, len(places), _RUN_ROWS)]
    for run in runs:
        if should_stop():
            return None
        run.sort(key=by, reverse=descending)
    # One sort of all would be as quick, but nothing else has a turn while it lasts.
    while len(runs) > 1:
        merged = []
        for first in range(0, len(runs), 2):
            if should_stop():
                return None
            merged.append(sorted(chain(*runs[first : first + 2]), key=by, reverse=descending))
        runs = merged
    ordered = runs[0] if runs else []
    return missing + ordered if descending else ordered + missing


def _comparable(keys: Sequence[SortKey]) -> Callable[[int], Any]:
    ranks = {_rank(kind) for kind in {key.__class__ for key in keys if key is not None}}
    if len(ranks) <= 1:
        return keys.__getitem__
    return lambda place: (_rank(keys[place].__class__), keys[place])


def _rank(kind: type) -> int:
    return 2 if kind is str else int(kind is datetime)


def _compared(attribute: Attribute | None) -> Attribute | None:
    """Return the attribute whose values are compared: of a complex one its ``value``."""
    if attribute is None or attribute.type != "complex":
        return attribute
    return attribute.sub("value")


def _key_of(attribute: Attribute | None) -> Callable[[Json], SortKey]:
    exact = attribute is not None and attribute.case_exact
    dates = attribute is not None and attribute.type == "dateTime"

    def key_of(value: Json) -> SortKey:
        if isinstance(value, str):
            if dates and (moment := moment_of(value)) is not None:
                return moment
            return value if exact else value.casefold()
        if isinstance(value, float) and math.isnan(value):
            return None
        return value if isinstance(value, bool | int | float) else None

    return key_of


def _one_of(value: Json) -> Json:
    """Return the value that counts among several: the primary one, else the first."""
    if not isinstance(value, list):
        return value
    objects = (one for one in value if isinstance(one, dict))
    primary = (one for one in objects if get_member(one, "primary") is True)
    return next(primary, next((one for one in value if one not in (None, [], {})), None))
