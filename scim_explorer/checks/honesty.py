"""What a server claims of itself, held against what reading shows. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from scim_explorer.checks.reading import is_fine, is_list, page_of, value_of
from scim_explorer.exchanges.exchange import Exchange, header
from scim_explorer.protocol.json_codec import object_of
from scim_explorer.protocol.paths import get_member, value_at
from scim_explorer.protocol.schema import Capabilities

_NAMES = {"filter": "filter", "sort": "sort", "etag": "ETag", "cursor": "cursors"}


@dataclass(frozen=True, slots=True)
class Trials:
    """Answers that show what a server can do; None for what was not tried.

    Attributes:
        filtered: A filter that nothing matches.
        ascending: Users by userName.
        descending: The same the other way round.
        resource: One resource.
        unchanged: The same, asked with ``If-None-Match`` and its version.
        cursor: A first page by cursor.
    """

    filtered: Exchange | None = None
    ascending: Exchange | None = None
    descending: Exchange | None = None
    resource: Exchange | None = None
    unchanged: Exchange | None = None
    cursor: Exchange | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        tried = (self.filtered, self.ascending, self.descending, self.resource, self.unchanged)
        return tuple(one for one in (*tried, self.cursor) if one is not None)


def seen(tried: Trials) -> dict[str, bool]:
    """Return what the answers prove, by name of the claim; what proves nothing is left out."""
    found = {
        "filter": _filters(tried.filtered),
        "sort": _sorts(tried.ascending, tried.descending),
        "etag": _tags(tried.resource, tried.unchanged),
        "cursor": _has_cursor(tried.cursor),
    }
    return {name: proved for name, proved in found.items() if proved is not None}


def compared(told: Capabilities, found: Mapping[str, bool]) -> tuple[str, bool]:
    """Return claims beside observations in words, and whether a claim is broken."""
    claimed = [name for name in found if getattr(told, name) is True]
    denied = [name for name in found if getattr(told, name) is False]
    kept = [_NAMES[name] for name in claimed if found[name]]
    broken = [_NAMES[name] for name in claimed if not found[name]]
    hidden = [_NAMES[name] for name in denied if found[name]]
    parts = (
        f"Seen to work: {', '.join(kept)}." if kept else "",
        f"Claimed, and seen not to work: {', '.join(broken)}." if broken else "",
        f"Denied, and seen all the same: {', '.join(hidden)}." if hidden else "",
    )
    return " ".join(part for part in parts if part), bool(broken)


def version_of(resource: Exchange) -> str:
    """Return the version of a resource from ``ETag`` or else ``meta.version``, "" for none."""
    tag = header(resource.response_headers, "ETag")
    version = value_at(value_of(resource), "meta.version") if is_fine(resource) else None
    return tag or (version if isinstance(version, str) else "")


def first_of(page: Exchange, name: str) -> str:
    """Return the text called ``name`` of the first resource on a page, "" when there is none."""
    values = _texts(page, name)
    return values[0] if values else ""


def _filters(filtered: Exchange | None) -> bool | None:
    if filtered is None:
        return None
    page = page_of(filtered)
    if page is not None:
        return not page.rows
    return False if _is_refused(filtered) else None


def _sorts(ascending: Exchange | None, descending: Exchange | None) -> bool | None:
    """Judge by the order alone: no two servers agree on how letters compare."""
    if ascending is None or descending is None:
        return None
    if _is_refused(ascending) or _is_refused(descending):
        return False
    if not (is_list(ascending) and is_list(descending)):
        return None
    one, other = (_texts(each, "userName") for each in (ascending, descending))
    if len(one) < 2 or len({name.casefold() for name in (*one, *other)}) < 2:
        return None
    return one != other


def _tags(resource: Exchange | None, unchanged: Exchange | None) -> bool | None:
    if resource is None or not is_fine(resource):
        return None
    if not version_of(resource):
        return False
    if unchanged is None:
        return None
    # An answer in full is no proof against: the server may have versions and no short cut.
    return True if unchanged.status == HTTPStatus.NOT_MODIFIED else None


def _has_cursor(cursor: Exchange | None) -> bool | None:
    if cursor is None:
        return None
    page = page_of(cursor)
    if page is None:
        return False if _is_refused(cursor) else None
    is_whole = page.total_results is not None and page.total_results <= len(page.rows)
    return True if page.next_cursor else None if is_whole else False


def _is_refused(exchange: Exchange) -> bool:
    return exchange.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_IMPLEMENTED}


def _texts(page: Exchange, name: str) -> Sequence[str]:
    found = page_of(page)
    rows = [object_of(row) or {} for row in found.rows] if found else []
    values = [get_member(row, name) for row in rows]
    return [value for value in values if isinstance(value, str)]
