"""Values of the operator matrix: what is asked, what is known of the rows, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scim_explorer.client.pages import Query
from scim_explorer.protocol.filters.attributes import NOTHING_KNOWN, Attributes
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.paging import FIRST, Position

ORIGIN = "Operators"
Key = tuple[str, str, str]


class Kind(StrEnum):
    """Types of attributes that operators treat differently: the columns of the matrix."""

    TEXT = "text"
    EXACT = "exact"
    BOOLEAN = "boolean"
    DATE = "dateTime"
    NUMBER = "number"
    REFERENCE = "reference"


class Group(StrEnum):
    """Parts of the matrix, in their order."""

    OPERATORS = "operators"
    LOGIC = "logic"
    PATHS = "paths"
    CASE = "case"
    MISTAKES = "mistakes"
    SORT = "sort"
    PROJECTION = "projection"
    PAGING = "paging"


class Expects(StrEnum):
    """How the answer is judged."""

    ROWS = "rows"
    REFUSAL = "refusal"
    ROWS_OR_REFUSAL = "rows-or-refusal"
    ORDER = "order"
    ONLY = "only"
    WITHOUT = "without"
    ONE_OF = "one-of"


class Verdict(StrEnum):
    """What came of one probe."""

    RIGHT = "right"
    WRONG = "wrong"
    IGNORED = "ignored"
    REFUSED = "refused"
    FAILED = "failed"
    OPEN = "open"
    NOT_TRIED = "not-tried"


def key_of(group: Group, construct: str, kind: Kind | None) -> Key:
    """Return what a probe and its result have in common, and no other probe of a matrix."""
    return (group.value, construct, kind.value if kind else "")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request of the matrix, or why there is none.

    Attributes:
        group: Part of the matrix.
        construct: What is tried, as its row is called; with ``group`` and ``kind`` it is unique.
        kind: Type of the attribute; None for what is tried once only.
        query: What is asked; None when nothing is.
        position: Where the page begins.
        shape: The filter with its values left out, for what is kept.
        target: Attribute that the order or the selection of attributes is about.
        weak: The expected answer is none or all of the rows, so that a right one proves little.
        reason: Why it is not tried.
    """

    group: Group
    construct: str
    kind: Kind | None = None
    query: Query | None = None
    expects: Expects = Expects.ROWS
    position: Position = FIRST
    shape: str = ""
    target: str = ""
    weak: bool = False
    reason: str = ""

    @property
    def key(self) -> Key:
        return key_of(self.group, self.construct, self.kind)


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of the rows.

    Attributes:
        rows: By id, in the order in which they came.
        is_whole: They are all that there are.
        total: As the server told it for the list without a filter.
        largest_page: Most rows that came in one answer.
        attributes: What the schemas say about their attributes.
        exchanges: Numbers of the requests that read them.
    """

    rows: Mapping[str, Resource]
    is_whole: bool
    total: int | None = None
    largest_page: int = 0
    attributes: Attributes = field(default=NOTHING_KNOWN, repr=False)
    exchanges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one probe.

    Attributes:
        group: Of the probe, as ``construct``, ``kind``, ``shape`` and ``weak``.
        note: What is to be said beside the numbers; no value of a row is in it.
        expected: How many of the known rows match; None where rows are not counted.
        got: How many rows came; None when there was no list.
        total: As the server told it.
        extra: Rows that came and do not match.
        missing: Known rows that match and did not come.
        status: Of the answer; None without one.
        scim_type: Of an error.
        exchange: Its number in the request log.
        asked: The filter as sent, "" for none; it has values of rows in it and is not kept.
        examples: Ids of extra and missing rows; not kept.
        said: Words of the server or of the failure; not kept.
    """

    group: Group
    construct: str
    kind: Kind | None
    verdict: Verdict
    shape: str = ""
    weak: bool = False
    note: str = ""
    expected: int | None = None
    got: int | None = None
    total: int | None = None
    extra: int = 0
    missing: int = 0
    status: int | None = None
    scim_type: str = ""
    exchange: int | None = None
    asked: str = ""
    examples: tuple[str, ...] = ()
    said: str = ""

    @property
    def is_unanswered(self) -> bool:
        """Whether it was tried and nothing came, so that nothing is known."""
        return self.verdict is Verdict.FAILED and self.status is None

    @property
    def key(self) -> Key:
        return key_of(self.group, self.construct, self.kind)
