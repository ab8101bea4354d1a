"""A server's answer to a filter, held against our own evaluation. Pure.

Nothing here accuses where nothing can be known: a resource that did not come whole is judged by
what is known of it otherwise, or not at all, and an attribute that servers keep to themselves is
named in place of a judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import msgspec

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.leeway import compile_judged
from scim_explorer.protocol.filters.remarks import is_unfit
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
    ValuePath,
)
from scim_explorer.protocol.filters.truth import Truth
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.filters.walk import nodes_of
from scim_explorer.protocol.json_codec import Json, object_of
from scim_explorer.protocol.paths import get_member

MOST_NODES = 200
"""Of a longer filter only the whole is judged, not each clause of it."""

_PAUSE_ROWS = 64
_NAMES = ("userName", "displayName", "name")

Marks = Callable[[Resource], list[bool]]
Raw = bytes | msgspec.Raw


class Sample(NamedTuple):
    """A resource that a filter is held against.

    Attributes:
        id: None when it has none that is a string.
        raw: Its bytes; those of the newest answer that has all of it.
        is_returned: The server gave it for this filter.
    """

    id: str | None
    raw: Raw
    is_returned: bool


class JudgedRow(NamedTuple):
    """What came of a filter for one resource.

    Attributes:
        name: What people call it, or "".
        truth: Whether the RFC wants it to match; None where it leaves that open.
        marks: For each node of the filter, in the order of ``nodes_of``, whether it holds by our
            own reading; of a long filter only the first.
    """

    id: str | None
    name: str
    raw: Raw
    is_returned: bool
    truth: Truth
    marks: tuple[bool, ...]

    @property
    def matched(self) -> bool:
        return self.marks[0]

    @property
    def is_extra(self) -> bool:
        """Returned, and must not match."""
        return self.is_returned and self.truth is False

    @property
    def is_missing(self) -> bool:
        """Must match, and was not returned."""
        return self.truth is True and not self.is_returned

    @property
    def is_left_open(self) -> bool:
        """The server read the filter in another way than we do, and may."""
        return self.truth is None and self.is_returned != self.matched


@dataclass(frozen=True, slots=True)
class Judgement:
    """A filter held against resources.

    Attributes:
        rows: In the order given; what is no JSON object is left out.
        counts: For each node how many of ``rows`` it holds for.
        returned: How many the server gave.
        matching: How many match by our own reading.
        extra: How many it gave that must not match.
        missing: How many it did not give that must match.
        left_open: How many it read in another way than we do, and may.
    """

    rows: tuple[JudgedRow, ...]
    counts: tuple[int, ...] = ()
    returned: int = 0
    matching: int = 0
    extra: int = 0
    missing: int = 0
    left_open: int = 0


def judgement_of(rows: Sequence[JudgedRow], counts: Iterable[int] = ()) -> Judgement:
    """Return the judgement on rows that are judged, all of it counted."""
    return Judgement(
        tuple(rows),
        tuple(map(int, counts)),
        sum(row.is_returned for row in rows),
        sum(row.matched for row in rows),
        sum(row.is_extra for row in rows),
        sum(row.is_missing for row in rows),
        sum(row.is_left_open for row in rows),
    )


def samples_of(
    returned: Iterable[tuple[str | None, Raw]],
    known: Iterable[tuple[str | None, Raw]],
    *,
    is_whole: bool = True,
) -> tuple[Sample, ...]:
    """Return what a filter can be held against: what came for it, then what else is known.

    Args:
        returned: Id and bytes of each resource that came for the filter.
        known: The same of the resources read before, without a filter.
        is_whole: What came has all its attributes; else the bytes known before are judged, and
            without any the resource is left out.
    """
    before = {one: raw for one, raw in known if one is not None}
    samples: dict[object, Sample] = {}
    for one, raw in returned:
        if one is None:
            if is_whole:
                samples[object()] = Sample(None, raw, is_returned=True)
        elif is_whole or one in before:
            samples[one] = Sample(one, raw if is_whole else before[one], is_returned=True)
    for one, raw in before.items():
        samples.setdefault(one, Sample(one, raw, is_returned=False))
    return tuple(samples.values())


def judge(
    samples: Sequence[Sample],
    node: Node,
    attributes: Attributes,
    should_stop: Callable[[], bool] = lambda: False,
) -> Judgement | None:
    """Return how ``node`` comes out for each sample.

    ``should_stop`` is asked every few rows; once it says so, the answer is None.
    """
    marks_of, truth_of = marks(node, attributes), compile_judged(node, attributes)
    rows: list[JudgedRow] = []
    counts: list[int] = []
    for place, sample in enumerate(samples):
        if place % _PAUSE_ROWS == 0 and should_stop():
            return None
        resource = object_of(sample.raw)
        if resource is None:
            continue
        row = JudgedRow(
            sample.id,
            name_of(resource),
            sample.raw,
            sample.is_returned,
            truth_of(resource),
            tuple(marks_of(resource)),
        )
        rows.append(row)
        counts = [*map(sum, zip(counts, row.marks, strict=True))] if counts else list(row.marks)
    return judgement_of(rows, counts)


def marks(node: Node, attributes: Attributes) -> Marks:
    """Return a function that says for each node, in the order of ``nodes_of``, whether it holds."""
    if sum(1 for _ in nodes_of(node)) > MOST_NODES:
        whole = compile_filter(node, attributes)
        return lambda resource: [whole(resource)]
    return _marks(node, attributes)


def _marks(node: Node, attributes: Attributes) -> Marks:
    if isinstance(node, Negation):
        term = _marks(node.term, attributes)

        def opposite(resource: Resource) -> list[bool]:
            below = term(resource)
            return [not below[0], *below]

        return opposite
    if isinstance(node, Junction):
        terms = [_marks(one, attributes) for one in node.terms]
        every = all if node.operator == "and" else any

        def together(resource: Resource) -> list[bool]:
            parts = [term(resource) for term in terms]
            return [every(part[0] for part in parts), *(mark for part in parts for mark in part)]

        return together
    tests = [compile_filter(one, attributes) for one in _as_wholes(node)]
    return lambda resource: [test(resource) for test in tests]


def _as_wholes(node: Node) -> Iterator[Node]:
    """Return a node, and each one in its brackets as a value path: does an element fulfil it?"""
    yield node
    if isinstance(node, ValuePath):
        for spot in nodes_of(node.condition):
            yield ValuePath(node.path, spot.node, spot.node.span)


def kept_back(node: Node, attributes: Attributes) -> tuple[str, ...]:
    """Return the paths in ``node`` whose values servers do not send unasked.

    Nothing can be said about them from what came (RFC 7643 section 7, ``returned``).
    """
    found: dict[str, None] = {}
    for spot in nodes_of(node):
        if not isinstance(spot.node, Comparison | Presence | ValuePath):
            continue
        path = spot.node.path
        # What holds it counts, too: a part of what is not sent is not sent either.
        holders = (attributes.find(one, spot.inside) for one in (path, replace(path, sub="")))
        if any(one is not None and one.is_kept_back for one in holders):
            found[path.text] = None
    return tuple(found)


def is_arguable(node: Node, attributes: Attributes) -> bool:
    """Return whether a server may read the filter as a whole in another way, or refuse it.

    That is so where it compares with null, names an attribute of no schema, compares a complex
    one, or uses an operator that cannot apply (RFC 7644 table 3).
    """
    return any(
        isinstance(spot.node, Comparison) and _is_arguable(spot.node, spot.inside, attributes)
        for spot in nodes_of(node)
    )


def _is_arguable(node: Comparison, inside: Path | None, attributes: Attributes) -> bool:
    attribute = attributes.find(node.path, inside)
    if node.value is None or attribute is None:
        return node.value is None or attributes.is_known
    return attribute.type == "complex" or is_unfit(node.operator, attribute)


def name_of(resource: Resource) -> str:
    """Return what people call a resource in a list, or ""."""
    texts: Iterator[Json] = (get_member(resource, name) for name in _NAMES)
    return next((text for text in texts if isinstance(text, str) and text), "")
