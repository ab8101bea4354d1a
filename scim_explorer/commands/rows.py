"""Rows of a list in the formats of ``list``: table, JSON, NDJSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import BinaryIO, Protocol

import msgspec

from scim_explorer.commands.text import fitted, one_line, width
from scim_explorer.protocol.findings import Finding
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.list_response import LIST_URN, ListPage, cell_reader

LINE_BREAKS = re.compile(rb'("(?:[^"\\]|\\.)*")|[\r\n]+', re.DOTALL)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
WIDEST_COLUMN = 48
GAP = "  "

ChooseColumns = Callable[[Sequence[msgspec.Raw]], tuple[str, ...]]


class RowWriter(Protocol):
    """Writes pages as they come, so that memory does not grow with the list."""

    def page(self, page: ListPage) -> None: ...

    def end(self, pages: int, findings: Sequence[Finding]) -> None: ...


class NdjsonWriter:
    """One resource a line, as the bytes the server sent."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def page(self, page: ListPage) -> None:
        if page.rows:
            self._out.writelines((b"\n".join(lines(page)), b"\n"))

    def end(self, pages: int, findings: Sequence[Finding]) -> None:
        """Nothing: the lines are all there is."""


class JsonWriter:
    """One document shaped like a ListResponse, its resources as the bytes the server sent."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._rows = 0
        self._total: int | None = None
        self._opened = False

    def page(self, page: ListPage) -> None:
        if not self._opened:
            self._open()
        self._total = page.total_results
        for row in page.rows:
            self._out.write(b",\n" if self._rows else b"\n")
            text = bytes(row)
            # What is no JSON (NaN, another encoding) always comes with a finding.
            self._out.write(json_text(text).encode() if page.findings else text)
            self._rows += 1

    def end(self, pages: int, findings: Sequence[Finding]) -> None:
        if not self._opened:
            return
        rest: dict[str, Json] = {
            "itemsPerPage": self._rows,
            "startIndex": 1,
            "pages": pages,
            "findings": [finding_object(finding) for finding in findings],
        }
        if self._total is not None:
            rest["totalResults"] = self._total
        self._out.write(f"\n],{dumps(rest)[1:]}\n".encode())

    def _open(self) -> None:
        self._opened = True
        self._out.write(b'{"schemas":["%s"],"Resources":[' % LIST_URN.encode())


class CsvWriter:
    """Columns with a header line; what a spreadsheet would run as a formula is quoted."""

    def __init__(self, out: BinaryIO, choose: ChooseColumns) -> None:
        self._out = out
        self._choose = choose
        self._columns: tuple[str, ...] = ()

    def page(self, page: ListPage) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        if not self._columns:
            self._columns = self._choose(page.rows)
            writer.writerow(self._columns)
        read = cell_reader(self._columns)
        writer.writerows([unformula(cell) for cell in read(row)] for row in page.rows)
        self._out.write(text.getvalue().encode("utf-8", "backslashreplace"))

    def end(self, pages: int, findings: Sequence[Finding]) -> None:
        """Nothing: the header line came with the first page."""


class TableWriter:
    """Columns for a person; their widths are those of the first page."""

    def __init__(self, out: BinaryIO, choose: ChooseColumns, total_width: int | None) -> None:
        self._out = out
        self._choose = choose
        self._total_width = total_width
        self._columns: tuple[str, ...] = ()
        self._widths: list[int] = []

    def page(self, page: ListPage) -> None:
        columns = self._columns or self._choose(page.rows)
        read = cell_reader(columns)
        rows = [[one_line(cell) for cell in read(row)] for row in page.rows]
        if not self._columns:
            self._columns = columns
            headings = [one_line(column.rpartition(":")[2]) for column in columns]
            self._widths = _column_widths([headings, *rows])
            self._line(headings)
        for row in rows:
            self._line(row)

    def end(self, pages: int, findings: Sequence[Finding]) -> None:
        """Nothing: the summary is for the person and not part of the table."""

    def _line(self, cells: Sequence[str]) -> None:
        parts = [fitted(cell, size) for cell, size in zip(cells, self._widths, strict=True)]
        line = GAP.join(parts).rstrip()
        if self._total_width is not None and width(line) > self._total_width:
            line = fitted(line, self._total_width)
        self._out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def lines(page: ListPage) -> list[bytes | msgspec.Raw]:
    """Return each row without the line breaks between its tokens; nothing else changes."""
    if b"\n" not in page.body and b"\r" not in page.body:
        return list(page.rows)
    return [LINE_BREAKS.sub(_kept, bytes(row)) for row in page.rows]


def finding_object(finding: Finding) -> dict[str, Json]:
    """Return a finding as the commands print it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "pointer": finding.pointer,
        "message": finding.message,
        "source": finding.source,
    }


def json_text(data: bytes) -> str:
    """Return ``data`` as it stands when it is JSON, else as a JSON string."""
    try:
        text = data.decode()
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return dumps(data.decode("utf-8", "backslashreplace"))
    return text


def _refuse(_: str) -> None:
    raise ValueError("NaN and infinities are no JSON")


def unformula(cell: str) -> str:
    """Return ``cell`` so that a spreadsheet shows it instead of running it."""
    if cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _kept(match: re.Match[bytes]) -> bytes:
    return match[1] or b""


def _column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [
        min(max(width(cell) for cell in column), WIDEST_COLUMN)
        for column in zip(*rows, strict=True)
    ]
