"""The search words of the request log as conditions on the database's rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scim_explorer.exchanges.log_query import LogQuery

BODY_FUNCTION = "body_contains"
"""SQL function ``(stored body, lower-case text) -> 0 or 1`` the reader must offer."""

DECODED_FUNCTION = "decoded"
"""SQL function ``(url) -> url`` without percent-encoding."""

_PROBLEMS = (
    "(outcome NOT IN ('answered', 'cancelled') OR status >= 400"
    " OR (is_write AND outcome = 'cancelled'))"
)

_TEXT_COLUMNS = ("url", f"{DECODED_FUNCTION}(url)", "origin", "outcome", "reason", "head")
_BODY_COLUMNS = ("request_body", "response_body")

_ANYWHERE = " OR ".join(
    [f"{column} LIKE ? ESCAPE '\\'" for column in _TEXT_COLUMNS]
    + [f"{BODY_FUNCTION}({column}, ?)" for column in _BODY_COLUMNS]
)


class Condition(NamedTuple):
    """A piece of SQL with its values.

    Attributes:
        reads_content: It looks at header fields and bodies, which lie in another table.
    """

    sql: str
    values: tuple[str | int | float, ...] = ()
    reads_content: bool = False


def _anywhere(text: str) -> Condition:
    like = "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
    values = (like,) * len(_TEXT_COLUMNS) + (text,) * len(_BODY_COLUMNS)
    return Condition(f"({_ANYWHERE})", values, reads_content=True)


def _one_of(column: str, choices: tuple[str | int, ...]) -> Condition:
    return Condition(f"{column} IN ({','.join('?' * len(choices))})", choices)


def _statuses(ranges: tuple[tuple[int, int], ...]) -> Condition:
    either = " OR ".join(["status BETWEEN ? AND ?"] * len(ranges))
    return Condition(f"({either})", tuple(bound for pair in ranges for bound in pair))


def _conditions(query: LogQuery) -> Iterator[Condition]:
    if query.numbers:
        yield _one_of("exchange.number", query.numbers)
    if query.methods:
        yield _one_of("upper(method)", query.methods)
    if query.statuses:
        yield _statuses(query.statuses)
    bounds = (
        ("queued_at >= ?", query.after),
        ("queued_at < ?", query.before),
        ("took_ms > ?", query.min_ms),
        ("took_ms < ?", query.max_ms),
    )
    yield from (Condition(sql, (bound,)) for sql, bound in bounds if bound is not None)
    yield from map(_anywhere, query.texts)


def conditions(query: LogQuery, *, problems_only: bool = False) -> tuple[Condition, ...]:
    """Return the conditions a row must meet; texts may stand in header fields and bodies too."""
    problems = (Condition(_PROBLEMS),) if problems_only else ()
    return (*problems, *_conditions(query))
