"""``list``: every row once, honest counts, and exit codes a script can rely on."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable

import pytest

from scim_explorer.client.patience import Patience
from scim_explorer.commands.listing import tell_waits
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Environment, Profile
from tests.commands.running import CommandLine
from tests.servers.fixtures import ALL_VARIANTS, REAL_SERVERS, ScimServer, on
from tests.servers.running import Server

BigBase = Callable[[str], str]


def ids(out: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in out.splitlines()]


@pytest.mark.parametrize("mode", ["clean", "cursoronly"])
def test_that_all_pages_bring_each_row_once(run: CommandLine, big_base: BigBase, mode: str) -> None:
    ran = run("list", big_base(mode), "User", "--all", "--count", "300", "--format", "ndjson")

    assert ran.code == 0, ran.err
    assert len(ids(ran.out)) == len(set(ids(ran.out))) == 2000
    assert "2,000 rows" in ran.err
    assert "the server reported 2,000" in ran.err


def test_that_a_resource_that_comes_again_is_printed_once_and_counted(
    run: CommandLine, big_base: BigBase
) -> None:
    base = big_base("shifting")

    ran = run("list", base, "User", "--all", "--count", "300", "--format", "ndjson")

    assert len(ids(ran.out)) == len(set(ids(ran.out)))
    assert f"{len(ids(ran.out)):,} rows, " in ran.err
    assert " repeated and left out; the server reported " in ran.err


def test_that_one_page_is_one_page(run: CommandLine, big_base: BigBase) -> None:
    ran = run("list", big_base("clean"), "User", "--count", "7", "--format", "ndjson")

    assert ran.code == 0
    assert len(ids(ran.out)) == 7
    assert ran.err == "7 rows, 1 page; the server reported 2,000.\n"
    assert sum("/Users" in row.url for row in run.log_rows()) == 1


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv"])
def test_that_a_count_of_0_asks_for_the_total_only(
    run: CommandLine, big_base: BigBase, form: str
) -> None:
    ran = run("list", big_base("clean"), "User", "--count", "0", "--format", form)

    assert ran.code == 0
    assert ran.err == "0 rows, 1 page; the server reported 2,000.\n"
    assert run.log_rows()[-1].url.endswith("/Users?startIndex=1&count=0")


def test_that_a_count_of_0_cannot_bring_every_page(run: CommandLine) -> None:
    ran = run("list", "http://127.0.0.1:1", "User", "--count", "0", "--all")

    assert ran.code == 2
    assert ran.err.startswith("scim-explorer: Nothing listed: ")
    assert run.log_rows() == []


def test_that_rows_are_the_bytes_of_the_server(run: CommandLine, bigserver: Server) -> None:
    base = f"{bigserver.base}/clean"
    _, body = Server(base, "", bigserver.log).get("/Users?startIndex=1&count=3")

    ran = run("list", base, "User", "--count", "3", "--format", "ndjson")

    assert len(ran.out.splitlines()) == 3
    assert all(line in body for line in ran.out.splitlines())


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("lyingtotal", "server reported 20,000, got 2,000"),
        ("dupcursor", "nextCursor"),
        ("nototal", "totalResults is missing"),
        ("casing", ""),
        ("wrongtype", "Content-Type"),
    ],
)
def test_that_a_contradiction_is_a_finding_and_exit_1(
    run: CommandLine, big_base: BigBase, mode: str, said: str
) -> None:
    ran = run("list", big_base(mode), "User", "--all", "--count", "1000", "--format", "ndjson")

    assert ran.code == 1
    assert said in ran.err
    assert ran.out


@pytest.mark.parametrize(
    "mode",
    [
        *("auth", "error500", "html", "html502", "empty", "badjson", "deepjson"),
        *("truncated", "reset", "redirectloop", "redirect", "expired"),
    ],
)
def test_that_no_usable_answer_is_one_clear_line_and_exit_3(
    run: CommandLine, big_base: BigBase, mode: str
) -> None:
    ran = run("list", big_base(mode), "User", "--all", "--count", "100", "--format", "ndjson")

    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert ran.err.splitlines()[-1].startswith("scim-explorer: ")


def test_that_rows_before_a_failure_are_kept_and_json_stays_a_document(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("list", big_base("expired"), "User", "--all", "--count", "100", "--format", "json")

    assert ran.code == 3
    assert len(json.loads(ran.out)["Resources"]) >= 100


def test_that_a_server_that_is_not_there_is_exit_3(run: CommandLine) -> None:
    ran = run("list", "http://127.0.0.1:1/v2", "User")

    assert ran.code == 3
    assert ran.out == b""
    assert ran.err.count("\n") == 1


def test_that_an_unknown_type_names_the_known_ones(run: CommandLine, big_base: BigBase) -> None:
    ran = run("list", big_base("clean"), "Device")

    assert ran.code == 2
    assert "User, Group" in ran.err


@pytest.mark.parametrize("text", ["Group", "group", "Groups", "/Groups"])
def test_that_a_type_is_known_by_name_and_by_path(
    run: CommandLine, big_base: BigBase, text: str
) -> None:
    ran = run("list", big_base("clean"), text, "--format", "ndjson", "--count", "1")

    assert json.loads(ran.out)["displayName"].endswith("team 0")


def test_that_csv_has_the_attributes_asked_for(run: CommandLine, big_base: BigBase) -> None:
    words = ("--attributes", "userName, name.familyName", "--format", "csv", "--count", "2")

    ran = run("list", big_base("clean"), "User", *words)

    rows = list(csv.reader(io.StringIO(ran.out.decode(), newline="")))
    assert rows[0] == ["userName", "name.familyName"]
    assert rows[1] == ["user0000000@example.com", "Abe"]


def test_that_a_table_has_a_heading_and_a_line_for_each_row(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("list", big_base("clean"), "User", "--count", "3")

    lines = ran.out.decode().splitlines()
    assert lines[0].split()[:2] == ["userName", "displayName"]
    assert len(lines) == 4


def test_that_a_read_only_production_profile_can_be_listed(
    run: CommandLine, big_base: BigBase
) -> None:
    base = big_base("clean")
    run.save(Profile("p1", "Acme", base, environment=Environment.PROD, read_only=True))

    assert run("list", "Acme", "User", "--count", "1").code == 0
    assert {row.endpoint for row in run.log_rows()} == {"p1"}


def test_that_the_log_keeps_the_head_of_a_large_page_and_no_more(
    run: CommandLine, big_base: BigBase
) -> None:
    run("list", big_base("clean"), "User", "--all", "--count", "1000", "--format", "ndjson")

    assert [row.origin for row in run.log_rows() if "/Users" in row.url][:2] == ["list", "list"]
    assert len(run.log_bytes()) < 1024 * 1024


@pytest.mark.parametrize("name", REAL_SERVERS)
@pytest.mark.parametrize("kind", ["User", "Group"])
def test_that_a_real_server_lists_all_it_has(
    name: str, kind: str, run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("SCIM_TOKEN", server.token or "none")
    words = ("--bearer-env", "SCIM_TOKEN", "--all", "--count", "20", "--format", "ndjson")

    ran = run("list", server.base, kind, *words)

    assert ran.code in {0, 1}, ran.err
    assert len(ids(ran.out)) == len(set(ids(ran.out)))
    assert len(ids(ran.out)) == (server.users if kind == "User" else server.groups)


@pytest.mark.parametrize("name", ALL_VARIANTS)
def test_that_no_server_keeps_the_list_going_for_ever(
    name: str, run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("SCIM_TOKEN", server.token or "none")

    ran = run("list", server.base, "User", "--all", "--count", "7", "--bearer-env", "SCIM_TOKEN")

    assert ran.code in {0, 1}
    assert sum("/Users" in row.url for row in run.log_rows()) < 20


@pytest.mark.parametrize("name", [pytest.param("scimmy-express5", marks=on("scimmy-express5"))])
def test_that_ignored_paging_is_said(
    name: str, run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("SCIM_TOKEN", server.token)
    words = ("--bearer-env", "SCIM_TOKEN", "--all", "--count", "10", "--format", "ndjson")

    ran = run("list", server.base, "User", *words)

    assert ran.code == 1
    assert "error: " in ran.err


@pytest.mark.parametrize("name", [pytest.param("scim2-server", marks=on("scim2-server"))])
def test_that_filter_and_order_are_asked_of_the_server(
    name: str, run: CommandLine, scim_server: ScimServer
) -> None:
    words = ("--filter", 'userName sw "m"', "--sort-by", "userName", "--descending")

    ran = run("list", scim_server(name).base, "User", *words, "--format", "ndjson")

    names = [json.loads(line)["userName"] for line in ran.out.splitlines()]
    assert ran.code == 0
    assert names == sorted(names, reverse=True)
    assert all(found.startswith("m") for found in names)


@pytest.mark.parametrize("is_terminal", [True, False])
def test_fault_62_a_wait_is_told_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal)
    patience = Patience()
    tell_waits(patience)
    busy = Problem("Server asks to wait", "429 with Retry-After: 30.")

    asyncio.run(patience.wait(busy, 0.01))

    said = "Server asks to wait. 429 with Retry-After: 30. Going on in 1 s; Ctrl+C ends it.\n"
    assert capsys.readouterr().err.endswith(said if is_terminal else "")
    assert is_terminal or not capsys.readouterr().err
