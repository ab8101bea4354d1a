"""The order of rows by one attribute, as a server should sort them (RFC 7644 section 3.4.2.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeAlias, cast

import msgspec

from scim_explorer.protocol.cells import Row, cell_reader
from scim_explorer.protocol.filters.compare import moment_of
from scim_explorer.protocol.json_codec import READ_FAILURES, Json
from scim_explorer.protocol.partial_rows import partial_reader
from scim_explorer.protocol.paths import get_member, home_of, members_of, split_path
from scim_explorer.protocol.schema import Attribute

SortKey: TypeAlias = "bool | int | float | datetime | str | None"
KeyReader: TypeAlias = Callable[[Row], SortKey]

_RUN_ROWS = 50_000


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
    of_text = _key_of_text(_compared(attribute))

    def key(row: Row) -> SortKey:
        found = read(row)
        if found is None:
            return None
        home = home_of(found, urn)
        value = _one_of(get_member(home, name)) if isinstance(home, dict) else None
        for step in steps:
            value = _one_of(get_member(value, step)) if isinstance(value, dict) else None
        if isinstance(value, dict):
            inner = get_member(value, "value")
            value = text_of(row)[0] if inner is None or isinstance(inner, dict | list) else inner
        return of_text(value) if isinstance(value, str) else _key_of_other(value)

    return key if urn or steps else _text_reader(name, of_text, key)


def _text_reader(name: str, of_text: Callable[[str], SortKey], patient: KeyReader) -> KeyReader:
    """Return ``patient``, and a quicker way for a text in the member ``name``, as most are."""
    kind = msgspec.defstruct("Sorted", [("value", Any, None)], rename={"value": name}, gc=False)
    decode = cast("Callable[[Row], Any]", msgspec.json.Decoder(kind).decode)

    def key(row: Row) -> SortKey:
        try:
            value = decode(row).value
        except READ_FAILURES:
            value = None
        return of_text(value) if value.__class__ is str else patient(row)

    return key


def in_order(
    keys: Sequence[SortKey],
    *,
    descending: bool,
    ascending: Sequence[int] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> list[int] | None:
    """Return the places of ``keys`` in their order; equal ones stay in the order they have.

    What has no value comes last, and first when descending. Numbers come before dates, and these
    before texts.

    Args:
        keys: One a row.
        descending: Whether the largest comes first.
        ascending: What was returned for the same keys before; the answer is there sooner.
        should_stop: Asked every few milliseconds; once it says so, the answer is None.
    """
    before = range(len(keys)) if ascending is None else ascending
    places, missing = list(before), []
    if None in keys:
        places = [place for place in before if keys[place] is not None]
        missing = [place for place in before if keys[place] is None]
    by = _comparable(keys)
    if ascending is not None:
        # As they are or from the last to the first: a sort sees that in one go.
        ordered: list[int] | None = sorted(places, key=by, reverse=descending)
    else:
        ordered = _sorted_in_runs(places, by, descending=descending, should_stop=should_stop)
    if ordered is None:
        return None
    return missing + ordered if descending else ordered + missing


def _sorted_in_runs(
    places: list[int],
    by: Callable[[int], Any],
    *,
    descending: bool,
    should_stop: Callable[[], bool],
) -> list[int] | None:
    """Sort piece by piece: nothing else has a turn while one sort lasts."""
    runs = [places[start : start + _RUN_ROWS] for start in range(0, len(places), _RUN_ROWS)]
    for run in runs:
        if should_stop():
            return None
        run.sort(key=by, reverse=descending)
    while len(runs) > 1:
        merged = []
        for first in range(0, len(runs), 2):
            if should_stop():
                return None
            merged.append(sorted(chain(*runs[first : first + 2]), key=by, reverse=descending))
        runs = merged
    return runs[0] if runs else []


def _comparable(keys: Sequence[SortKey]) -> Callable[[int], Any]:
    ranks = {_rank(kind) for kind in set(map(type, keys)) - {type(None)}}
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


def _key_of_text(attribute: Attribute | None) -> Callable[[str], SortKey]:
    fold = str if attribute is not None and attribute.case_exact else str.casefold
    if attribute is None or attribute.type != "dateTime":
        return fold
    return lambda text: moment_of(text) or fold(text)


def _key_of_other(value: Json) -> SortKey:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, bool | int | float) else None


def _one_of(value: Json) -> Json:
    """Return the value that counts among several: the primary one, else the first."""
    if not isinstance(value, list):
        return value
    objects = (one for one in value if isinstance(one, dict))
    primary = (one for one in objects if get_member(one, "primary") is True)
    return next(primary, next((one for one in value if one not in (None, [], {})), None))
