"""``scim-explorer list``: one page of resources, or all of them."""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from scim_explorer.client.discovery import discover
from scim_explorer.client.pages import Page, Query, fetch_page, first_position, walk
from scim_explorer.client.patience import Patience
from scim_explorer.client.session import Session
from scim_explorer.commands.opened import opened_session
from scim_explorer.commands.rows import (
    ChooseColumns,
    CsvWriter,
    JsonWriter,
    NdjsonWriter,
    RowWriter,
    TableWriter,
)
from scim_explorer.commands.text import say, terminal_width
from scim_explorer.problems import InputError, Problem
from scim_explorer.protocol.columns import default_columns
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.list_response import ListPage
from scim_explorer.protocol.schema import ResourceType

ORIGIN = "list"
SHOWN_FINDINGS = 20


@dataclass(slots=True)
class _Tally:
    """What came, for the summary line."""

    rows: int = 0
    pages: int = 0
    repeated: int = 0
    total: int | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, page: Page, repeated: int = 0) -> None:
        self.rows += len(page.list.rows) - repeated
        self.pages += 1
        self.repeated += repeated
        self.total = page.list.total_results
        self.findings += [*page.findings, *page.list.findings]

    def line(self) -> str:
        reported = "no total" if self.total is None else f"{self.total:,}"
        pages = "1 page" if self.pages == 1 else f"{self.pages:,} pages"
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        again = f", {self.repeated:,} repeated and left out" if self.repeated else ""
        return f"{rows}, {pages}{again}; the server reported {reported}."


def run_list(arguments: argparse.Namespace) -> int:
    """Print the list and return the exit code: 1 with findings above mere information.

    Raises:
        ExplorerError: The target cannot be used, no answer, an error status, no list, or every
            page is asked for with no rows on it.
    """
    if arguments.all and arguments.count == 0:
        raise InputError(
            Problem(
                "Nothing listed",
                "--count 0 asks for the total only, and --all for every row.",
                "Leave one of them out.",
            )
        )
    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    async with opened_session(arguments) as session:
        tell_waits(session.patience)
        await discover(session)
        kind = resource_type(session, arguments.type)
        query = Query(
            endpoint=kind.endpoint,
            filter=arguments.filter,
            sort_by=arguments.sort_by,
            descending=arguments.descending,
            attributes=_names(arguments.attributes),
            count=_count(arguments.count, session),
        )
        writer = _writer(arguments.format, _column_choice(session, kind, query))
        tally = _Tally()
        try:
            await _read(session, query, writer, tally, everything=arguments.all)
        finally:
            if tally.pages:
                writer.end(tally.pages, tally.findings)
                sys.stdout.buffer.flush()
    say(tally.line())
    return _tell_findings(tally.findings)


async def _read(
    session: Session, query: Query, writer: RowWriter, tally: _Tally, *, everything: bool
) -> None:
    if not everything:
        page = await fetch_page(
            session, query, first_position(session.schema_set.capabilities), ORIGIN
        )
        tally.add(page)
        writer.page(page.list)
        return
    async with walk(session, query, ORIGIN, in_thread=False) as pages:
        async for page in pages:
            repeats = pages.state.repeats
            tally.add(page, sum(repeats))
            writer.page(_without(page.list, repeats))
            _show_progress(tally)
        tally.findings += pages.state.findings
    _end_progress()


def _without(page: ListPage, repeats: Sequence[bool]) -> ListPage:
    """Return the page without the rows that came before."""
    if not repeats:
        return page
    rows = tuple(row for row, again in zip(page.rows, repeats, strict=True) if not again)
    ids = tuple(one for one, again in zip(page.ids, repeats, strict=True) if not again)
    return replace(page, rows=rows, ids=ids)


def resource_type(session: Session, text: str) -> ResourceType:
    """Return the resource type that ``text`` names: "User", "/Users" or "Users".

    Raises:
        InputError: The endpoint announces no such type.
    """
    known = session.schema_set
    found = known.type_named(text) or known.type_at(f"/{text.strip('/')}")
    if found is not None:
        return found
    if text.startswith("/"):
        return ResourceType(id=text, name=text, endpoint=text, schema="")
    names = ", ".join(kind.name for kind in known.resource_types)
    raise InputError(
        Problem(
            "Nothing listed",
            f'the endpoint has no resource type "{text}". It has: {names}.',
            "An endpoint can be named by its path, such as /Devices.",
        )
    )


def _count(asked: int | None, session: Session) -> int:
    return session.profile.limits.page_size if asked is None else asked


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _writer(form: str, choose: ChooseColumns) -> RowWriter:
    out = sys.stdout.buffer
    if form == "ndjson":
        return NdjsonWriter(out)
    if form == "json":
        return JsonWriter(out)
    if form == "csv":
        return CsvWriter(out, choose)
    return TableWriter(out, choose, terminal_width())


def _column_choice(session: Session, kind: ResourceType, query: Query) -> ChooseColumns:
    def choose(rows: Sequence[msgspec.Raw]) -> tuple[str, ...]:
        return query.attributes or default_columns(kind, session.schema_set, rows)

    return choose


def _tell_findings(findings: Sequence[Finding]) -> int:
    told = list(dict.fromkeys(f"{one.severity.value}: {one.message}" for one in findings))
    for line in told[:SHOWN_FINDINGS]:
        say(line)
    if len(told) > SHOWN_FINDINGS:
        say(f"... and {len(told) - SHOWN_FINDINGS:,} more.")
    return int(any(one.severity is not Severity.INFO for one in findings))


def _show_progress(tally: _Tally) -> None:
    if _progress_is_seen():
        total = "" if tally.total is None else f" of {tally.total:,}"
        print(f"\r{tally.rows:,}{total} ", end="", file=sys.stderr, flush=True)  # noqa: T201


def tell_waits(patience: Patience) -> None:
    """Say on a terminal that the server asks to wait, and for how long."""

    def tell() -> None:
        problem = patience.problem
        if problem is not None:
            left = math.ceil(patience.left_s)
            say(f"{problem.title}. {problem.detail} Going on in {left} s; Ctrl+C ends it.")

    if sys.stderr.isatty():
        patience.subscribe(tell)


def _end_progress() -> None:
    if _progress_is_seen():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _progress_is_seen() -> bool:
    return sys.stderr.isatty() and not sys.stdout.isatty()
