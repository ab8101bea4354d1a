"""``doctor``: verdicts on servers that somebody else wrote, and on hostile ones."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from scim_explorer.checks.steps import STEPS, Judgement, StepResult, Verdict, failed, ok, result
from scim_explorer.commands.doctor import InOrder, text_of
from scim_explorer.exchanges.exchange import PROBE
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Profile
from tests.commands.running import CommandLine, Ran
from tests.exchanges.samples import sample
from tests.servers.fixtures import REAL_SERVERS, ScimServer, on

BigBase = Callable[[str], str]
MUST_WORK = ("http", "sign-in", "first-read", "filter", "paging", "media-types", "clock")


def steps(ran: Ran) -> dict[str, dict[str, Any]]:
    return {step["id"]: step for step in json.loads(ran.out)["steps"]}


def remarks(found: dict[str, dict[str, Any]]) -> list[str]:
    return [name for name, step in found.items() if step["verdict"] == "warning"]


def failures(ran: Ran) -> list[str]:
    return [name for name, step in steps(ran).items() if step["verdict"] == "failed"]


@pytest.mark.parametrize("name", REAL_SERVERS)
def test_that_a_real_server_is_sound_and_soon_examined(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", server.token or "unused")
    sign_in = ["--bearer-env", "TOKEN"] if server.token else []
    begin_s = time.perf_counter()

    ran = run("doctor", server.base, "--json", *sign_in)

    took_s = time.perf_counter() - begin_s
    assert ran.code == 0, ran.out
    found = steps(ran)
    assert {found[step]["verdict"] for step in MUST_WORK} <= {"ok", "warning"}
    assert f"User: {server.users}" in found["first-read"]["detail"]
    # Two seconds are meant; a busy machine gets ten times as much.
    assert took_s < 20.0
    searches = {urlsplit(row.url).path for row in run.log_rows() if row.method == "POST"}
    assert searches == {urlsplit(f"{server.base}/Users/.search").path}
    assert {row.method for row in run.log_rows()} == {"GET", "POST", PROBE}


@pytest.mark.parametrize("name", [pytest.param("scimmy", marks=on("scimmy"))])
def test_that_the_oddities_of_scimmy_and_nothing_else_are_remarks(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", server.token)

    found = steps(run("doctor", server.base, "--json", "--bearer-env", "TOKEN"))

    assert remarks(found) == ["sign-in", "paging"]
    assert "no WWW-Authenticate" in found["sign-in"]["detail"]
    assert "comes the first page again" in found["paging"]["detail"]
    assert "Denied, and seen all the same: ETag" in found["service-provider-config"]["detail"]


@pytest.mark.parametrize("name", [pytest.param("django-scim2", marks=on("django-scim2"))])
def test_that_the_oddities_of_django_scim2_and_nothing_else_are_remarks(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", server.token)

    found = steps(run("doctor", server.base, "--json", "--bearer-env", "TOKEN"))

    assert "repeats the path of the base URL" in found["resource-types"]["detail"]
    assert "Denied, and seen all the same: filter" in found["service-provider-config"]["detail"]
    assert "totalResults is missing" in found["schemas"]["detail"]
    assert remarks(found) == ["resource-types", "schemas"]


@pytest.mark.parametrize("name", [pytest.param("scim2-server", marks=on("scim2-server"))])
def test_that_the_one_gap_of_scim2_server_is_the_only_remark(
    run: CommandLine, scim_server: ScimServer, name: str
) -> None:
    found = steps(run("doctor", scim_server(name).base, "--json"))

    assert remarks(found) == ["service-provider-config"]
    assert found["service-provider-config"]["detail"].endswith("authenticationSchemes is missing.")
    assert "Seen to work: filter, sort, ETag." in found["service-provider-config"]["detail"]
    assert "scim+json, json: 200 application/scim+json; none: 415" in found["media-types"]["detail"]


@pytest.mark.parametrize("name", [pytest.param("scim2-server", marks=on("scim2-server"))])
def test_that_a_tenant_url_as_pasted_from_entra_id_is_examined(
    run: CommandLine, scim_server: ScimServer, name: str
) -> None:
    base = scim_server(name).base

    ran = run("doctor", f"{base}?aadOptscim062020", "--json")

    assert (ran.code, failures(ran)) == (0, [])
    assert steps(ran)["address"]["hint"].startswith(f"Use {base} here")


@pytest.mark.parametrize("name", [pytest.param("scimmy-express5", marks=on("scimmy-express5"))])
def test_that_ignored_paging_of_a_real_server_is_a_failure(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", server.token)

    ran = run("doctor", server.base, "--json", "--bearer-env", "TOKEN")

    assert (ran.code, failures(ran)) == (1, ["paging"])


@pytest.mark.parametrize(
    "name", [pytest.param("scim2-server-token", marks=on("scim2-server-token"))]
)
def test_that_open_discovery_of_a_real_server_proves_no_sign_in(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", "wrong")

    ran = run("doctor", server.base, "--json", "--bearer-env", "TOKEN")

    assert (ran.code, failures(ran)) == (1, ["sign-in"])
    assert steps(ran)["service-provider-config"]["verdict"] in {"ok", "warning"}


@pytest.mark.parametrize("name", REAL_SERVERS)
def test_that_a_pasted_endpoint_of_a_real_server_leads_to_its_base_url(
    run: CommandLine, scim_server: ScimServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("TOKEN", server.token or "unused")

    ran = run("doctor", f"{server.base}/Users", "--json", "--bearer-env", "TOKEN")

    assert (ran.code, failures(ran)) == (1, ["http"])
    assert steps(ran)["http"]["hint"] == f"Use {server.base} instead: it answers."


@pytest.mark.parametrize(
    ("mode", "code", "failed_steps"),
    [
        ("clean", 0, []),
        ("wrongtype", 0, []),
        ("bom", 0, []),
        ("cursoronly", 0, []),
        ("auth", 1, ["sign-in"]),
        ("redirect", 1, ["http"]),
        ("redirectloop", 1, ["http"]),
        ("html", 1, ["http"]),
        ("html502", 1, ["http"]),
        ("badjson", 1, ["http"]),
        ("empty", 1, ["http"]),
        ("error500", 1, ["http"]),
        ("truncated", 1, ["http"]),
        ("reset", 3, ["http"]),
    ],
)
def test_that_each_hostile_mode_fails_where_it_is_hostile(
    run: CommandLine, big_base: BigBase, mode: str, code: int, failed_steps: list[str]
) -> None:
    ran = run("doctor", big_base(mode), "--json")

    assert (ran.code, failures(ran)) == (code, failed_steps)


def test_that_the_document_has_the_keys_of_the_contract(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("doctor", big_base("clean"), "--json")

    document = json.loads(ran.out)
    assert document["verdict"] == "ok"
    assert [step["id"] for step in document["steps"]] == [step.id for step in STEPS]
    keys = {"id", "verdict", "title", "detail", "hint", "exchanges", "milliseconds"}
    assert {frozenset(step) for step in document["steps"]} == {frozenset(keys)}
    assert ran.err == ""


def test_that_a_server_that_is_not_there_is_exit_3_with_the_whole_report(
    run: CommandLine,
) -> None:
    ran = run("doctor", "http://127.0.0.1:1/v2")

    text = ran.out.decode()
    assert ran.code == 3
    assert "FAILED   Connection: Connection refused on port 1." in text
    assert "What to do: Is the server running on that port?" in text
    assert text.endswith("\nThe server cannot be reached.\n")


def test_that_an_unknown_host_is_exit_3(run: CommandLine) -> None:
    ran = run("doctor", "http://no-such-host.invalid/v2", "--json")

    assert (ran.code, failures(ran)) == (3, ["dns"])


def test_that_a_wrong_token_is_exit_1_and_stands_nowhere(
    run: CommandLine, big_base: BigBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "canary-4d1f")

    ran = run("doctor", big_base("auth"), "--bearer-env", "TOKEN")

    assert ran.code == 1
    assert b"Sign-in refused" in ran.out
    assert b"canary" not in ran.out + ran.err.encode() + run.log_bytes()


def test_that_a_production_profile_needs_no_confirmation(
    run: CommandLine, big_base: BigBase
) -> None:
    run.save(Profile("p1", "Acme", big_base("clean"), environment=Environment.PROD))

    assert run("doctor", "acme").code == 0


def test_that_a_profile_without_its_secret_fails_at_the_sign_in(
    run: CommandLine, big_base: BigBase
) -> None:
    run.save(Profile("p1", "Acme", big_base("auth"), auth=Auth(AuthKind.BEARER)))

    ran = run("doctor", "acme", "--json")

    assert (ran.code, failures(ran)) == (1, ["sign-in"])
    assert "the secret is missing" in steps(ran)["sign-in"]["detail"]


def test_that_an_unknown_profile_is_exit_2(run: CommandLine) -> None:
    ran = run("doctor", "nobody")

    assert ran.code == 2
    assert ran.out == b""


def test_that_steps_are_shown_in_order_and_no_later_than_known() -> None:
    shown: list[str] = []
    report = InOrder(lambda one: shown.append(one.step.id))

    for step_id in ("proxy", "address", "connect", "dns"):
        report.add(result(step_id, ok("x")))

    assert shown == ["address", "proxy", "dns", "connect"]


def test_that_a_step_is_told_in_lines_that_fit() -> None:
    judged = failed(f"{'long words ' * 20}\x1b[31m\u202e", "Do something.")
    shown = text_of(result("http", judged, [sample(number) for number in range(1, 7)]))

    lines = shown.split("\n")
    assert lines[0].startswith("FAILED   HTTP: long words")
    assert lines[-1] == "         What to do: Do something."
    assert max(map(len, lines)) <= 100
    assert "#1 #2 #3 #4 ...)" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("verdict", list(Verdict))
def test_that_no_verdict_is_told_by_colour_alone(verdict: Verdict) -> None:
    shown = text_of(StepResult(STEPS[0], Judgement(verdict, "x")))

    assert shown.lower().startswith(verdict.value)
