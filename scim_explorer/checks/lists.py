"""Verdicts on lists: a first read of each type, a filter, paging. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from scim_explorer.checks.reading import (
    MISSING,
    is_missing,
    page_of,
    status_words,
    trouble,
    words,
)
from scim_explorer.checks.steps import Judgement, Verdict, failed, ok, skipped, warning
from scim_explorer.exchanges.exchange import Exchange
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.schema import Capabilities

_NOT_FOR_US = MISSING | {
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_IMPLEMENTED,
}
"""What a server may say to a type that it has and does not show us."""


def judge_first_reads(
    reads: Mapping[str, Exchange], left_out: int = 0, *, assumed: bool = False
) -> Judgement:
    """Judge one small page of each resource type.

    Args:
        reads: By name of the type.
        left_out: Types that were not asked for, because there are so many.
        assumed: They are those of the RFC: the server announces none.
    """
    said: list[str] = []
    lost: list[Exchange] = []
    for name, exchange in reads.items():
        problem = trouble(exchange)
        page = None if problem else page_of(exchange)
        if page is not None:
            said.append(f"{name}: {_counted(page)}")
        elif assumed and is_missing(exchange) and len(reads) > 1:
            said.append(f"{name}: not there")
        else:
            lost.append(exchange)
            why = problem.title if problem else "no list"
            said.append(f"{name}: {why} ({status_words(exchange)})")
    more = f"; {left_out} more types were not asked for" if left_out else ""
    detail = f"{'; '.join(said)}{more}."
    if len(lost) == len(reads) and reads:
        return failed(detail, "Nothing can be read: check the address and the rights.")
    if any(exchange.status not in _NOT_FOR_US for exchange in lost):
        return failed(detail, "Whoever runs the server finds the reason in its log.")
    if lost:
        return warning(
            detail, "Let the server serve what it announces; of a 403 the right is missing."
        )
    if any(_has_no_total(exchange) for exchange in reads.values()):
        return warning(detail, "Let the server tell totalResults: clients go by it.")
    return ok(detail)


def _has_no_total(exchange: Exchange) -> bool:
    """Tell whether a page has neither a usable ``totalResults`` nor a cursor (RFC 9865)."""
    page = page_of(exchange)
    return page is not None and page.total_results is None and not page.next_cursor


def _counted(page: ListPage) -> str:
    if page.total_results is None:
        return f"{len(page.rows)} read, no total told"
    return f"{page.total_results:,}"


def judge_filter(
    nobody: Exchange, told: Capabilities, somebody: Exchange | None = None
) -> Judgement:
    """Judge the answers to a filter that nothing matches, and to one that must match.

    Args:
        nobody: To a ``userName`` that does not exist.
        told: What the server claims.
        somebody: To one that was just read; None when there was none.
    """
    claim = ", as the server says itself" if told.filter is False else ""
    claim = ", although the server claims to filter" if told.filter else claim
    problem = trouble(nobody)
    if problem is not None:
        return warning(
            f"{words(problem)} The filter was refused{claim}.",
            "Let the server take userName eq: provisioning clients look for people by it.",
        )
    page = page_of(nobody)
    if page is None:
        return warning("The answer to a filter is no list.", "Let the server answer with a list.")
    if page.rows:
        count = page.total_results if page.total_results is not None else len(page.rows)
        return failed(
            f"Filter not applied. A filter that nothing matches gave {count:,}{claim}.",
            "Let the server apply filters: provisioning clients would match the wrong user.",
        )
    if page.total_results:
        return warning(
            f"A filter that nothing matches gave no user, and a total of {page.total_results:,}.",
            "Let totalResults count what matches: clients would believe that the user exists.",
        )
    if somebody is not None and (lost := _not_found(somebody)):
        return failed(
            f"A filter finds nobody: userName eq with a name that was just read {lost}.",
            "Let userName eq find it: provisioning clients would create the user once more.",
        )
    found = ", and one that was just read is found" if somebody is not None else ""
    note = "" if told.filter is not False else " ServiceProviderConfig says that it is not."
    return ok(f"userName eq is applied: a name that nobody has gave 0{found}.{note}")


def _not_found(somebody: Exchange) -> str:
    page = page_of(somebody)
    if page is None:
        return f"answered {status_words(somebody)}"
    return "" if page.rows else "gave 0"


def judge_paging(
    first: Exchange,
    second: Exchange,
    cursor: Exchange | None,
    told: Capabilities,
    beyond: Exchange | None = None,
) -> Judgement:
    """Judge two pages of one resource each, and the first page by cursor.

    Args:
        first: ``startIndex=1&count=1``.
        second: ``startIndex=2&count=1``.
        cursor: ``cursor=&count=1``; None when it was not tried.
        told: What the server claims.
        beyond: A page that begins behind the last resource; None when that is not known.
    """
    one, two = page_of(first), page_of(second)
    by_cursor = cursor is not None and _has_next(cursor)
    if one is None or two is None:
        return _not_by_index(first, second, by_cursor=by_cursor)
    judged = _by_index(one, two, told, by_cursor=by_cursor)
    if judged.verdict is Verdict.OK and beyond is not None and _is_same_page(one, beyond):
        return warning(
            f"{judged.detail} Behind the last resource comes the first page again.",
            "Let a page behind the end be empty: clients that read until then never end.",
        )
    return judged


def total_of(exchange: Exchange) -> int:
    """Return how many resources a list tells that there are, 0 when it does not."""
    page = page_of(exchange)
    return page.total_results or 0 if page is not None else 0


def _is_same_page(one: ListPage, other: Exchange) -> bool:
    page = page_of(other)
    return page is not None and any(page.ids) and page.ids == one.ids


def _not_by_index(first: Exchange, second: Exchange, *, by_cursor: bool) -> Judgement:
    if by_cursor:
        return ok("By cursor only (RFC 9865).")
    problem = trouble(first) or trouble(second)
    return warning(
        f"Paging refused. {words(problem) if problem else 'There is no list.'}",
        "Clients ask by startIndex and count: let the server take both.",
    )


def _by_index(one: ListPage, two: ListPage, told: Capabilities, *, by_cursor: bool) -> Judgement:
    if one.total_results is not None and one.total_results < 2:
        if set(two.ids) - set(one.ids):
            return failed(
                f"totalResults is {one.total_results}, and startIndex=2 gave another resource.",
                "Let totalResults count all resources: clients that go by it miss the rest.",
            )
        return skipped("Fewer than two resources: nothing to page through.")
    if one.ids and one.ids == two.ids:
        way_out = " Cursors work (RFC 9865)." if by_cursor else ""
        return failed(
            f"startIndex is ignored: pages 1 and 2 are the same.{way_out}",
            "Let the server begin at startIndex: clients see one page only, or never end.",
        )
    if len(one.rows) > 1:
        return warning(
            f"count is ignored: asked for 1, got {len(one.rows):,}.",
            "Let the server obey count: a large list in one piece runs into limits of clients.",
        )
    if told.cursor and not by_cursor:
        return warning(
            "By index. Cursors are claimed, and gave no nextCursor.",
            "Let the server send nextCursor, or claim no cursors: clients would stop at page 1.",
        )
    return ok("By index and by cursor." if by_cursor else "By index (startIndex and count).")


def _has_next(exchange: Exchange) -> bool:
    page = page_of(exchange)
    return page is not None and bool(page.next_cursor)
