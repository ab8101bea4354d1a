"""Names that tests, screenshots and saved layouts rely on: there, unique, and with a name to read.

What belongs to later parts of the program is listed as absent, so that it is noticed when it comes.
"""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from scim_explorer.profiles.profile import Auth, AuthKind, Environment
from tests.gui.user import User
from tests.ui.conftest import Desktop, saved
from tests.ui.recording_server import RecordingServer

ALWAYS = {
    *("mainWindow", "endpointDock", "endpointTree", "logDock", "requestLog", "logSearchEdit"),
    *("logScopeCombo", "environmentLine", "paletteEdit", "connectionStatus", "logSize"),
}
HEADER = {"environmentChip", "baseUrlLabel", "writeGuardButton", "doctorButton"}
VIEWS = {
    "welcome": {"welcomePane", "demoButton", "connectButton", "openFileButton"},
    "profile": {
        *("profileEditor", "profileNameEdit", "baseUrlEdit", "authCombo", "tokenEdit"),
        *("environmentCombo", "readOnlyCheck", "testButton", "saveProfileButton", "workTabs"),
    },
    "browse": {
        *("workTabs", "browsePane", "filterEdit", "searchButton", "filterHistoryButton"),
        *("filterTemplatesButton", "filterSaveButton"),
        *("sortCombo", "pageSizeCombo", "methodCombo", "attributesButton", "columnsButton"),
        *("resourceTable", "pageStatus", "resourcePane", "resourceTitle", "resourceTabs"),
        *("formView", "changesLabel", "reviewButton", "sendButton"),
        *HEADER,
    },
    "json": {"jsonView", "jsonPath"},
    "patch": {"patchOperations", "addOperationButton"},
    "raw": {"rawView"},
    "log": {"exchangeDetail", "exchangeRequest"},
    "compose": {
        *("composePane", "composeMethod", "composePath", "composeHeaders", "composeBody"),
        *("composeSendButton", *HEADER),
    },
    "doctor": {
        *("doctorPane", "doctorVerdict", "doctorSteps", "runDoctorButton", "copyReportButton"),
        *("saveReportButton", *HEADER),
    },
}
LATER = {
    *("safeToShareButton", "filterLab", "findingsList", "patchDialectCombo", "undoChangeButton"),
    *("schemaTree", "schemaTable", "claimsTable", "checksPane", "suiteCombo", "runChecksButton"),
    *("resultsMatrix", "checksSummary", "cleanupLabel", "bulkTable", "bulkSendButton"),
    *("compareLeft", "compareRight", "compareDiff", "settingsPane", "themeCombo"),
}


async def show(user: User, view: str) -> None:
    """Bring the window to the view of that name."""
    bench = user.bench
    if view == "welcome":
        return
    if view == "profile":
        bench.new_endpoint()
    elif view == "compose":
        bench.requests.compose("p1")
    elif view == "doctor":
        bench.doctor.open("p1")
    else:
        bench.open_endpoint("p1")
        await user.rows_shown()
        user.click_row(user.table, user.table.model().index(0, 1))
        await user.read_in_full("user0000000@example.com")
        if view == "log":
            bench.requests.show(1)
            await user.until(lambda: user.window.log_pane.detail.exchange)
        elif view != "browse":
            user.tab.resource.show_tab(view)
    await asyncio.sleep(0)
    await user.until(lambda: not any(scope.busy for scope in bench.all_scopes()))


def visible_widgets(user: User) -> list[QWidget]:
    return [user.window, *(w for w in user.window.findChildren(QWidget) if w.isVisible())]


@pytest.mark.parametrize("view", VIEWS)
async def test_that_each_name_is_there_once_and_can_be_read_aloud(
    desktop: Desktop, server: RecordingServer, view: str
) -> None:
    desktop.keep(saved(server, name="<b>A</b> & B", environment=Environment.DEV))
    server.bodies["/Users/id-0000000"] = (
        b'{"id":"id-0000000","userName":"user0000000@example.com","title":"<b>x</b>"}'
    )

    async with desktop.window() as user:
        await show(user, view)
        widgets = visible_widgets(user)
        known = set().union(ALWAYS, *VIEWS.values())
        named = [w for w in widgets if w.objectName() in known]
        counts = Counter(w.objectName() for w in named)

        assert (ALWAYS | VIEWS[view]) - counts.keys() == set()
        assert {name: n for name, n in counts.items() if n > 1} == {}
        assert [w.objectName() for w in named if not w.accessibleName()] == []
        assert {w.objectName() for w in widgets} & LATER == set()


@pytest.mark.parametrize("view", VIEWS)
async def test_that_no_label_and_no_tool_tip_reads_markup(
    desktop: Desktop, server: RecordingServer, view: str
) -> None:
    desktop.keep(saved(server, name="<b>A</b>", auth=Auth(AuthKind.NONE)))
    server.bodies["/Users/id-0000000"] = (
        b'{"id":"id-0000000","userName":"user0000000@example.com","title":"<b>x</b>"}'
    )

    async with desktop.window() as user:
        await show(user, view)
        labels = user.window.findChildren(QLabel)
        reading = [
            f"{label.objectName() or type(label).__name__}: {label.text()}"
            for label in labels
            if label.textFormat() is not Qt.TextFormat.PlainText
        ]

        tips = [widget.toolTip() for widget in visible_widgets(user)]
        assert labels
        assert reading == []
        assert [tip for tip in tips if "<b>" in tip] == []
