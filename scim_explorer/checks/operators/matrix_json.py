"""The operator matrix as text to be kept. No value of a row and no id is in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from scim_explorer.checks.operators.matrix import Claims, Matrix
from scim_explorer.checks.operators.probe import Group, Kind, Result, Verdict
from scim_explorer.profiles.json_reader import JsonReader
from scim_explorer.protocol.filters.compare import moment_of

VERSION = 1
_NOT_KEPT = ("asked", "examples", "said")
_KEYWORD = re.compile("[A-Za-z]{1,40}")


def to_text(matrix: Matrix) -> str:
    """Return a matrix as JSON, without the filters as sent, ids, and what the server said."""
    kept = asdict(matrix) | {"version": VERSION, "when": matrix.when.isoformat()}
    kept["results"] = [_kept(one) for one in matrix.results]
    return json.dumps(kept, indent=1) + "\n"


def _kept(result: Result) -> dict[str, object]:
    every = asdict(result)
    # A keyword, or else something of the server's own.
    if not _KEYWORD.fullmatch(result.scim_type):
        every["scim_type"] = ""
    return {name: value for name, value in every.items() if name not in _NOT_KEPT}


def from_text(text: str) -> Matrix | None:
    """Return the matrix in ``text``; what is unknown in it is left out, None when nothing is left.

    It may have been written by a newer version, or be damaged: then there is no last time.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    read = JsonReader(value, [])
    when, results = (
        moment_of(read.text("when")),
        tuple(filter(None, map(_result, read.each("results")))),
    )
    if when is None or not results:
        return None
    claims = read.inner("claims")
    return Matrix(
        read.text("resource_type"),
        when,
        rows=read.whole("rows", 0, 0),
        is_whole=read.flag("is_whole"),
        total=_count(read, "total"),
        largest_page=read.whole("largest_page", 0, 0),
        claims=Claims(
            _flag(claims, "filter"), _flag(claims, "sort"), _count(claims, "max_results")
        ),
        results=results,
    )


def _result(read: JsonReader) -> Result | None:
    words = {name: read.text(name) for name in ("group", "construct", "kind", "verdict")}
    try:
        group, verdict = Group(words["group"]), Verdict(words["verdict"])
        kind = Kind(words["kind"]) if words["kind"] else None
    except ValueError:
        return None
    return Result(
        *(group, words["construct"], kind, verdict, read.text("shape")),
        weak=read.flag("weak"),
        note=read.text("note"),
        expected=_count(read, "expected"),
        got=_count(read, "got"),
        total=_count(read, "total"),
        extra=read.whole("extra", 0, 0),
        missing=read.whole("missing", 0, 0),
        status=_count(read, "status"),
        scim_type=read.text("scim_type"),
        exchange=_count(read, "exchange"),
    )


def _count(read: JsonReader, key: str) -> int | None:
    found = read.whole(key, -1, 0)
    return None if found < 0 else found


def _flag(read: JsonReader, key: str) -> bool | None:
    return read.take(key, lambda one: one if isinstance(one, bool) else None, None, "a flag")
