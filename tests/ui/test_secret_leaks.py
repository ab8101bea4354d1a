"""Fault 103: marked secrets go through window and command line; nothing keeps or shows one."""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from scim_explorer.exchanges.redact import MASK
from scim_explorer.profiles.profile import (
    PROXY,
    SIGN_IN,
    Auth,
    AuthKind,
    OAuth,
    Profile,
    Proxy,
    ProxyKind,
    SecretHeader,
    header_slot,
)
from scim_explorer.ui.compose_draft import ComposeDraft
from scim_explorer.ui.crash_reports import CrashReports
from scim_explorer.ui.doctor_tab import DoctorTab
from scim_explorer.ui.tabs import ComposeTab
from tests.commands.running import ROOT
from tests.faults.hostile import Connection, HostileServer, Received
from tests.faults.proxy import proxy
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop
from tests.ui.secret_places import KINDS, SECRETS, Places, forms, look_at_files, look_at_widgets

pytestmark = pytest.mark.story

SCIM = "Content-Type: application/scim+json\r\n"
PEOPLE = {"totalResults": 1, "Resources": [{"id": "1", "userName": "ann"}]}
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
SCHEMAS = {
    "totalResults": 1,
    "Resources": [
        {
            "id": USER,
            "name": "User",
            "attributes": [
                {"name": "userName", "type": "string"},
                {"name": "pin", "type": "string", "mutability": "writeOnly", "returned": "never"},
            ],
        }
    ],
}
LISTS = {"/Users": PEOPLE, "/Schemas": SCHEMAS}


async def answer(connection: Connection, request: Received) -> None:
    """Issue a token, list users, and repeat everything else in an error, in many spellings."""
    fields = f"{SCIM}Set-Cookie: session={SECRETS['set-cookie']}\r\n"
    if request.path == "/token":
        body = {"access_token": SECRETS["issued"], "refresh_token": SECRETS["refresh"]}
        await connection.answer(json.dumps(body), headers="Content-Type: application/json\r\n")
        return
    for path, listed in LISTS.items():
        if request.method == "GET" and request.path.endswith(path):
            await connection.answer(json.dumps(listed), headers=fields)
            return
    sent = request.body.decode()
    said = {
        "detail": f"{request.headers} {request.target} {sent}",
        "escaped": json.dumps([request.target, sent]),
        "query": request.query,
        "form": quote_plus(sent),
        "hex": request.body.hex(),
        "base64": [base64.b64encode(b"x" * n + str(request).encode()).decode() for n in range(3)],
        "status": "403",
    }
    await connection.answer(json.dumps(said), "403 Forbidden", fields)


def profiles(base: str, token_url: str, between: str) -> Iterator[Profile]:
    oauth = OAuth(token_url, "me", in_body=True)
    yield Profile("p1", "One", base, auth=Auth(AuthKind.BEARER))
    yield Profile("p2", "Two", base, auth=Auth(AuthKind.BASIC, "me"))
    yield Profile(
        "p3",
        "Three",
        base,
        auth=Auth(AuthKind.OAUTH, oauth=oauth),
        secret_headers=(SecretHeader("X-Key"),),
        proxy=Proxy(ProxyKind.MANUAL, between, "me"),
    )


SLOTS = (
    ("p1", SIGN_IN, "bearer"),
    ("p2", SIGN_IN, "basic"),
    ("p3", SIGN_IN, "client"),
    ("p3", PROXY, "proxy"),
    ("p3", header_slot("X-Key"), "header"),
)

FORM = "Content-Type: application/x-www-form-urlencoded"
COOKIE = f"Cookie: a={SECRETS['cookie']}"
DRAFTS = (
    ComposeDraft(
        method="POST",
        path=f"/Groups?access_token={quote_plus(SECRETS['query'])}",
        headers=COOKIE,
        body=json.dumps({"password": SECRETS["password"], USER: {"pin": SECRETS["never"]}}),
    ),
    ComposeDraft(
        method="PATCH",
        path="/Users/1",
        body=json.dumps(
            {"Operations": [{"op": "replace", "path": "password", "value": SECRETS["patch"]}]}
        ),
    ),
    ComposeDraft(
        method="POST",
        path="/oauth/introspect",
        headers=FORM,
        body=f"client_secret={quote_plus(SECRETS['form'])}&scope=read",
    ),
)


@dataclass(frozen=True)
class Walk:
    """Somebody who uses everything, and looks everywhere."""

    user: User
    places: Places

    async def through(self, profile_id: str) -> None:
        """Browse, be refused, send requests by hand, and copy what was sent."""
        user = self.user
        user.bench.open_endpoint(profile_id)
        await user.rows_shown()
        user.table.selectAll()
        menu = user.tab.browse.menu
        for copy in (menu.copy_ids, menu.copy_json, menu.copy_table):
            copy()
            self.look_at_clipboard()
        user.tab.browse.search_for(f'password eq "{SECRETS["filter"]}"')
        await user.until(lambda: not user.tab.browse.tasks.busy)
        user.bench.open_endpoint(profile_id, "Group")
        await user.until(lambda: user.state().startswith("error"))
        session = user.tab.session
        assert session is not None
        await user.until(lambda: session.discovery is not None)
        for draft in DRAFTS:
            user.bench.requests.compose(profile_id, draft)
            compose = user.window.tabs.currentWidget()
            assert isinstance(compose, ComposeTab)
            compose.send()
            await user.until(lambda tab=compose: not tab.tasks.busy)  # type: ignore[misc]
        await self.see_the_doctor(profile_id)
        await self.through_the_log()
        look_at_widgets(self.places)

    async def see_the_doctor(self, profile_id: str) -> None:
        self.user.bench.doctor.open(profile_id)
        tab = self.user.window.tabs.currentWidget()
        assert isinstance(tab, DoctorTab)
        await self.user.until(lambda: not tab.tasks.busy)
        tab.copy_report()
        self.look_at_clipboard()

    async def through_the_log(self) -> None:
        log = self.user.window.log_pane
        for row in range(log.table.model().rowCount()):
            log.table.selectRow(row)
            await self.user.until(lambda: not log.detail.tasks.busy)
            look_at_widgets(self.places, log.detail.findChildren(QWidget))
            log.copy_curl()
            await self.user.until(lambda: not log.tasks.busy)
            self.look_at_clipboard()

    def look_at_clipboard(self) -> None:
        self.places.add("clipboard", QGuiApplication.clipboard().text())


async def commands(desktop: Desktop, url: str, places: Places) -> None:
    """Ask the same server from the command line, into the same folders."""
    sign_in = ("--bearer-env", "CANARY_TOKEN", "--header-env", "X-Key=CANARY_KEY")
    folder = (*sign_in, "--config-dir", str(desktop.folder))
    body = desktop.folder.parent / "body.json"
    # A command knows no schemas, so only the names that are secret everywhere.
    text = json.dumps({"password": SECRETS["password"]})
    body.write_text(text, encoding="utf-8")
    for words in (
        ("list", url, "/Users", "--format", "json"),
        ("list", url, "/Groups"),
        ("send", url, "POST", DRAFTS[0].path, "--data", str(body), "--json"),
        ("send", url, "GET", "/nothing"),
        ("doctor", url, "--json"),
        ("doctor", url),
        ("send", url, "GET", "/Users", "--header", f"Authorization: {SECRETS['bearer']}"),
    ):
        code = partial(
            subprocess.run,
            [sys.executable, "-m", "scim_explorer", *words, *folder],
            capture_output=True,
            cwd=ROOT,
            env={
                "PYTHONPATH": str(ROOT),
                "CANARY_TOKEN": SECRETS["bearer"],
                "CANARY_KEY": SECRETS["header"],
            },
            timeout=100,
            check=False,
        )
        done = await asyncio.to_thread(code)
        assert done.stdout or done.stderr
        places.add(f"output of {words[0]}", done.stdout + done.stderr)


async def test_fault_103_no_secret_is_kept_or_shown(
    desktop: Desktop,
    vault: MemoryKeyring,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = Places()
    with proxy("me", SECRETS["proxy"]) as between, HostileServer(otherwise=answer) as server:
        base = f"{server.url}/scim"
        saved = {one.id: one for one in profiles(base, f"{server.url}/token", between.url)}
        desktop.keep(*saved.values())
        async with desktop.window() as user:
            walk = Walk(user, places)
            for profile_id, slot, kind in SLOTS:
                await user.bench.services.secrets.write(saved[profile_id], SECRETS[kind], slot)
            for profile_id in saved:
                await walk.through(profile_id)
            look_at_crash(user)
            user.bench.desk.export_to(tmp_path / "profiles.json")
            await user.until((tmp_path / "profiles.json").exists)
            look_at_widgets(places)
            look_at_files(places, desktop.folder, "while it runs")
        look_at_files(places, desktop.folder, "at the end")
        await commands(desktop, base, places)
        look_at_files(places, desktop.folder, "after the commands")
        places.add("export", (tmp_path / "profiles.json").read_bytes())
        places.add("error stream", capsys.readouterr().err)
        arrived = "".join(f"{one.headers} {one.target} {one.body!r}" for one in server.received)

    assert set(vault.entries.values()) == {SECRETS[kind] for _, _, kind in SLOTS}
    for kind in ("bearer", "issued", "header", "cookie"):
        assert SECRETS[kind] in arrived
    for kind in ("password", "patch", "never"):
        assert json.dumps(SECRETS[kind])[1:-1].replace("\\", "\\\\") in arrived
    hits = places.hits()
    assert not hits, "\n".join(hits)
    assert MASK.encode() in places.content("clipboard") or b"$SCIM_TOKEN" in places.content(
        "clipboard"
    )
    assert b"ValueError" in places.content("error stream")
    assert any(name.endswith("-wal while it runs") for name in places.found)


def look_at_crash(user: User) -> None:
    """Let a bug happen whose text holds what was typed into a header."""
    reports = CrashReports(lambda: [one.redaction_rules for one in user.bench.pool])
    known = {kind: SECRETS[kind] for kind in ("bearer", "basic", "header", "issued", "client")}
    for text in (f"Illegal header value {known['bearer'].encode()!r}", f"{known}"):
        reports.report(ValueError(text))


@pytest.mark.parametrize("kind", KINDS)
def test_fault_103_the_search_finds_every_spelling(kind: str) -> None:
    for spelling, form in forms(SECRETS[kind]).items():
        places = Places()
        places.add("planted", b"before " + form + b" after")

        assert any(f"({spelling})" in hit for hit in places.hits())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", ["", "a:", "me:", "user:"])
def test_fault_103_the_search_finds_base64_of_anything_around(kind: str, before: str) -> None:
    places = Places()
    whole = f"{before}{SECRETS[kind]} and more"
    places.add("planted", base64.b64encode(whole.encode()))

    assert places.hits()
