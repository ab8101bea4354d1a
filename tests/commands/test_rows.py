"""Rows in four formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.commands.rows import (
    CsvWriter,
    JsonWriter,
    NdjsonWriter,
    RowWriter,
    TableWriter,
    lines,
    unformula,
)
from scim_explorer.protocol.findings import Finding, Severity
from scim_explorer.protocol.list_response import LIST_URN, read_list

COLUMNS = ("id", "userName", "phoneNumbers")


def body(*rows: str, total: int | None = None) -> bytes:
    count = len(rows) if total is None else total
    return (
        f'{{"schemas":["{LIST_URN}"],"totalResults":{count},"Resources":[{",".join(rows)}]}}'
    ).encode()


def columns(rows: Sequence[msgspec.Raw]) -> tuple[str, ...]:
    return COLUMNS


def written(writer: RowWriter, out: io.BytesIO, *bodies: bytes) -> bytes:
    for one in bodies:
        writer.page(read_list(one))
    writer.end(len(bodies), [])
    return out.getvalue()


def test_that_ndjson_keeps_each_byte_but_the_line_breaks_between_tokens() -> None:
    row = '{\r\n  "id" : "1",\n  "n": 1.50e+2, "userName":"\\u00e9\\n\\"x\\\\", "id":"2"\n}'
    out = io.BytesIO()

    result = written(NdjsonWriter(out), out, body(row))

    assert result == b'{  "id" : "1",  "n": 1.50e+2, "userName":"\\u00e9\\n\\"x\\\\", "id":"2"}\n'


@given(
    st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=8), st.integers(0, 4)
)
def test_that_a_pretty_row_becomes_one_line_of_the_same_value(value: object, indent: int) -> None:
    row = json.dumps({"id": "1", "value": value}, indent=indent)

    (line,) = lines(read_list(body(row)))

    assert b"\n" not in bytes(line)
    assert json.loads(bytes(line)) == json.loads(row)


def test_that_an_empty_page_adds_no_empty_line() -> None:
    out = io.BytesIO()

    assert written(NdjsonWriter(out), out, body('{"id":"1"}'), body()) == b'{"id":"1"}\n'


def test_that_json_is_one_list_response_of_all_pages_with_rows_as_sent() -> None:
    out = io.BytesIO()
    writer = JsonWriter(out)
    finding = Finding("list.total-wrong", Severity.ERROR, "The server reported 5, got 2.")

    writer.page(read_list(body('{"id":"1", "n":1.50}', total=5)))
    writer.page(read_list(body('{"id":"2"}', total=5)))
    writer.end(2, [finding])

    document = json.loads(out.getvalue())
    assert b'{"id":"1", "n":1.50}' in out.getvalue()
    assert [row["id"] for row in document["Resources"]] == ["1", "2"]
    assert document["totalResults"] == 5
    assert document["itemsPerPage"] == 2
    assert document["findings"][0]["rule"] == "list.total-wrong"


@pytest.mark.parametrize("odd", [b'"\xf6"', b"NaN", b'"a\tb"'])
def test_that_json_stays_a_document_when_a_row_is_none(odd: bytes) -> None:
    out = io.BytesIO()
    row = b'{"id":"2","n":%s}' % odd
    page = read_list(body('{"id":"1"}', "ROW").replace(b"ROW", row))

    result = written(JsonWriter(out), out, page.body)

    good, kept = json.loads(result.decode(), parse_constant=pytest.fail)["Resources"]
    assert good == {"id": "1"}
    assert kept.startswith('{"id":"2","n":')


def test_that_json_without_any_row_is_still_a_document() -> None:
    out = io.BytesIO()

    document = json.loads(written(JsonWriter(out), out, body()))

    assert document["Resources"] == []
    assert document["totalResults"] == 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_fault_90_csv_never_begins_a_cell_as_a_formula(start: str) -> None:
    out = io.BytesIO()
    row = json.dumps({"id": f"{start}cmd|' /C calc'!A0", "userName": "ada"})

    result = written(CsvWriter(out, columns), out, body(row))

    _, cells = csv.reader(io.StringIO(result.decode(), newline=""))
    assert cells[0][0] not in "=+-@\t\r"
    assert cells[1] == "ada"


def test_that_a_negative_number_stays_a_number() -> None:
    assert unformula("-1.5") == "-1.5"
    assert unformula("-1+1") == "'-1+1"


def test_that_csv_has_its_header_once() -> None:
    out = io.BytesIO()

    result = written(CsvWriter(out, columns), out, body('{"id":"1"}'), body('{"id":"2"}'))

    assert result.decode().splitlines() == [",".join(COLUMNS), "1,,", "2,,"]


def test_that_a_table_lines_up_wide_and_narrow_letters() -> None:
    out = io.BytesIO()
    rows = (
        '{"id":"1","userName":"王伟"}',
        '{"id":"2","userName":"ada","phoneNumbers":[{"value":"7"}]}',
    )

    result = written(TableWriter(out, columns, None), out, body(*rows)).decode().splitlines()

    assert result[0] == "id  userName  phoneNumbers"
    assert result[1] == "1   王伟"
    assert result[2] == "2   ada       7"


def test_that_a_table_is_cut_at_the_edge_of_the_terminal() -> None:
    out = io.BytesIO()
    row = json.dumps({"id": "1", "userName": "a" * 300})

    result = written(TableWriter(out, columns, 20), out, body(row)).decode().splitlines()

    assert [len(line) for line in result] == [20, 20]


def test_that_a_table_shows_what_a_value_hides() -> None:
    out = io.BytesIO()

    result = written(TableWriter(out, columns, None), out, body('{"id":"\\u001b[2J\\u202e"}'))

    assert b"\x1b" not in result
    assert "\u202e" not in result.decode()
