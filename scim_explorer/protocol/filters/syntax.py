"""The parts of a filter as values. Source: RFC 7644 section 3.4.2.2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from scim_explorer.protocol.json_codec import Json

OF_PARTS = frozenset({"co", "sw", "ew"})
OF_ORDER = frozenset({"gt", "ge", "lt", "le"})
COMPARISONS = frozenset({"eq", "ne"}) | OF_PARTS | OF_ORDER
PRESENT = "pr"
OPERATORS = COMPARISONS | {PRESENT}


class Span(NamedTuple):
    """A place in the text: 0-based character offsets, ``end`` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Path:
    """An attribute path.

    Attributes:
        text: As typed, URN included.
        urn: The schema it names, or "".
        name: Of the attribute.
        sub: Of the sub-attribute, or "".
    """

    text: str
    urn: str
    name: str
    sub: str
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """``path op value``.

    Attributes:
        operator: Lower case.
        value: What the literal means; numbers as Python reads them.
        literal: As typed.
    """

    path: Path
    operator: str
    value: Json
    literal: str
    span: Span
    value_span: Span


@dataclass(frozen=True, slots=True)
class Presence:
    """``path pr``."""

    path: Path
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """Terms joined by the same operator, in order; at least two.

    Attributes:
        operator: "and" or "or".
    """

    operator: str
    terms: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Negation:
    """``not (term)``."""

    term: Node
    span: Span


@dataclass(frozen=True, slots=True)
class ValuePath:
    """``path[condition]``: one element of ``path`` fulfils all of the condition.

    Attributes:
        condition: Its paths are relative to ``path``.
    """

    path: Path
    condition: Node
    span: Span


Node: TypeAlias = Comparison | Presence | Junction | Negation | ValuePath


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """What is wrong, or odd, at a place of the text.

    Attributes:
        hint: What to write instead; "" when there is no honest advice.
    """

    span: Span
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed text.

    Attributes:
        tree: None when the text is no filter.
        problems: Why not, in the order of their places.
        warnings: What parses and still deserves a word, as far as the grammar tells.
    """

    text: str
    tree: Node | None
    problems: tuple[FilterProblem, ...] = ()
    warnings: tuple[FilterProblem, ...] = ()
