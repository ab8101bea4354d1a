"""The rows of an answer held against what a filter has to find. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scim_explorer.checks.operators.probe import Known
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.leeway import Judged, compile_judged
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.quick import Matches
from scim_explorer.protocol.filters.values import Resource
from scim_explorer.protocol.list_response import ListPage


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an answer has too much or too little.

    Attributes:
        matching: How many of the known rows match, as the local evaluator says.
        extra: Ids of rows that came and do not match, "" for a row without one.
        missing: Ids of known rows that match and did not come.
        too_many: How many more are told than there can be, beyond those in ``extra``.
        too_few: How many fewer are told than there have to be, beyond ``missing``.
        in_doubt: Rows that came or not, other than the evaluator says, and may by the RFC.
    """

    matching: int
    extra: tuple[str, ...]
    missing: tuple[str, ...]
    too_many: int = 0
    too_few: int = 0
    in_doubt: int = 0

    @property
    def extra_count(self) -> int:
        return len(self.extra) + self.too_many

    @property
    def missing_count(self) -> int:
        return len(self.missing) + self.too_few

    @property
    def is_contradicted(self) -> bool:
        return bool(self.extra_count or self.missing_count)

    @property
    def note(self) -> str:
        """What the numbers of extra and missing rows do not say."""
        if self.too_many:
            return "totalResults counts more rows than match."
        return "totalResults counts fewer rows than match." if self.too_few else ""


def compared(text: str, page: ListPage, rows: Sequence[Resource], known: Known) -> Comparison:
    """Hold an answer against a filter.

    Args:
        text: The filter.
        page: The answer.
        rows: Its rows, decoded.
        known: What was read before.

    Raises:
        ValueError: ``text`` is no filter.
    """
    tree = parse_filter(text).tree
    if tree is None:
        raise ValueError("no filter")
    judged = compile_judged(tree, known.attributes)
    matches = compile_filter(tree, known.attributes)
    truths = {one: judged(row) for one, row in known.rows.items()}
    plain = {one for one, row in known.rows.items() if matches(row)}
    came = {one for one in page.ids if one is not None}
    extra = tuple(
        one or ""
        for one, row in zip(page.ids, rows, strict=True)
        if _is_extra(row, known.rows.get(one or ""), judged)
    )
    wanted = {one for one, truth in truths.items() if truth}
    doubtful = {one for one, truth in truths.items() if truth is None}
    is_complete = holds_all(page)
    missing = tuple(one for one in known.rows if one in wanted - came) if is_complete else ()
    too_many, too_few = 0, 0
    if known.is_whole and page.total_results is not None and not (extra or missing):
        # Rows that match by now, and did not when they were read, or were not there.
        news = sum(one not in wanted | doubtful for one in page.ids)
        too_many = max(0, page.total_results - len(wanted) - len(doubtful) - news)
        too_few = max(0, len(wanted) - page.total_results)
    differing = (came - plain) & doubtful
    if is_complete:
        differing |= (plain - came) & doubtful
    in_doubt = len(differing) + _doubtful_strangers(page, rows, known, judged, matches)
    return Comparison(len(plain), extra, missing, too_many, too_few, in_doubt)


def _is_extra(row: Resource, before: Resource | None, judged: Judged) -> bool:
    """Tell whether a row should not be there.

    It may have changed since it was read, and a server may answer with parts of a row only:
    it is too much if it does not match, neither as it was nor as it is.
    """
    return judged(row) is False and (before is None or judged(before) is False)


def holds_all(page: ListPage) -> bool:
    """Return whether a page says that it has all that was found."""
    total = page.total_results
    return not page.next_cursor and total is not None and len(page.rows) >= total


def _doubtful_strangers(
    page: ListPage, rows: Sequence[Resource], known: Known, judged: Judged, matches: Matches
) -> int:
    return sum(
        judged(row) is None and not matches(row)
        for one, row in zip(page.ids, rows, strict=True)
        if one not in known.rows
    )
