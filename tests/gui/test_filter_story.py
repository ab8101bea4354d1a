"""A filter is tried, sent, and the server's answer held against what it should be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QTreeView

from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.test_main_story import save_endpoint
from tests.gui.user import User
from tests.servers.fixtures import ScimServer, on

pytestmark = pytest.mark.story


def real(name: str, text: str, verdict: str, *rows: str) -> object:
    return pytest.param(name, text, verdict, rows, marks=on(name), id=name)


@pytest.mark.parametrize(
    ("name", "text", "verdict", "rows"),
    [
        # It folds case as the schema says (RFC 7643 section 4.1.1: userName is not caseExact).
        real("scim2-server", 'userName eq "{name}"', "Server and local agree: 1 of all 50 users"),
        # It knows the attribute and never finds it.
        real("django-scim2", "active eq true", "missing, 0 extra.", "missing"),
        # It compares userName with case.
        real("scimmy", 'userName eq "{name}"', "1 missing, 0 extra.", "missing"),
    ],
)
async def test_that_a_wrong_answer_to_a_filter_is_proved_row_by_row(
    user: User,
    scim_server: ScimServer,
    vault: MemoryKeyring,
    *,
    name: str,
    text: str,
    verdict: str,
    rows: tuple[str, ...],
) -> None:
    server = scim_server(name)
    await save_endpoint(user, server)
    all_loaded = f"Loaded {server.users} of {server.users}"
    await user.until(lambda: user.text("pageStatus") == all_loaded)
    someone = user.column("userName")[3]
    user.window.qt_actions["filterLab"].trigger()

    user.type("filterEdit", text.format(name=someone.upper()))
    await user.until(lambda: user.text("labVerdict").startswith("Local: "))
    assert "The server was not asked" in user.text("labVerdict")
    requests = len(user.log_rows())

    user.press("filterEdit", Qt.Key.Key_Return)

    await user.until(lambda: verdict in user.text("labVerdict"))
    await user.until(lambda: len(user.log_rows()) == requests + 1)
    table = user.find(QTableView, "labRows")
    shown = {str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())}
    assert shown - {"match", "no match"} == set(rows)
    user.click_row(table, table.model().index(0, 1))
    parts = user.find(QTreeView, "labClauses").model()
    assert str(parts.index(0, 1).data()).startswith("true")
