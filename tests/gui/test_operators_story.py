"""Which operators does this server support? Planned, looked at, sent, and a wrong cell followed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget

from scim_explorer.ui.models.operator_matrix import NAME_ROLE, WORD_ROLE
from scim_explorer.ui.widgets.operator_matrix_view import OperatorMatrixView
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.servers.fixtures import ScimServer, on

pytestmark = pytest.mark.story


def cells(user: User) -> dict[str, str]:
    """Return the verdicts of all cells by their names."""
    model = user.find(OperatorMatrixView, "operatorMatrix").model()
    found: dict[str, str] = {}
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for row in range(model.rowCount(parent)):
            for column in range(1, model.columnCount()):
                cell = model.index(row, column, parent)
                if cell.data(WORD_ROLE):
                    found[str(cell.data(NAME_ROLE))] = str(cell.data(WORD_ROLE))
    return found


@pytest.mark.parametrize("name", [pytest.param("scimmy", marks=on("scimmy"), id="scimmy")])
async def test_that_the_matrix_of_a_real_server_is_planned_sent_and_followed(
    user: User, scim_server: ScimServer, vault: MemoryKeyring, name: str
) -> None:
    server = scim_server(name)
    user.click("connectButton")
    user.type("profileNameEdit", "My endpoint")
    user.type("baseUrlEdit", server.base)
    user.choose("authCombo", "bearer")
    user.type("tokenEdit", server.token)
    user.click("saveProfileButton")
    await user.until(lambda: user.bench.desk.named("My endpoint"))
    await user.until(lambda: server.token in vault.entries.values())

    user.window.qt_actions["operatorMatrix"].trigger()
    await user.until(lambda: user.look(QWidget, "operatorsPane"))
    user.press("runOperatorsButton", Qt.Key.Key_Space)
    await user.until(lambda: user.look(QListView, "operatorRequests"))
    model = user.find(QListView, "operatorRequests").model()
    lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert any(" GET /Users?filter=userName eq " in line for line in lines)
    assert any(" POST /Users/.search " in line for line in lines)
    assert user.text("operatorsSummary").startswith(f"{len(lines)} requests would be sent")

    user.press("runOperatorsButton", Qt.Key.Key_Space)
    await user.until(lambda: user.state("operatorsPane") == "ready" and cells(user))
    await user.until(lambda: "answers are right" in user.text("operatorsSummary"))
    found = cells(user)
    assert found["eq, Text"] == "right"
    assert found["value left out"] == "wrong"
    assert found["attributes: a sub-attribute of several"] == "refused"
    assert user.text("operatorsClaims").startswith("Claims filter: ")

    view = user.find(OperatorMatrixView, "operatorMatrix")
    fault = view.current_result()
    assert fault is not None
    user.click("copyOperatorFilter")
    assert QGuiApplication.clipboard().text() == fault.asked
    QTest.keyClick(view, Qt.Key.Key_Return)
    await user.until(lambda: user.window.log_pane.current_number == fault.exchange)
