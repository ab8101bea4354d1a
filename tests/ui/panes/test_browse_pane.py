"""The list of one resource type, as the user meets it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TypeVar

import pytest_asyncio
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMenu, QWidget
from shiboken6 import delete

from scim_explorer.problems import AnswerError, NoReplyError, Problem
from scim_explorer.protocol.schema import Capabilities
from scim_explorer.ui.panes.browse_pane import BrowsePane
from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import USERS, FakeDirectory, list_body, user
from tests.ui.waiting import emitted, until_idle

W = TypeVar("W", bound=QWidget)
REFUSED = AnswerError(
    Problem("Filter refused", '400 invalidFilter: "ew not supported".', "Try sw.", exchange=7),
    400,
    "invalidFilter",
)
SILENT = NoReplyError(Problem("Cannot reach the server", "connection refused", exchange=8))


class Bench:
    """A pane on the screen."""

    def __init__(self, directory: FakeDirectory, view: ViewSettings) -> None:
        self.directory = directory
        self.pane = BrowsePane(directory, USERS, view)
        self.views: list[ViewSettings] = []
        self.chosen: list[tuple[bytes, str | None]] = []
        self.pane.view_changed.connect(self.views.append)
        self.pane.resource_chosen.connect(lambda raw, name: self.chosen.append((raw, name)))
        self.pane.resize(700, 600)
        self.pane.show()

    def child(self, kind: type[W], name: str) -> W:
        found = self.pane.findChild(kind, name)
        assert found is not None
        return found

    @property
    def state(self) -> str:
        return str(self.pane.property("state"))

    def text(self, name: str) -> str:
        return self.child(QLabel, name).text()

    def click(self, name: str) -> None:
        self.child(QAbstractButton, name).click()

    async def search(self, text: str = "") -> None:
        await until_idle(self.pane.tasks, lambda: self.pane.search_for(text))

    async def after(self, action: Callable[[], object]) -> None:
        await until_idle(self.pane.tasks, action)

    def cell(self, row: int, column: int) -> object:
        return self.pane.table.model().index(row, column).data()

    @property
    def headings(self) -> list[object]:
        model = self.pane.table.model()
        return [
            model.headerData(section, Qt.Orientation.Horizontal)
            for section in range(1, model.columnCount())
        ]


Make = Callable[..., Bench]


@pytest_asyncio.fixture
async def make() -> AsyncIterator[Make]:
    made: list[Bench] = []

    def build(directory: FakeDirectory | None = None, view: ViewSettings | None = None) -> Bench:
        made.append(Bench(directory or FakeDirectory(), view or ViewSettings()))
        return made[-1]

    yield build
    for bench in made:
        await bench.pane.aclose()
        delete(bench.pane)


async def test_that_nothing_is_asked_before_the_user_does(make: Make) -> None:
    bench = make()

    assert bench.directory.asked == []
    assert bench.state == "empty"
    assert bench.text("emptyText") == "Nothing has been asked of the server yet."

    await bench.after(lambda: bench.click("emptyButton"))

    assert bench.state == "ready"
    assert bench.text("pageStatus") == "Loaded 100 of 1,000"


async def test_that_enter_sends_the_filter_as_typed(make: Make) -> None:
    bench = make()
    bench.pane.focus_filter()
    QTest.keyClicks(bench.pane.bar.filter_edit, 'userName  EQ "amy" AND title pr ')

    await bench.after(lambda: QTest.keyClick(bench.pane.bar.filter_edit, Qt.Key.Key_Return))

    assert bench.directory.queries[-1].filter == 'userName  EQ "amy" AND title pr '
    assert bench.pane.view.history == ('userName  EQ "amy" AND title pr ',)


async def test_that_stop_takes_the_place_of_search_and_keeps_the_rows(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.directory.gate.clear()
    bench.pane.search_for("x pr")
    assert bench.state == "loading"
    await emitted(bench.pane._status.slow_changed)
    stop = bench.child(QAbstractButton, "stopButton")
    assert stop.isVisible()
    assert not bench.child(QAbstractButton, "searchButton").isVisible()

    stop.click()

    assert bench.state == "partial"
    assert bench.text("pageWhy") == "stopped by you"
    assert bench.child(QAbstractButton, "loadAllButton").text() == "Go on"
    assert bench.pane.table.model().rowCount() == 1_000


async def test_that_going_on_after_a_stopped_search_searches_again(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.directory.gate.clear()
    bench.pane.search_for("x pr")
    await asyncio.sleep(0)
    bench.pane.stop()
    bench.directory.gate.set()

    await bench.after(lambda: bench.click("loadAllButton"))

    assert [query.filter for query in bench.directory.queries] == ["", "x pr", "x pr"]
    assert bench.state == "ready"


async def test_that_a_refused_filter_says_why_and_leaves_the_old_rows(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.directory.error = REFUSED

    await bench.search('emails.value ew "x"')

    assert bench.state == "error stale"
    assert bench.text("problemTitle") == "Filter refused"
    assert bench.text("problemDetail") == '400 invalidFilter: "ew not supported".'
    assert bench.text("problemHint") == "Try sw."
    assert bench.pane.bar.filter_text == 'emails.value ew "x"'
    assert bench.cell(3, 1) == "user0000003@example.com"
    assert await emitted(bench.pane.problem_link, lambda: bench.click("problemLink")) == (7,)


async def test_that_trying_again_takes_the_problem_away(make: Make) -> None:
    bench = make(FakeDirectory(error=SILENT))
    await bench.search()
    assert bench.state == "offline"
    assert bench.text("emptyText") == "No users to show."
    bench.directory.error = None

    await bench.after(lambda: bench.click("retryButton"))

    assert bench.state == "ready"
    assert not bench.pane.strip.isVisible()


async def test_that_no_match_says_so_and_offers_all(make: Make) -> None:
    bench = make(FakeDirectory(rows=0))

    await bench.search('userName eq "nobody"')

    assert bench.state == "empty"
    assert bench.text("emptyText") == "No users match this filter."
    bench.directory.rows = 5

    await bench.after(lambda: bench.click("emptyButton"))

    assert bench.directory.queries[-1].filter == ""
    assert bench.text("pageStatus") == "Loaded 5 of 5"


async def test_that_a_long_wait_is_put_into_words(make: Make) -> None:
    bench = make()
    bench.directory.gate.clear()
    bench.pane.search()
    await asyncio.sleep(0)

    for _ in range(4):
        bench.pane._status.count_second()

    assert bench.text("pageWhy") == "waiting for the server, 4 s"


async def test_that_a_click_on_a_heading_sorts_up_then_down_then_not(make: Make) -> None:
    bench = make()
    await bench.search()
    header = bench.pane.table.horizontalHeader()
    place = QPoint(header.sectionPosition(1) + 60, header.height() // 2)

    for wanted in (("userName", False), ("userName", True), ("", False)):
        await bench.after(
            lambda: QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        )
        query = bench.directory.queries[-1]
        assert (query.sort_by, query.descending) == wanted


async def test_that_rows_that_are_not_sorted_are_said_to_be_so(make: Make) -> None:
    bench = make()

    await bench.after(lambda: bench.pane._ask(ViewSettings(sort_by="userName", descending=True)))

    assert bench.text("pageRemarks") == "not sorted by userName"

    await bench.after(lambda: bench.pane._ask(ViewSettings(sort_by="userName")))

    assert bench.text("pageRemarks") == ""


async def test_that_parameters_that_are_not_the_default_stand_out(make: Make) -> None:
    bench = make()
    await bench.search()
    combo = bench.child(QComboBox, "methodCombo")
    assert not combo.property("chip")
    combo.setCurrentIndex(combo.findData("POST"))

    await bench.after(lambda: combo.activated.emit(combo.currentIndex()))

    assert bench.directory.queries[-1].method == "POST"
    assert combo.property("chip")
    assert bench.views[-1].method == "POST"


async def test_that_the_page_size_is_what_is_asked_for(make: Make) -> None:
    bench = make()
    combo = bench.child(QComboBox, "pageSizeCombo")
    combo.setCurrentIndex(combo.findData(25))

    await bench.after(lambda: combo.activated.emit(combo.currentIndex()))

    assert bench.directory.asked == [(1, 25)]
    assert bench.text("pageStatus") == "Loaded 25 of 1,000"


async def test_that_repeated_rows_are_counted_in_the_foot(make: Make) -> None:
    rows = [user(n) for n in range(5)]
    bench = make(FakeDirectory(body=lambda _q, _p: list_body([*rows, rows[0]], 6)))

    await bench.search()

    assert bench.text("pageRemarks") == "1 repeated on page 1"


async def test_that_a_wrong_total_is_said_when_all_is_loaded(make: Make) -> None:
    bench = make(FakeDirectory(rows=25, reported=50, cap=25))
    await bench.search()

    await bench.after(lambda: bench.click("loadAllButton"))

    assert bench.text("pageRemarks") == "server reported 50, got 25"
    assert bench.pane.table.model().rowCount() == 25
    assert not bench.child(QAbstractButton, "loadAllButton").isVisible()


async def test_that_the_total_is_told_but_not_that_of_a_filter(make: Make) -> None:
    bench = make()
    totals: list[int] = []
    bench.pane.total_changed.connect(totals.append)

    await bench.search()
    bench.directory.rows = 7
    await bench.search('userName sw "a"')
    bench.directory.rows = 1_000
    await bench.search()

    assert totals == [1_000]


async def test_that_a_server_with_cursors_only_is_asked_again_once_that_is_known(
    make: Make,
) -> None:
    bench = make()
    bench.directory.error = REFUSED
    await bench.search()

    bench.directory.error = None
    bench.directory.capabilities = Capabilities(cursor=True, index=False)
    await bench.after(lambda: bench.pane.take_schemas(USERS))
    bench.pane.take_schemas(USERS)

    assert [where for where, _count in bench.directory.asked][:2] == [1, ""]
    assert bench.state == "ready"
    assert not bench.pane.tasks.busy


async def test_that_a_total_of_any_size_is_told(make: Make) -> None:
    bench = make()
    bench.directory.reported = 10**400
    totals: list[int] = []
    bench.pane.total_changed.connect(totals.append)

    await bench.search()

    assert totals == [10**400]


async def test_that_a_row_is_chosen_at_once_with_the_bytes_of_the_list(make: Make) -> None:
    bench = make()
    await bench.search()

    bench.pane.table.selectRow(3)

    raw, name = bench.chosen[-1]
    assert name == "id-0000003"
    assert raw.startswith(b'{"schemas"')


async def test_that_a_row_not_loaded_yet_is_chosen_when_it_comes(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.table.selectRow(500)
    before = list(bench.chosen)

    bench.pane.table.scrollTo(bench.pane.table.model().index(500, 0))
    await emitted(bench.pane.resource_chosen)

    assert before == []
    assert bench.chosen[-1][1] == "id-0000500"


async def test_that_enter_opens_the_row(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.table.selectRow(2)

    opened = await emitted(
        bench.pane.resource_opened,
        lambda: QTest.keyClick(bench.pane.table, Qt.Key.Key_Return),
    )

    assert opened[1] == "id-0000002"


async def test_that_the_selection_survives_the_same_search_without_choosing_anew(
    make: Make,
) -> None:
    bench = make()
    await bench.search()
    bench.pane.table.selectRow(4)

    await bench.search()

    assert bench.pane.table.currentIndex().row() == 4
    assert len(bench.chosen) == 1


async def test_that_a_refresh_stays_where_the_user_is_and_ignores_what_is_being_typed(
    make: Make,
) -> None:
    bench = make()
    await bench.search("active eq true")
    bench.pane.table.verticalScrollBar().setValue(40)
    bench.pane.table.selectRow(45)
    bench.pane.bar.filter_edit.setText("half a filt")

    await bench.after(bench.pane.refresh)

    assert bench.directory.queries[-1].filter == "active eq true"
    assert bench.pane.table.visible_rows()[0] == 40
    assert bench.pane.table.currentIndex().row() == 45
    assert bench.pane.bar.filter_text == "half a filt"


async def test_that_another_search_starts_at_the_top(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.table.verticalScrollBar().setValue(40)

    await bench.search("active eq true")

    assert bench.pane.table.visible_rows()[0] == 0


async def test_that_what_was_learned_about_the_server_shows_at_once(make: Make) -> None:
    bench = make()
    await bench.search()
    combo = bench.child(QComboBox, "sortCombo")
    assert combo.findData("userName") > 0

    bench.pane.take_schemas(replace(USERS, schema="urn:unknown", extensions=()))

    assert combo.findData("userName") == -1


async def test_that_find_narrows_what_is_loaded_and_says_so(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.open_find()

    QTest.keyClicks(bench.pane.find_bar.edit, "USER0000042")
    await until_idle(bench.pane.local.tasks)

    assert bench.text("pageStatus") == "1 of the 100 loaded"
    assert bench.cell(0, 1) == "user0000042@example.com"

    QTest.keyClick(bench.pane.find_bar.edit, Qt.Key.Key_Escape)

    assert bench.text("pageStatus") == "Loaded 100 of 1,000"
    assert not bench.pane.find_bar.isVisible()


async def test_that_loaded_rows_are_sorted_here_until_the_server_is_asked_to(make: Make) -> None:
    bench = make(view=ViewSettings(columns=("userName",)))
    await bench.search()
    bench.pane.sort_menu.requested.emit("userName", True)
    await until_idle(bench.pane.local.tasks)

    assert bench.cell(0, 1) == "user0000099@example.com"
    assert bench.text("pageStatus") == "Loaded 100 of 1,000"
    assert bench.text("pageOwnOrder") == "sorted here by userName"
    assert len(bench.directory.asked) == 1

    await bench.after(lambda: bench.pane.table.sort_requested.emit("userName"))

    assert bench.text("pageOwnOrder") == ""
    assert bench.views[-1].sort_by == "userName"
    assert len(bench.directory.asked) == 2


async def test_that_a_filter_in_the_search_field_is_evaluated_here(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.open_find()

    QTest.keyClicks(bench.pane.find_bar.edit, 'userName ew "7@example.com"')
    await until_idle(bench.pane.local.tasks)

    assert bench.text("pageStatus") == "10 of the 100 loaded match"
    assert len(bench.directory.asked) == 1


async def test_that_a_search_that_finds_nothing_says_so_and_ends_with_a_click(make: Make) -> None:
    bench = make()
    await bench.search()
    bench.pane.open_find()
    QTest.keyClicks(bench.pane.find_bar.edit, "nobody")
    await until_idle(bench.pane.local.tasks)

    assert bench.text("emptyText") == "None of the 100 loaded users match."

    bench.click("emptyButton")

    assert bench.text("pageStatus") == "Loaded 100 of 1,000"
    assert bench.pane.table.isVisible()


async def test_that_copy_takes_values_as_sent(make: Make) -> None:
    rows = [user(1, displayName='a\t"b"'), user(2)]
    view = ViewSettings(columns=("displayName", "meta.lastModified"))
    bench = make(FakeDirectory(body=lambda _q, _p: list_body(rows, 2)), view)
    await bench.search()
    bench.pane.table.selectAll()

    QTest.keySequence(bench.pane.table, "Ctrl+C")

    assert QGuiApplication.clipboard().text() == (
        '"a\t""b"""\t2026-11-23T13:02:00Z\nUser 2\t2026-11-23T13:02:00Z'
    )


async def test_that_the_menu_filters_by_the_value_under_the_pointer(make: Make) -> None:
    bench = make()
    await bench.search()
    table = bench.pane.table
    menu = bench.pane.menu.menu_at(table.visualRect(table.model().index(2, 1)).center())
    assert menu is not None
    action = next(one for one in menu.actions() if "Filter by" in one.text())

    await bench.after(action.trigger)

    assert bench.directory.queries[-1].filter == 'userName eq "user0000002@example.com"'


async def test_that_proposed_values_are_those_of_the_rows_shown(make: Make) -> None:
    names = ["amy"]
    bench = make(FakeDirectory(body=lambda _q, _p: list_body([user(1, userName=names[0])], 1)))
    shown = []
    for name in ("amy", "bo"):
        names[0] = name
        await bench.search()
        bench.pane.bar.filter_edit.setText("userName eq ")
        bench.pane.bar.completion.propose()
        shown.append(bench.pane.bar.completion.model.index(0, 0).data())
        bench.pane.bar.completion.popup.hide()

    assert shown == ['"amy"', '"bo"']


async def test_that_a_template_takes_values_of_the_current_row_and_waits_to_be_sent(
    make: Make,
) -> None:
    bench = make()
    await bench.search()
    bench.pane.table.selectRow(2)
    button = bench.pane.bar.templates_button
    button.templates_menu.aboutToShow.emit()
    entra = button.templates_menu.actions()[0].menu()
    assert isinstance(entra, QMenu)

    next(one for one in entra.actions() if "by userName" in one.text()).trigger()

    assert bench.pane.bar.filter_text == 'userName eq "user0000002@example.com"'
    assert not bench.pane.tasks.busy
    await bench.after(lambda: QTest.keyClick(bench.pane.bar.filter_edit, Qt.Key.Key_Return))
    assert bench.directory.queries[-1].plus


async def test_that_a_resource_without_id_cannot_be_deleted(make: Make) -> None:
    bench = make(FakeDirectory(body=lambda _q, _p: list_body([user(1, id=None)], 1)))
    await bench.search()
    menu = bench.pane.menu.menu_at(QPoint(100, 10))
    assert menu is not None

    enabled = {one.text(): one.isEnabled() for one in menu.actions()}

    assert not enabled["&Delete..."]
    assert enabled["&Open"]


async def test_that_columns_chosen_are_shown_and_remembered(make: Make) -> None:
    bench = make()
    await bench.search()

    bench.pane._take_columns(("id", "name.givenName", "nickName"))

    assert bench.headings == ["id", "name.givenName", "nickName"]
    assert bench.views[-1].columns == ("id", "name.givenName", "nickName")


async def test_that_a_column_dragged_elsewhere_changes_the_order_only_once(make: Make) -> None:
    bench = make(view=ViewSettings(columns=("userName", "displayName", "active")))
    await bench.search()
    header = bench.pane.table.horizontalHeader()

    header.moveSection(3, 1)

    assert bench.headings == ["active", "userName", "displayName"]
    assert [header.visualIndex(section) for section in range(4)] == [0, 1, 2, 3]
    assert bench.views[-1].columns == ("active", "userName", "displayName")


async def test_that_a_width_is_remembered_by_the_path_of_its_column(make: Make) -> None:
    bench = make(view=ViewSettings(columns=("userName", "displayName")))
    await bench.search()

    bench.pane.table.horizontalHeader().resizeSection(1, 333)

    assert bench.views[-1].widths == {"userName": 333}


async def test_that_attributes_asked_for_reach_the_query(make: Make) -> None:
    bench = make()
    await bench.search()

    await bench.after(lambda: bench.pane._take_attributes(("userName",), ()))

    assert bench.directory.queries[-1].attributes == ("userName",)
    assert bench.child(QAbstractButton, "attributesButton").text() == "Attributes: only 1"


async def test_that_a_server_with_cursors_only_is_asked_for_a_cursor(make: Make) -> None:
    bench = make(
        FakeDirectory(
            capabilities=Capabilities(cursor=True, index=False),
            body=lambda _q, _p: list_body([user(1)], None, nextCursor="n"),
        )
    )

    await bench.search()

    assert bench.directory.asked[0] == ("", 100)
    assert bench.text("pageStatus") == "Loaded 1"


async def test_that_scrolling_loads_what_is_on_the_screen(make: Make) -> None:
    bench = make(FakeDirectory(rows=1_000_000))
    await bench.search()

    bench.pane.table.verticalScrollBar().setValue(654_321)
    await emitted(bench.pane._loader.added)

    assert bench.directory.asked[1:] == [(654_301, 100)]
    assert bench.cell(654_321, 1) == "user0654321@example.com"


async def test_that_every_named_widget_says_its_name_to_a_screen_reader(make: Make) -> None:
    bench = make()
    names = (
        "browsePane filterEdit searchButton stopButton filterHistoryButton sortCombo "
        "pageSizeCombo methodCombo attributesButton columnsButton resourceTable pageStatus "
        "loadAllButton loadMoreButton problemStrip"
    )

    silent = [
        name
        for name in names.split()
        if not (bench.pane if name == "browsePane" else bench.child(QWidget, name)).accessibleName()
    ]

    assert silent == []


async def test_that_loading_all_says_how_many_requests_it_made(make: Make) -> None:
    bench = make(FakeDirectory(rows=25_000))
    await bench.search()

    await until_idle(bench.pane.tasks, lambda: bench.click("loadAllButton"))

    assert bench.text("pageWhy") == "paused; requests made: 100"
    assert bench.child(QAbstractButton, "loadAllButton").text() == "Go on"
