"""Fault 103: twelve marked secrets go through the window, and nothing keeps or shows one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

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
from scim_explorer.ui.tabs import ComposeTab
from scim_explorer.ui.widgets.header_editor import HeaderEditor
from scim_explorer.ui.widgets.json_lines import JsonLines
from tests.exchanges.test_secret_forms import ENCODINGS
from tests.faults.hostile import Connection, HostileServer, Received
from tests.faults.proxy import proxy
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.ui.conftest import Desktop

pytestmark = pytest.mark.story

KINDS = (
    *("bearer", "basic", "header", "client", "issued", "refresh"),
    *("proxy", "set-cookie", "cookie", "password", "filter", "query"),
)
SECRETS = {kind: f"Canary-{kind}+/~{number * 7919}" for number, kind in enumerate(KINDS)}
TYPED = frozenset({"cookie", "password", "filter", "query"})
"""What the user types is in the field where it was typed, and nowhere else."""
LIST = json.dumps({"totalResults": 1, "Resources": [{"id": "1", "userName": "ann"}]})


def forms(secret: str) -> dict[str, bytes]:
    return {name: encode(secret).strip(b'"') for name, encode in ENCODINGS.items()}


@dataclass
class Places:
    """Where secrets were looked for: a name, and what stood there."""

    found: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, content: str | bytes) -> None:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self.found[name] = self.found.get(name, b"") + b"\n" + data

    def hits(self, kinds: frozenset[str]) -> list[str]:
        return [
            f"{kind} ({spelling}) in {name}"
            for kind in kinds
            for spelling, form in forms(SECRETS[kind]).items()
            for name, content in self.found.items()
            if form in content
        ]


async def answer(connection: Connection, request: Received) -> None:
    """Issue a token, list users, and repeat everything else in an error."""
    cookie = f"Set-Cookie: session={SECRETS['set-cookie']}\r\n"
    if request.path == "/token":
        body = {"access_token": SECRETS["issued"], "refresh_token": SECRETS["refresh"]}
        await connection.answer(json.dumps(body), headers="Content-Type: application/json\r\n")
    elif request.method == "GET" and request.path.endswith("/Users"):
        fields = f"Content-Type: application/scim+json\r\n{cookie}"
        await connection.answer(LIST, headers=fields)
    else:
        said = {"detail": f"{request.headers} {request.target} {request.body!r}", "status": "403"}
        fields = f"Content-Type: application/scim+json\r\n{cookie}"
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


async def test_fault_103_no_secret_is_kept_or_shown(
    desktop: Desktop, vault: MemoryKeyring, tmp_path: Path
) -> None:
    places = Places()
    with proxy("me", SECRETS["proxy"]) as between, HostileServer(otherwise=answer) as server:
        saved = {
            one.id: one
            for one in profiles(f"{server.url}/scim", f"{server.url}/token", between.url)
        }
        desktop.keep(*saved.values())
        async with desktop.window() as user:
            for profile_id, slot, kind in SLOTS:
                await user.bench.services.secrets.write(saved[profile_id], SECRETS[kind], slot)
            for profile_id in saved:
                await use(user, profile_id, places)
            user.bench.desk.export_to(tmp_path / "profiles.json")
            await user.until((tmp_path / "profiles.json").exists)
            look_at_widgets(places)
            look_at_files(places, desktop.folder, "while it runs")
        look_at_files(places, desktop.folder, "at the end")
        places.add("export", (tmp_path / "profiles.json").read_bytes())
        arrived = "".join(f"{one.headers} {one.target} {one.body!r}" for one in server.received)

    assert set(vault.entries.values()) == {SECRETS[kind] for _, _, kind in SLOTS}
    for kind in ("bearer", "issued", "header", "password", "cookie"):
        assert SECRETS[kind] in arrived
    hits = places.hits(frozenset(KINDS))
    assert not hits, "\n".join(hits)
    assert MASK.encode() in places.found["clipboard"] or b"$SCIM_TOKEN" in places.found["clipboard"]
    assert any(name.endswith("-wal while it runs") for name in places.found)


async def use(user: User, profile_id: str, places: Places) -> None:
    """Browse, be refused, send a request by hand, and copy what was sent."""
    user.bench.open_endpoint(profile_id)
    await user.rows_shown()
    user.tab.browse.search_for(f'password eq "{SECRETS["filter"]}"')
    await user.until(lambda: not user.tab.browse.tasks.busy)
    user.bench.open_endpoint(profile_id, "Group")
    await user.until(lambda: user.state().startswith("error"))
    draft = ComposeDraft(
        method="POST",
        path=f"/Groups?access_token={SECRETS['query']}",
        headers=f"Cookie: a={SECRETS['cookie']}",
        body=json.dumps({"userName": "ann", "password": SECRETS["password"]}),
    )
    user.bench.requests.compose(profile_id, draft)
    compose = user.window.tabs.currentWidget()
    assert isinstance(compose, ComposeTab)
    compose.send()
    await user.until(lambda: not compose.tasks.busy)
    model = user.window.log_pane.table.model()
    for row in range(model.rowCount()):
        user.window.log_pane.table.selectRow(row)
        await user.until(lambda: not user.window.log_pane.detail.tasks.busy)
        look_at_widgets(places)
        user.window.log_pane.copy_curl()
        await user.until(lambda: not user.window.log_pane.tasks.busy)
        places.add("clipboard", QGuiApplication.clipboard().text())


def look_at_files(places: Places, folder: Path, when: str) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            places.add(f"{path.name} {when}", path.read_bytes())


def look_at_widgets(places: Places) -> None:
    for widget in QApplication.allWidgets():
        name = f"{type(widget).__name__} {widget.objectName()}"
        for text in texts_of(widget):
            places.add(name, text)


def texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.windowTitle(), widget.statusTip())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    yield from (action.text() for action in widget.actions() if isinstance(action, QAction))
    if isinstance(widget, HeaderEditor):
        return
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        # A field of the user's own shows what was typed.
        if widget.isReadOnly():
            yield widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
        return
    if isinstance(widget, JsonLines):
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))
    text = getattr(widget, "text", None)
    if callable(text) and not isinstance(widget, JsonLines):
        yield str(text())
    model = getattr(widget, "model", None)
    if callable(model) and isinstance(model(), QAbstractItemModel):
        yield from texts_in(model(), QModelIndex())


def texts_in(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (str(index.data(role) or "") for role in roles)
            if column == 0:
                yield from texts_in(model, index)


@pytest.mark.parametrize("kind", KINDS)
def test_fault_103_the_search_finds_every_spelling(kind: str) -> None:
    for spelling, form in forms(SECRETS[kind]).items():
        places = Places()
        places.add("planted", b"before " + form + b" after")

        assert any(f"({spelling})" in hit for hit in places.hits(frozenset(KINDS)))
