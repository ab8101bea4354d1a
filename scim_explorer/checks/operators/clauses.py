"""Filters over the rows that are known, each with what is expected of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scim_explorer.checks.operators.probe import Expects, Group, Kind, Known, Probe
from scim_explorer.client.pages import Query
from scim_explorer.protocol.filters.leeway import compile_judged
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.truth import Truth
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.paging import FIRST, Position

_LEFT_OUT = "\u2026"


@dataclass(frozen=True, slots=True)
class Clause:
    """A filter, or a part of one.

    Attributes:
        text: As it is sent.
        shape: The same with its values left out.
        path: Attribute that it is about; "" for several.
        truths: For each known row whether it matches.
    """

    text: str
    shape: str
    path: str
    truths: tuple[Truth, ...]

    @property
    def is_settled(self) -> bool:
        return None not in self.truths

    @property
    def tells_apart(self) -> bool:
        """Whether it has to find some of the rows and not all."""
        return True in self.truths and False in self.truths

    @property
    def found(self) -> frozenset[int]:
        """Places of the rows that match for certain."""
        return frozenset(place for place, one in enumerate(self.truths) if one)


def clause(known: Known, template: str, *values: Json, path: str = "") -> Clause:
    """Return a filter.

    Args:
        known: The rows.
        template: With ``@`` in the place of each value.
        *values: Literals, not encoded yet.
        path: Attribute that it is about.

    Raises:
        ValueError: That is no filter.
    """
    shapes = [_LEFT_OUT] * len(values)
    return _judged(known, template, [dumps(one) for one in values], shapes, path)


def best_of(made: Iterable[Clause]) -> Clause | None:
    """Return the first filter that tells rows apart, else the first; no more of them are made."""
    first = None
    for one in made:
        if one.tells_apart:
            return one
        first = first or one
    return first


def joined(known: Known, template: str, *parts: Clause) -> Clause:
    """Return clauses put together, ``@`` in the place of each."""
    texts, shapes = [part.text for part in parts], [part.shape for part in parts]
    return _judged(known, template, texts, shapes)


def _judged(
    known: Known, template: str, texts: Sequence[str], shapes: Sequence[str], path: str = ""
) -> Clause:
    text = _filled(template, texts)
    tree = parse_filter(text).tree
    if tree is None:
        raise ValueError(f"no filter: {template}")
    judged = compile_judged(tree, known.attributes)
    truths = tuple(judged(row) for row in known.rows.values())
    return Clause(text, _filled(template, shapes), path, truths)


def _filled(template: str, parts: Sequence[str]) -> str:
    pieces = template.split("@")
    if len(pieces) != len(parts) + 1:
        raise ValueError(f"{len(parts)} values for {template}")
    return "".join(a + b for a, b in zip(pieces, [*parts, ""], strict=True))


@dataclass(frozen=True, slots=True)
class Ground:
    """What all probes of a run stand on.

    Attributes:
        known: The rows.
        query: The list without a filter, its page as large as the rows that are known need.
        position: Where a first page begins.
    """

    known: Known
    query: Query
    position: Position = FIRST

    def rows(self, group: Group, construct: str, found: Clause, kind: Kind | None = None) -> Probe:
        """Return the probe that asks for the rows of ``found``."""
        query = replace(self.query, filter=found.text)
        return Probe(
            *(group, construct, kind, query),
            position=self.position,
            shape=found.shape,
            weak=not found.tells_apart,
        )

    def refusal(
        self, group: Group, construct: str, text: str, shape: str, kind: Kind | None = None
    ) -> Probe:
        """Return the probe that has to be refused (RFC 7644 section 3.4.2.2)."""
        query = replace(self.query, filter=text)
        probe = Probe(group, construct, kind, query, Expects.REFUSAL, self.position)
        return replace(probe, shape=shape)


def not_tried(group: Group, construct: str, reason: str, kind: Kind | None = None) -> Probe:
    return Probe(group, construct, kind, reason=reason)
