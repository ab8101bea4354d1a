"""Which resource of the table is chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from shiboken6 import delete

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.models.page_cache import PageCache, Row
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.models.table_columns import Column
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.widgets.row_choice import RowChoice
from tests.ui.fake_directory import list_body, user


def answer(start: int, count: int, total: int) -> ListPage:
    return read_list(list_body([user(n) for n in range(start, start + count)], total))


class Bench:
    """A table of 100 rows of 300."""

    def __init__(self) -> None:
        self.model = ResourceTableModel()
        self.model.show_columns((Column("userName"),))
        self.show(0)
        self.view = ResourceTableView(self.model)
        self.model.setParent(self.view)
        self.choice = RowChoice(self.view, self.model)
        self.chosen: list[str | None] = []
        self.choice.chosen.connect(self._note)

    def show(self, first: int) -> None:
        self.model.show_cache(PageCache(answer(first, 100, 300), 100, FIRST))

    def _note(self, row: Row) -> None:
        self.chosen.append(row.id)


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    made = Bench()
    yield made
    delete(made.view)


def test_that_a_row_is_chosen_once_however_many_pages_come(bench: Bench) -> None:
    bench.view.selectRow(3)

    bench.model.add_page(1, answer(100, 100, 300))
    bench.choice.rows_came()

    assert bench.chosen == ["id-0000003"]


def test_that_a_placeholder_is_chosen_when_it_is_loaded(bench: Bench) -> None:
    bench.view.selectRow(150)
    bench.choice.rows_came()
    assert bench.chosen == []

    bench.model.add_page(1, answer(100, 100, 300))
    bench.choice.rows_came()

    assert bench.chosen == ["id-0000150"]


def test_that_the_same_resource_is_selected_where_it_stands_in_another_list(bench: Bench) -> None:
    bench.view.selectRow(60)
    bench.choice.keep()

    bench.show(50)
    bench.choice.restore()

    assert bench.view.currentIndex().row() == 10
    assert bench.chosen == ["id-0000060"]


def test_that_a_resource_that_is_gone_leaves_no_selection(bench: Bench) -> None:
    bench.view.selectRow(60)
    bench.choice.keep()

    bench.show(200)
    bench.choice.restore()

    assert bench.choice.row is None
