"""The table model over a list of which only a part is there."""

from __future__ import annotations

import logging

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.models import resource_table
from scim_explorer.ui.models.page_cache import Mark, PageCache
from scim_explorer.ui.models.resource_table import MARK_ROLE, SENT_ROLE, ResourceTableModel
from scim_explorer.ui.models.table_columns import Column, Kind
from tests.ui.fake_directory import list_body, user

FIRST = Position(start_index=1, cursor=None)
COLUMNS = (
    Column("userName"),
    Column("active", Kind.BOOLEAN),
    Column("meta.lastModified", Kind.DATE),
    Column("age", Kind.NUMBER),
)


def answer(start: int, count: int, total: int) -> ListPage:
    return read_list(list_body([user(n) for n in range(start, start + count)], total))


def model_of(first: ListPage, columns: tuple[Column, ...] = COLUMNS) -> ResourceTableModel:
    model = ResourceTableModel()
    model.show_columns(columns)
    model.show_cache(PageCache(first, 100, FIRST))
    return model


def text(model: ResourceTableModel, row: int, column: int) -> object:
    return model.index(row, column).data()


def test_that_qt_finds_no_fault_while_pages_come_and_the_list_shrinks_and_grows(
    qapp: object, qtmodeltester: ModelTester
) -> None:
    model = ResourceTableModel()
    qtmodeltester.check(model)
    model.show_columns(COLUMNS)
    model.show_cache(PageCache(answer(0, 100, 1_000), 100, FIRST))

    model.add_page(1, answer(100, 100, 1_000))
    model.add_page(9, answer(0, 0, 1_000))
    model.add_page(2, answer(200, 100, 1_000))
    model.show_columns(COLUMNS[:2])
    model.show_columns((*COLUMNS, Column("title")))
    model.show_found((3, 5, 7))
    model.show_found(None)

    assert model.rowCount() == 900


def test_that_a_million_rows_show_what_came_and_nothing_else() -> None:
    model = model_of(answer(0, 100, 1_000_000))

    model.add_page(5_000, answer(500_000, 100, 1_000_000))

    assert model.rowCount() == 1_000_000
    assert text(model, 0, 1) == "user0000000@example.com"
    assert text(model, 500_050, 1) == "user0500050@example.com"
    assert text(model, 700_000, 1) is None
    assert model.row_at(700_000) is None


def test_that_only_the_rows_of_the_page_are_said_to_have_changed() -> None:
    model = model_of(answer(0, 100, 1_000))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom, _: changed.append((top.row(), bottom.row())))

    model.add_page(3, answer(300, 100, 1_000))

    assert changed == [(300, 399)]


def test_that_the_id_is_the_user_role_of_column_0() -> None:
    model = model_of(answer(0, 100, 100))

    assert model.index(7, 0).data(Qt.ItemDataRole.UserRole) == "id-0000007"
    assert model.index(7, 0).data() is None


def test_that_a_repeated_row_says_where_it_stood_first() -> None:
    model = model_of(answer(0, 100, 199))

    model.add_page(1, answer(99, 100, 199))

    index = model.index(100, 0)
    assert index.data(MARK_ROLE) is Mark.REPEATED
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "The same id stands in row 100."
    assert model.index(99, 0).data(Qt.ItemDataRole.ToolTipRole) == ""


def test_fault_88_numbers_and_dates_keep_their_spelling_under_the_sent_role() -> None:
    rows = [user(1, age=10**30), user(2, age=1.0), user(3, age=None)]
    body = list_body(rows, 3).replace(b'"age":1.0', b'"age":1.00e0')
    model = model_of(read_list(body))

    assert [text(model, row, 4) for row in range(3)] == [str(10**30), "1.00e0", ""]
    assert model.index(0, 3).data(SENT_ROLE) == "2026-11-23T13:02:00Z"
    assert text(model, 0, 3) != "2026-11-23T13:02:00Z"


def test_that_hidden_characters_are_written_out() -> None:
    model = model_of(read_list(list_body([user(1, userName="a\u202eb\x00<b>x")], 1)))

    assert text(model, 0, 1) == "a\\u202Eb\\u0000<b>x"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(b"null", id="no object"),
        pytest.param(b'{"id":"a","userName":[[[{}]]]}', id="nested"),
        pytest.param(b'{"id":"a","userName":"\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"id":"a","meta":7,"active":{}}', id="wrong types"),
        pytest.param(b'{"id":"a","age":1e999,"userName":NaN}', id="odd numbers"),
    ],
)
def test_fault_13_no_odd_row_makes_data_raise(row: bytes) -> None:
    model = model_of(read_list(b'{"totalResults":1,"Resources":[' + row + b"]}"))

    shown = [text(model, 0, column) for column in range(model.columnCount())]

    assert all(isinstance(cell, str) for cell in shown[1:])


def test_fault_13_a_row_that_cannot_be_read_shows_error_and_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(row: msgspec.Raw) -> tuple[str, ...]:
        raise RecursionError

    monkeypatch.setattr(resource_table, "cell_reader", lambda _paths: refuse)
    model = model_of(answer(0, 100, 100))
    caplog.set_level(logging.WARNING)

    shown = {text(model, row, 1) for row in range(10)}

    assert shown == {"error"}
    assert len(caplog.records) == 1


def test_that_a_found_row_is_the_row_of_the_list_and_not_of_the_table() -> None:
    model = model_of(answer(0, 100, 100))

    model.show_found((4, 40))

    assert model.rowCount() == 2
    assert text(model, 1, 1) == "user0000040@example.com"
    assert model.view_row_of("id-0000040") == 1
    assert model.view_row_of("id-0000041") is None


def test_that_another_list_forgets_the_cells_of_the_last_one() -> None:
    model = model_of(answer(0, 100, 100))
    before = text(model, 0, 1)

    model.show_cache(PageCache(answer(500, 100, 100), 100, FIRST))

    assert (before, text(model, 0, 1)) == ("user0000000@example.com", "user0000500@example.com")


def test_that_other_columns_read_the_rows_again() -> None:
    model = model_of(answer(0, 100, 100))
    before = text(model, 0, 1)

    model.show_columns((Column("displayName"), Column("userName")))

    assert (before, text(model, 0, 1)) == ("user0000000@example.com", "User 0")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "displayName"


def test_that_the_heading_says_when_the_rows_are_not_in_the_order_asked() -> None:
    model = model_of(answer(0, 100, 100))

    model.show_sort("userName", descending=False, doubted=True)

    words = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert str(words).startswith("userName: not sorted")


def test_that_the_same_order_again_is_no_news_for_the_headings() -> None:
    model = model_of(answer(0, 100, 100))
    told: list[int] = []
    model.headerDataChanged.connect(lambda *_: told.append(1))

    for _ in range(3):
        model.show_sort("userName", descending=True, doubted=False)

    assert len(told) == 1


def test_that_cells_say_attribute_and_value_to_a_screen_reader() -> None:
    model = model_of(answer(0, 100, 200))
    role = Qt.ItemDataRole.AccessibleTextRole

    assert model.index(1, 2).data(role) == "active, true"
    assert model.index(150, 2).data(role) == "not loaded yet"


def test_that_an_index_of_nowhere_has_no_data() -> None:
    assert model_of(answer(0, 100, 100)).data(QModelIndex()) is None


def test_that_a_page_that_came_again_shows_what_it_holds_now() -> None:
    first = read_list(list_body([user(n) for n in range(3_000)], 3_000))
    model = model_of(first)
    for row in range(2_100):
        text(model, row, 1)

    model.add_page(0, read_list(list_body([user(n, userName="new") for n in range(3_000)], 3_000)))

    assert {text(model, row, 1) for row in (0, 2_000, 2_099)} == {"new"}
