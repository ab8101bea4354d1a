"""What somebody might do in the window, one random move at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTableView
from shiboken6 import isValid

from scim_explorer.client.request import Request
from scim_explorer.client.session import Session
from scim_explorer.ui.compose_draft import ComposeDraft
from scim_explorer.ui.editors.json_edit import JsonEdit
from scim_explorer.ui.profile_edit import ProfileEdit
from scim_explorer.ui.tab_kinds import as_browse, as_compose
from scim_explorer.ui.tabs import BrowseTab
from tests.gui.user import User

FILTERS = ("", 'userName sw "a"', 'userName sw "user00"', "active eq true", 'id eq "x', "((")
TARGETS = ("/Users?count=3", "/Users/1?_delay=0.3", "/Groups", "/Schemas", "/nothing?_status=503")
METHODS = ("GET", "GET", "GET", "POST", "PATCH", "DELETE")
ACTIONS = (
    *("refresh", "back", "forward", "viewForm", "viewJson", "viewPatch", "viewRaw", "review"),
    *("composeNew", "run", "stop", "filterFocus", "find", "resend", "composeFrom", "copyCurl"),
    *("showInLog", "resourceNew", "resourceDelete", "tabNext", "tabPrevious", "tabReopen"),
    *("paneNext", "textBigger", "textSmaller", "themeDark", "themeLight", "toggleLog"),
    *("toggleEndpoints", "endpointEdit", "endpointReconnect", "palette", "about", "writesToggle"),
)
USABLE = frozenset({"own", "clean", "cursoronly", "nulls"})
MOST_TABS = 12
_IDLE_S = 2.0
_TURN_S = 0.02


class Moves:
    """Plays one life of a window. Each move is chosen and timed by the dice alone."""

    def __init__(self, user: User, dice: random.Random) -> None:
        self.user = user
        self.bench = user.bench
        self.dice = dice
        self.done: Counter[str] = Counter()
        self._sent = 0
        # Each stands as often as it shall come.
        self._table: list[Callable[[], object]] = [
            *[self.open_endpoint] * 6,
            *[self.search] * 4,
            *[self.scroll] * 4,
            *[self.pick_row] * 6,
            *[self.edit_and_send] * 4,
            *[self.type_a_draft] * 2,
            *[self.compose] * 3,
            *[self.send_many] * 4,
            *[self.act] * 10,
            *[self.stop_everything] * 2,
            *[self.close_tab] * 2,
            self.doctor,
            self.load_all,
            self.save_profile,
            self.read_log,
        ]

    async def play(self, count: int) -> None:
        """Make ``count`` moves; now and then wait until all is quiet, mostly do not."""
        for _ in range(count):
            move = self.dice.choice(self._table)
            result = move()
            if isinstance(result, Coroutine):
                result = await result
            if result is not False:
                self.done[move.__name__] += 1
            await self._pause()
            self._answer_dialogs()

    async def tidy(self) -> None:
        """Close every tab and dialog, and let Qt delete them."""
        self._answer_dialogs()
        for tab in self.user.window.tabs.tabs():
            self.bench.close_tab(tab)
        await self._settled()

    # --- moves -------------------------------------------------------------------

    def open_endpoint(self) -> bool:
        if self.user.window.tabs.count() >= MOST_TABS:
            return self.close_tab()
        profiles = self.bench.desk.profiles
        usable = [one for one in profiles if one.id in USABLE]
        profile = self.dice.choice(usable if self.dice.random() < 0.4 else profiles)
        self.bench.open_endpoint(profile.id, self.dice.choice(["", "User", "Group"]))
        return True

    def search(self) -> bool:
        tab = self._browse()
        if tab is None:
            return False
        tab.browse.search_for(self.dice.choice(FILTERS))
        return True

    def scroll(self) -> bool:
        table = self._table_view()
        if table is None or not table.model().rowCount():
            return False
        row = self.dice.randrange(table.model().rowCount())
        table.scrollTo(table.model().index(row, 0))
        return True

    def pick_row(self) -> bool:
        table = self._table_view()
        if table is None or not table.model().rowCount():
            return False
        top = max(table.rowAt(0), 0)
        row = min(top + self.dice.randrange(10), table.model().rowCount() - 1)
        self.user.click_row(table, table.model().index(row, 1))
        return True

    def load_all(self) -> bool:
        tab = self._browse()
        if tab is None:
            return False
        buttons = self.user.look(QAbstractButton, "loadAllButton", tab)
        if len(buttons) != 1 or not buttons[0].isEnabled():
            return False
        buttons[0].click()
        return True

    async def edit_and_send(self) -> bool:
        """Change a user of the demo through the JSON editor and send it, seen or not."""
        if not await self.type_a_draft():
            return False
        self.user.window.qt_actions["review"].trigger()
        await self._quiet(lambda: self.user.look(QAbstractButton, "confirmSendButton"))
        buttons = self.user.look(QAbstractButton, "confirmSendButton")
        if len(buttons) != 1 or not buttons[0].isEnabled():
            return False
        buttons[0].click()
        return True

    async def type_a_draft(self) -> bool:
        """Read a user of the demo and type another name into it."""
        self.bench.open_endpoint("own", "User")
        await self._quiet(self.pick_row)
        tab = self._front()
        if tab is None:
            return False
        resource = tab.resource
        await self._quiet(lambda: resource.subject is not None and not resource.tasks.busy)
        if not isValid(tab) or resource.subject is None:
            return False
        resource.show_tab("json")
        editors = self.user.look(JsonEdit, "jsonView", tab)
        if len(editors) != 1:
            return False
        try:
            value = json.loads(editors[0].document().toRawText().replace("\u2029", "\n"))
        except ValueError:
            return False
        value["displayName"] = f"Name {self.dice.randrange(1000)}"
        editors[0].setPlainText(json.dumps(value, indent=2))
        return True

    def compose(self) -> bool:
        session = self._any_session()
        if session is None or self.user.window.tabs.count() >= MOST_TABS:
            return False
        body = json.dumps({"schemas": [], "userName": f"soak{self.dice.random()}"})
        method = self.dice.choice(METHODS)
        draft = ComposeDraft(
            method, self.dice.choice(TARGETS), "X-Soak: 1", body if method != "GET" else ""
        )
        self.bench.requests.compose(session.profile.id, draft)
        tab = as_compose(self.user.window.tabs.current())
        if tab is not None and self.dice.random() < 0.8:
            tab.send()
        return True

    def send_many(self) -> bool:
        """Send a handful at once; the next ones under the same names take their places."""
        session = self._any_session()
        if session is None:
            return False
        for number in range(self.dice.randint(1, 8)):
            self._sent += 1
            request = Request("GET", self.dice.choice(TARGETS), origin="Soak")
            self.bench.tasks.start(f"soak {number}", session.send(request), lambda _exchange: None)
        return True

    def act(self) -> bool:
        action = self.user.window.qt_actions[self.dice.choice(ACTIONS)]
        if not action.isEnabled():
            return False
        action.trigger()
        return True

    def stop_everything(self) -> bool:
        self.bench.stop_everything()
        return True

    def close_tab(self) -> bool:
        tabs = self.user.window.tabs.tabs()
        if not tabs:
            return False
        self.bench.close_tab(self.dice.choice(tabs))
        return True

    def doctor(self) -> bool:
        self.bench.doctor.open(self.dice.choice(self.bench.desk.profiles).id)
        return True

    def save_profile(self) -> bool:
        """Save a profile, half of the time with another connection: its tabs are made anew."""
        profile = self.dice.choice(self.bench.desk.profiles)
        if self.bench.desk.is_temporary(profile.id):
            return False
        changed = replace(profile, notes=f"{self.dice.random()}")
        if self.dice.random() < 0.5:
            page_size = self.dice.choice([10, 100, 500])
            changed = replace(changed, limits=replace(profile.limits, page_size=page_size))
        self.bench.desk.save(ProfileEdit(changed), self.bench.fail)
        return True

    def read_log(self) -> bool:
        table = self.user.window.log_pane.table
        rows = table.model().rowCount()
        if not rows or not table.isVisible():
            return False
        self.user.click_row(table, table.model().index(self.dice.randrange(min(rows, 30)), 1))
        return True

    # --- inside ------------------------------------------------------------------

    def _browse(self) -> BrowseTab | None:
        """Return a list, brought to the front if another tab is there."""
        tabs = self.user.window.tabs
        lists = [tab for one in tabs.tabs() if (tab := as_browse(one)) is not None]
        front = self._front()
        if not lists or (front is not None and self.dice.random() < 0.8):
            return front
        chosen = self.dice.choice(lists)
        tabs.setCurrentWidget(chosen)
        return chosen

    def _front(self) -> BrowseTab | None:
        return as_browse(self.user.window.tabs.current())

    def _table_view(self) -> QTableView | None:
        tab = self._browse()
        found = self.user.look(QTableView, "resourceTable", tab) if tab is not None else []
        return found[0] if len(found) == 1 else None

    def _any_session(self) -> Session | None:
        return self.bench.session_of(self.dice.choice(self.bench.desk.profiles).id)

    async def _pause(self) -> None:
        if self.dice.random() < 0.1:
            await self._settled()
        else:
            await asyncio.sleep(self.dice.choice([0, 0, 0.01, 0.05, 0.2]))

    async def _settled(self) -> None:
        """Wait until nothing runs any more; servers that hang are not waited for."""
        await self._quiet(lambda: not any(scope.busy for scope in self.bench.all_scopes()))
        await asyncio.sleep(_TURN_S)

    async def _quiet(self, seen: Callable[[], object]) -> None:
        """Wait until ``seen`` holds, or long enough."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_IDLE_S):
                while not seen():  # noqa: ASYNC110
                    await asyncio.sleep(_TURN_S)

    def _answer_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget.windowType() == Qt.WindowType.Popup:
                widget.close()
        for dialog in self.user.window.findChildren(QDialog):
            if dialog.isVisible() and self.dice.random() < 0.7:
                dialog.reject()
