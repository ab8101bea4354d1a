"""Fault 84: a server whose every word is markup."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabWidget, QWidget

from scim_explorer.profiles.profile import Profile
from scim_explorer.ui.compose_draft import ComposeDraft
from scim_explorer.ui.doctor_tab import DoctorTab
from scim_explorer.ui.tabs import ComposeTab
from tests.faults.hostile import Connection, HostileServer, Received
from tests.gui.user import User
from tests.ui.conftest import Desktop
from tests.ui.secret_places import columns_of, texts_of

TABLES = "<table><tr><td>" * 16 + "x"
IMAGE = '<img src="file:///etc/hostname"><b>bold</b>'
HOSTILE = TABLES + IMAGE
HANG_S = 30.0
"""One such table that is laid out as markup takes 15 s and more."""

SCHEMA = {
    "id": "urn:ietf:params:scim:schemas:core:2.0:User",
    "name": HOSTILE,
    "description": HOSTILE,
    "attributes": [
        {"name": "userName", "type": "string", "description": HOSTILE},
        {"name": "title", "type": "string", "description": HOSTILE, "canonicalValues": [HOSTILE]},
        {"name": "emails", "type": "complex", "multiValued": True, "description": HOSTILE},
    ],
}
TYPE = {
    "id": HOSTILE,
    "name": "User",
    "endpoint": "/Users",
    "description": HOSTILE,
    "schema": SCHEMA["id"],
}
PERSON = {
    "schemas": [SCHEMA["id"], HOSTILE],
    "id": HOSTILE,
    "userName": HOSTILE,
    "title": HOSTILE,
    "emails": [{"value": HOSTILE, "type": HOSTILE, "$ref": HOSTILE}],
    "meta": {"location": HOSTILE, "version": HOSTILE},
    HOSTILE: {HOSTILE: HOSTILE},
}
LISTS = {"Schemas": [SCHEMA], "ResourceTypes": [TYPE], "Users": [PERSON]}


async def answer(connection: Connection, request: Received) -> None:
    name = request.path.rpartition("/")[2]
    fields = f"Content-Type: application/scim+json\r\nServer: {HOSTILE}\r\n{HOSTILE[1:6]}: x\r\n"
    if name in LISTS:
        body = {"totalResults": 1, "Resources": LISTS[name]}
        await connection.answer(json.dumps(body), headers=fields)
    elif "/Users/" in request.path:
        await connection.answer(json.dumps(PERSON), headers=fields)
    else:
        said = {"detail": HOSTILE, "scimType": HOSTILE, "status": HOSTILE}
        await connection.answer(json.dumps(said), f"400 {HOSTILE}", fields)


async def test_fault_84_nested_tables_in_every_word_of_a_server_are_text_and_cost_no_time(
    desktop: Desktop,
) -> None:
    began = time.monotonic()
    with HostileServer(otherwise=answer) as server:
        desktop.keep(Profile("p1", IMAGE, f"{server.url}/scim"))
        async with desktop.window() as user:
            seen = Seen()
            await walk(user, seen)

    assert seen.formats == {Qt.TextFormat.PlainText}
    assert seen.guessed == set()
    assert seen.with_tables >= {"DoctorStepsView", "FormView", "JsonLines", "ResourceTableView"}
    assert time.monotonic() - began < HANG_S


@dataclass
class Seen:
    """What stood on the screen: formats of labels, tips that Qt would lay out, kinds of widgets."""

    formats: set[Qt.TextFormat] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    with_tables: set[str] = field(default_factory=set)

    def look(self) -> None:
        for widget in QApplication.allWidgets():
            if isinstance(widget, QLabel) and widget.text():
                self.formats.add(widget.textFormat())
            if "<td>" in "".join(texts_of(widget)):
                self.with_tables.add(type(widget).__name__)
            self.guessed |= {
                f"{type(widget).__name__} {widget.objectName()}: {tip[:40]}"
                for tip in tips_of(widget)
                if any(tag in tip for tag in ("<td>", "<b>", "<img"))
            }


def tips_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield from (action.toolTip() for action in widget.actions())
    if isinstance(widget, QTabWidget):
        yield from (widget.tabToolTip(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from tips_in(widget.model(), QModelIndex())


def tips_in(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    tip = Qt.ItemDataRole.ToolTipRole
    for column in range(columns_of(model, parent)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, tip) or "")
        for row in range(model.rowCount(parent)):
            index = model.index(row, column, parent)
            yield str(index.data(tip) or "")
            if column == 0:
                yield from tips_in(model, index)


async def walk(user: User, seen: Seen) -> None:
    """Browse, read and edit, send by hand, examine, and look through the log."""
    user.bench.open_endpoint("p1")
    await user.rows_shown()
    seen.look()
    user.bench.open_resource("p1", "/Users", "1")
    await user.until(lambda: user.state("resourcePane").startswith("ready"))
    seen.look()
    user.bench.requests.compose("p1", ComposeDraft(method="GET", path="/nothing"))
    compose = user.window.tabs.currentWidget()
    assert isinstance(compose, ComposeTab)
    compose.send()
    await user.until(lambda: not compose.tasks.busy)
    seen.look()
    user.bench.doctor.open("p1")
    doctor = user.window.tabs.currentWidget()
    assert isinstance(doctor, DoctorTab)
    await user.until(lambda: not doctor.tasks.busy)
    log = user.window.log_pane
    for row in range(log.table.model().rowCount()):
        log.table.selectRow(row)
        await user.until(lambda: not log.detail.tasks.busy)
    seen.look()
