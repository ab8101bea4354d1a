"""It does not connect: the doctor says why, shows the requests behind it, and puts it right."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView, QWidget

from scim_explorer.ui.models.doctor_steps import NUMBERS_ROLE, Column
from scim_explorer.ui.widgets.doctor_steps_view import DoctorStepsView
from tests.gui.memory_keyring import MemoryKeyring
from tests.gui.user import User
from tests.servers.fixtures import ScimServer, on
from tests.servers.running import Server

pytestmark = pytest.mark.story


async def examined(user: User) -> None:
    await user.until(lambda: user.look(QWidget, "doctorPane"))
    await user.until(lambda: user.state("doctorPane") == "ready")


def steps(user: User) -> dict[str, str]:
    """Return the results by the titles of the steps, as shown."""
    model = user.find(QTreeView, "doctorSteps").model()
    rows = range(model.rowCount())
    return {
        str(model.index(row, Column.STEP).data()): str(model.index(row, Column.RESULT).data())
        for row in rows
    }


def type_profile(user: User, server: Server, url: str) -> None:
    user.click("connectButton")
    user.type("profileNameEdit", "My endpoint")
    user.type("baseUrlEdit", url)
    user.choose("authCombo", "bearer")
    user.type("tokenEdit", server.token)


@pytest.mark.parametrize("name", [pytest.param("scimmy", marks=on("scimmy"), id="scimmy")])
async def test_that_a_base_url_without_its_path_is_found_and_put_right(
    user: User, scim_server: ScimServer, vault: MemoryKeyring, name: str
) -> None:
    server = scim_server(name)
    parts = urlsplit(server.base)
    origin = f"{parts.scheme}://{parts.netloc}"
    assert server.base != origin

    type_profile(user, server, origin)
    user.click("testButton")
    await examined(user)
    assert "1 step failed" in user.text("doctorVerdict")
    assert steps(user)["HTTP"] == "failed"
    assert vault.entries == {}

    user.click("doctorHideButton")
    user.click("saveProfileButton")
    await user.until(lambda: user.bench.desk.named("My endpoint"))
    await user.until(lambda: server.token in vault.entries.values())
    user.window.qt_actions["doctor"].trigger()
    await examined(user)
    assert user.text("doctorVerdict").startswith("The server is there, and 1 step failed.")

    user.click("doctorFixButton")
    await user.until(lambda: user.look(QWidget, "doctorUndoButton"))
    await examined(user)
    assert user.text("doctorVerdict").startswith("The connection is sound.")
    assert {steps(user)[title] for title in ("HTTP", "Sign-in", "Paging")} <= {"ok", "warning"}
    assert user.text("baseUrlLabel") == server.base

    view = user.find(DoctorStepsView, "doctorSteps")
    place = list(steps(user)).index("Connection")
    index = view.model().index(place, 0)
    (number,) = index.data(NUMBERS_ROLE)
    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_Return)
    await user.until(lambda: user.window.log_pane.current_number == number)

    user.click("copyReportButton")
    report = QGuiApplication.clipboard().text()
    assert f"Target: {server.base}\n" in report
    assert "ok       Connection: " in report
    assert server.token not in report
