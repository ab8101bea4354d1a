"""``send``: the request as given, the answer as it came."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scim_explorer.commands.sending import relative_path
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import InputError
from scim_explorer.profiles.profile import (
    Auth,
    AuthKind,
    Environment,
    OAuth,
    Profile,
    SecretKind,
    SecretSource,
)
from tests.commands.running import CommandLine
from tests.faults.hostile import Connection, HostileServer, Received, answer
from tests.servers.fixtures import REAL_SERVERS, ScimServer, on

BigBase = Callable[[str], str]


def test_that_the_body_goes_to_stdout_as_it_came_and_the_status_to_stderr(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("send", big_base("bom"), "GET", "/Users?count=1")

    assert ran.code == 0
    assert ran.out.startswith(b"\xef\xbb\xbf{")
    assert ran.err.startswith("200 OK, ")


@pytest.mark.parametrize(
    ("mode", "code"), [("clean", 0), ("html502", 1), ("auth", 1), ("html", 0), ("redirect", 0)]
)
def test_that_the_exit_code_tells_the_status(
    run: CommandLine, big_base: BigBase, mode: str, code: int
) -> None:
    assert run("send", big_base(mode), "GET", "/Users?count=1").code == code


@pytest.mark.parametrize("mode", ["reset", "truncated", "chunktrunc"])
def test_that_no_whole_answer_is_one_line_and_exit_3(
    run: CommandLine, big_base: BigBase, mode: str
) -> None:
    ran = run("send", big_base(mode), "GET", "/Users?count=1")

    assert ran.code == 3
    assert ran.out == b""
    assert ran.err.count("\n") == 1
    assert run.log_rows()[-1].outcome is not Outcome.ANSWERED


def test_that_a_server_that_is_not_there_is_exit_3(run: CommandLine) -> None:
    ran = run("send", "http://127.0.0.1:1/v2", "GET", "/Users")

    assert ran.code == 3
    assert "Connection refused" in ran.err


def test_that_each_attempt_is_in_the_log_with_its_origin(
    run: CommandLine, big_base: BigBase
) -> None:
    run("send", big_base("clean"), "GET", "/Users?count=1")

    (row,) = run.log_rows()
    assert row.origin == "send"
    assert row.url.endswith("/clean/Users?count=1")


def test_that_json_has_request_response_and_findings(run: CommandLine, big_base: BigBase) -> None:
    ran = run("send", big_base("clean"), "GET", "/Users?count=2", "--json")

    document = json.loads(ran.out)
    assert document["request"]["method"] == "GET"
    assert document["request"]["body"] is None
    assert document["response"]["status"] == 200
    assert document["response"]["body"]["itemsPerPage"] == 2
    assert document["findings"] == []


def test_that_json_keeps_a_body_that_is_no_json_as_text(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("send", big_base("html"), "GET", "/Users", "--json")

    document = json.loads(ran.out)
    assert "Sign in" in document["response"]["body"]
    assert document["findings"][0]["rule"] == "json.not-json"


def test_that_json_is_valid_whatever_the_server_puts_into_numbers(
    run: CommandLine, big_base: BigBase
) -> None:
    ran = run("send", big_base("bignum"), "GET", "/Users", "--json")

    assert "NaN" in json.loads(ran.out, parse_constant=pytest.fail)["response"]["body"]


def test_that_a_token_reaches_the_server_and_neither_output_nor_disk(
    run: CommandLine, big_base: BigBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCIM_TOKEN", "secret")

    ran = run(
        "send", big_base("auth"), "GET", "/Users?count=1", "--bearer-env", "SCIM_TOKEN", "--json"
    )

    document = json.loads(ran.out)
    assert ran.code == 0
    assert "secret" not in document["request"]["headers"]["Authorization"]
    assert b"Bearer secret" not in run.log_bytes()


def test_that_a_secret_is_known_in_every_place_of_the_document(
    run: CommandLine, big_base: BigBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENANT", "canary-0815-tenant")
    target = "/Users?count=1&tenant=canary-0815-tenant"

    ran = run("send", big_base("clean"), "GET", target, "--header-env", "X-Tenant=TENANT", "--json")

    assert json.loads(ran.out)["request"]["headers"]["X-Tenant"] == MASK
    assert b"canary-0815" not in ran.out + run.log_bytes()


def test_that_a_body_is_sent_from_a_file_or_standard_input(
    run: CommandLine, big_base: BigBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b'{ "userName" : "x", "n": 1.0e2 }\n'
    file = tmp_path / "body.json"
    file.write_bytes(text)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    by_file = run("send", big_base("clean"), "POST", "/Users", "--data", str(file), "--json")
    by_pipe = run("send", big_base("clean"), "POST", "/Users", "--data", "-", "--json")

    assert by_file.code == by_pipe.code == 1
    assert text.strip() in by_file.out
    assert text.strip() in by_pipe.out


def test_that_a_missing_file_sends_nothing(run: CommandLine, big_base: BigBase) -> None:
    ran = run("send", big_base("clean"), "POST", "/Users", "--data", "no-such-file")

    assert ran.code == 2
    assert "no-such-file cannot be read" in ran.err
    assert run.log_rows() == []


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/Users", "/Users"),
        ("Users/1", "/Users/1"),
        ("?count=1", "?count=1"),
        ("", ""),
        ("Schemas/urn:ietf:params:scim:schemas:core:2.0:User",) * 2,
    ],
)
def test_relative_path(path: str, target: str) -> None:
    assert relative_path(path).lstrip("/") == target.lstrip("/")


@pytest.mark.parametrize(
    "path", ["https://other.example/Users", "//other.example", "file:/etc", "urn:x"]
)
def test_that_a_path_to_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="relative to the base URL"):
        relative_path(path)


def guarded(base_url: str, *, read_only: bool = False) -> Profile:
    return Profile("p1", "Acme Prod", base_url, environment=Environment.PROD, read_only=read_only)


@pytest.mark.parametrize("target", ["Acme Prod", "its base URL"])
def test_that_production_refuses_a_write_until_its_name_confirms_it(
    run: CommandLine, big_base: BigBase, target: str
) -> None:
    base = big_base("clean")
    run.save(guarded(base))
    words = ("send", base if "URL" in target else target, "DELETE", "/Users/1")

    refused = run(*words)
    misspelt = run(*words, "--confirm", "Acme Prd")
    confirmed = run(*words, "--confirm", "acme prod")

    assert [refused.code, misspelt.code, confirmed.code] == [2, 2, 1]
    assert "--confirm 'Acme Prod'" in refused.err
    assert [row.outcome for row in run.log_rows()] == [
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.ANSWERED,
    ]


@pytest.mark.parametrize("path", ["/clean/Users/1", "/%63lean/Users/1", "/x/..//clean/Users/1"])
def test_that_a_path_from_above_into_a_saved_endpoint_meets_its_guard(
    run: CommandLine, big_base: BigBase, path: str
) -> None:
    base = big_base("clean")
    run.save(guarded(base))

    ran = run("send", base.removesuffix("/clean"), "DELETE", path)

    assert ran.code == 2
    assert "--confirm 'Acme Prod'" in ran.err
    assert [row.outcome for row in run.log_rows()] == [Outcome.REFUSED]


def test_that_a_read_only_profile_has_no_override(run: CommandLine, big_base: BigBase) -> None:
    run.save(guarded(big_base("clean"), read_only=True))

    ran = run("send", "Acme Prod", "DELETE", "/Users/1", "--confirm", "Acme Prod")

    assert ran.code == 2
    assert "read-only" in ran.err
    assert "--confirm" not in ran.err


@pytest.mark.parametrize("name", REAL_SERVERS)
def test_that_a_user_is_made_changed_and_removed_on_a_real_server(
    name: str,
    run: CommandLine,
    scim_server: ScimServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = scim_server(name)
    monkeypatch.setenv("SCIM_TOKEN", server.token or "none")
    sign_in = ("--bearer-env", "SCIM_TOKEN", "--json")
    user = tmp_path / "user.json"
    schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"]
    user.write_text(
        json.dumps(
            {
                "schemas": schemas,
                "userName": f"send-{name}",
                "name": {"givenName": "Zoë", "familyName": "Žák"},
                "emails": [{"value": "zoe@example.com", "type": "work", "primary": True}],
                "password": "S3cret!pass-phrase",
                "active": True,
            }
        )
    )

    made = run("send", server.base, "POST", "/Users", "--data", str(user), *sign_in)
    new_id = json.loads(made.out)["response"]["body"]["id"]
    read = run("send", server.base, "GET", f"/Users/{new_id}", *sign_in)
    gone = run("send", server.base, "DELETE", f"/Users/{new_id}", *sign_in)
    missing = run("send", server.base, "GET", f"/Users/{new_id}", *sign_in)

    assert [made.code, read.code, gone.code, missing.code] == [0, 0, 0, 1]
    assert json.loads(read.out)["response"]["body"]["name"]["familyName"] == "Žák"
    assert b"S3cret!pass-phrase" not in made.out + run.log_bytes()


@pytest.mark.parametrize("name", [pytest.param("django-scim2", marks=on("django-scim2"))])
def test_that_a_refused_sign_in_is_told_by_the_status(
    name: str, run: CommandLine, scim_server: ScimServer
) -> None:
    ran = run("send", scim_server(name).base, "GET", "/Users")

    assert ran.code == 1
    assert ran.err.startswith("401 ")


def test_that_a_secret_that_is_not_there_points_to_a_variable(
    run: CommandLine, big_base: BigBase
) -> None:
    run.save(Profile("p1", "Acme", big_base("auth"), auth=Auth(AuthKind.BEARER)))

    ran = run("send", "Acme", "GET", "/Users?count=1")

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "No keyring on this computer" in ran.err
    assert "--bearer-env VAR" in ran.err


CLIENT_SECRET = "cl1ent-s3cret"


def oauth_profile(server: HostileServer, login: HostileServer, source: SecretSource) -> Profile:
    oauth = OAuth(f"{login.url}/token", "me")
    auth = Auth(AuthKind.OAUTH, source=source, oauth=oauth)
    return Profile("p1", "Acme", server.url, auth=auth, read_only=True)


@pytest.mark.parametrize(
    "source",
    [
        SecretSource(SecretKind.VARIABLE, "CLIENT_SECRET_OF_ACME"),
        SecretSource(
            SecretKind.COMMAND, f"{sys.executable} -c \"print('{CLIENT_SECRET[::-1]}'[::-1])\""
        ),
    ],
    ids=["variable", "command"],
)
def test_that_a_profile_with_oauth_signs_in_by_its_name(
    source: SecretSource, run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENT_SECRET_OF_ACME", CLIENT_SECRET)

    async def echo(connection: Connection, request: Received) -> None:
        await connection.answer(request.headers["authorization"])

    issued = answer('{"access_token": "t0k-c4nary", "expires_in": 60}')
    with HostileServer({"/token": issued}) as login, HostileServer({"/Users": echo}) as server:
        run.save(oauth_profile(server, login, source))

        ran = run("send", "Acme", "GET", "/Users")

    assert (ran.code, ran.out) == (0, b"Bearer t0k-c4nary")
    assert {(row.method, row.origin) for row in run.log_rows()} == {
        ("POST", "Sign-in"),
        ("GET", "send"),
    }
    kept = run.log_bytes()
    assert CLIENT_SECRET.encode() not in kept
    assert b"t0k-c4nary" not in kept


def test_that_a_token_endpoint_that_refuses_is_told_with_its_own_advice(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENT_SECRET_OF_ACME", CLIENT_SECRET)
    source = SecretSource(SecretKind.VARIABLE, "CLIENT_SECRET_OF_ACME")
    refused = answer('{"error": "invalid_scope"}', "400 Bad Request")
    with HostileServer({"/token": refused}) as login, HostileServer() as server:
        run.save(oauth_profile(server, login, source))

        ran = run("send", "Acme", "GET", "/Users")

    assert ran.code == 2
    assert "400 invalid_scope. Check the scope in the profile." in ran.err
    assert "--bearer-env" not in ran.err
