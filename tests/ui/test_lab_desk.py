"""The filter lab at work in a browse pane."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest_asyncio
from PySide6.QtTest import QTest
from shiboken6 import delete

from scim_explorer.problems import AnswerError, Problem
from scim_explorer.protocol.filters.row_edits import negate
from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import FakeDirectory, list_body, user
from tests.ui.lab_bench import ACTIVE, PEOPLE, Benches, answering
from tests.ui.waiting import until_idle


@pytest_asyncio.fixture
async def make(qapp: object) -> AsyncIterator[Benches]:
    benches = Benches()
    yield benches
    for one in benches.made:
        await one.pane.aclose()
        delete(one.pane)


async def test_that_a_filter_is_tried_on_what_is_loaded_while_it_is_typed(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()

    await bench.type(ACTIVE)

    assert bench.said == "Local: 6 of all 9 users match. The server was not asked for this filter."
    assert len(bench.directory.queries) == 1
    assert bench.parts == [(ACTIVE, "6 / 9")]


async def test_that_it_is_said_what_provisioning_clients_never_send(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()

    await bench.type("active eq true or title pr")
    assert bench.panel.habit.text() == "Entra ID and Okta never send or, pr."

    await bench.type(ACTIVE)
    assert not bench.panel.habit.isVisible()


async def test_that_a_right_answer_is_confirmed(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()

    await bench.search(ACTIVE)

    assert bench.said.startswith("Server and local agree: 6 of all 9 users")
    assert bench.judge.doubted == 0
    assert bench.pane.foot.remarks.text() == ""


async def test_that_wrong_rows_and_missing_ones_are_shown(make: Benches) -> None:
    bench = make(answering(0, 1))
    await bench.search()
    bench.lab.open()

    await bench.search(ACTIVE)

    assert bench.said.endswith("1 missing, 1 extra.")
    assert bench.rows[:2] == [
        ("extra", "user0000000@example.com"),
        ("missing", "user0000001@example.com"),
    ]
    bench.panel.rows.table.selectRow(0)
    assert bench.parts == [(ACTIVE, "false  false")]


async def test_that_the_missing_are_found_by_loading_all_from_the_lab(make: Benches) -> None:
    bench = make(answering(1))
    await bench.search(ACTIVE)
    bench.lab.open()
    await bench.judged()
    assert bench.said == "All 5 that came match. Whether some are missing is not known."
    assert bench.panel.load_button.text() == "Load all users"

    await until_idle(bench.judge.known.tasks, bench.panel.load_button.click)
    await bench.judged()

    assert bench.said.endswith("1 missing, 0 extra.")
    assert not bench.panel.load_button.isVisible()
    assert bench.pane.foot.status.text() == "Loaded 5 of 5"


async def test_that_a_projection_is_judged_by_what_was_read_in_full(make: Benches) -> None:
    bench = make(answering(0), ViewSettings(attributes=("id",)))
    bench.lab.open()
    await bench.search(ACTIVE)
    assert bench.judge.doubted == 0

    await until_idle(bench.judge.known.tasks, bench.panel.load_button.click)
    await bench.judged()

    assert bench.said.endswith("0 missing, 1 extra.")


async def test_that_the_builder_and_the_text_follow_each_other(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.type(ACTIVE)
    builder = bench.panel.builder
    assert builder.model.rowCount() == 1

    builder.bar.edit_wanted.emit(negate)

    assert bench.pane.bar.filter_edit.text() == "not (active eq true)"

    await bench.judged()

    assert bench.said.startswith("Local: 3 of all 9 users match.")


async def test_that_text_that_is_no_filter_judges_nothing(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.type(ACTIVE)

    await bench.type("active eq")

    assert bench.said.startswith("This is no filter yet. Column 10: ")
    assert bench.rows == []

    await bench.type("")

    assert bench.said == "Type a filter to see what it matches."


async def test_that_a_row_of_the_list_is_explained(make: Benches) -> None:
    bench = make(answering())
    bench.lab.open()
    await bench.search(ACTIVE)

    bench.pane.select_first()

    assert bench.parts == [(ACTIVE, "true  true")]


async def test_that_a_part_marks_its_place_in_the_text(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.type("userName pr and title pr")
    clauses = bench.panel.clauses
    top = clauses.model().index(0, 0)

    clauses.activated.emit(clauses.model().index(1, 0, top))

    assert bench.pane.bar.filter_edit.textCursor().selectedText() == "title pr"


async def test_that_a_row_opened_in_the_lab_is_handed_on(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.type(ACTIVE)
    told: list[tuple[bytes, object]] = []
    bench.pane.resource_opened.connect(lambda raw, name: told.append((raw, name)))

    bench.panel.rows.table.activated.emit(bench.panel.rows.model.index(0, 0))

    assert json.loads(told[0][0])["id"] == told[0][1] == "id-0000001"


async def test_that_closing_the_lab_gives_the_focus_to_the_filter(make: Benches) -> None:
    bench = make(answering())
    bench.pane.activateWindow()
    bench.pane.bar.lab_button.click()
    assert bench.lab.is_open
    assert QTest.qWaitForWindowActive(bench.pane)
    bench.panel.rows.table.setFocus()

    bench.panel.close_button.click()

    assert not bench.lab.is_open
    assert bench.pane.bar.filter_edit.hasFocus()


async def test_that_the_request_to_come_is_shown_and_its_blanks_can_be_chosen(
    make: Benches,
) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    await bench.type(ACTIVE)
    wire = bench.panel.wire
    assert "filter=active eq true" in wire.decoded_row.text.toPlainText()
    assert "filter=active%20eq%20true" in wire.wire_row.text.toPlainText()

    wire.choice.buttons()[1].click()

    assert "filter=active+eq+true" in wire.wire_row.text.toPlainText()
    assert bench.pane.view.plus
    assert len(bench.directory.queries) == 1


async def test_that_a_filter_on_what_is_kept_back_marks_no_row(make: Benches) -> None:
    bench = make(FakeDirectory(body=lambda _query, _position: list_body(PEOPLE, len(PEOPLE))))
    await bench.search()
    bench.lab.open()

    await bench.search('password eq "x"')

    assert "nothing can be said" in bench.said
    assert {fate for fate, _ in bench.rows} == {"no match"}


async def test_that_a_filter_the_server_refused_was_asked_for(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    bench.directory.error = AnswerError(Problem("Filter refused", "400"), 400, "invalidFilter")

    await bench.search(ACTIVE)

    assert bench.said == "Local: 6 of all 9 users match. The server gave no list for this filter."


async def test_that_typing_in_the_lab_does_not_take_the_doubt_off_the_list(make: Benches) -> None:
    bench = make(answering(0, 3))
    await bench.search(ACTIVE)
    bench.lab.open()
    await bench.judged()

    await bench.type("title pr")
    await bench.type("title")
    assert bench.pane.foot.remarks.text() == "2 do not match the filter"

    bench.lab.close()
    await until_idle(bench.judge.tasks)

    assert bench.pane.foot.remarks.text() == "2 do not match the filter"


async def test_that_the_newer_bytes_of_a_resource_count(make: Benches) -> None:
    bench = make(answering())
    await bench.search()
    bench.lab.open()
    changed = [user(number, title="chief") for number in (1, 2, 4, 5, 7, 8)]
    bench.directory.body = lambda _query, _position: list_body(changed, 6)
    await bench.search(ACTIVE)

    await bench.type('title eq "chief"')

    assert bench.said.startswith("Local: 6 of all 9 users match.")
