"""The dialogs behind the columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from scim_explorer.protocol.list_response import read_list
from scim_explorer.protocol.paging import FIRST
from scim_explorer.ui.column_desk import ColumnDesk
from scim_explorer.ui.dialogs.attributes_dialog import AttributesDialog
from scim_explorer.ui.dialogs.columns_dialog import ColumnsDialog
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.resource_table import ResourceTableModel
from scim_explorer.ui.widgets.resource_table_view import ResourceTableView
from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import USERS, FakeDirectory, list_body, user


class Bench:
    """A desk with a table of one row."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.model = ResourceTableModel(self.window)
        self.table = ResourceTableView(self.model, self.window)
        self.desk = ColumnDesk(FakeDirectory(), USERS, self.model, self.table)
        page = read_list(list_body([user(1, shoeSize=44)], 1))
        self.model.show_cache(PageCache(page, 100, FIRST))

    @property
    def paths(self) -> list[str]:
        return [column.path for column in self.model.columns]


@pytest.fixture
def bench(qapp: object) -> Iterator[Bench]:
    made = Bench()
    yield made
    delete(made.window)


def test_that_a_view_without_columns_shows_the_defaults(bench: Bench) -> None:
    bench.desk.show_columns(ViewSettings())

    assert bench.paths[0] == "userName"


def test_that_widths_go_with_their_paths(bench: Bench) -> None:
    bench.desk.show_columns(ViewSettings(columns=("id", "title"), widths={"id": 321}))

    assert bench.table.columnWidth(1) == 321


def test_that_the_chooser_offers_what_is_only_in_the_rows_and_hands_on_the_choice(
    bench: Bench,
) -> None:
    chosen: list[tuple[str, ...]] = []
    bench.desk.columns_chosen.connect(chosen.append)
    bench.desk.show_columns(ViewSettings(columns=("id",)))

    bench.desk.choose_columns()
    dialog = bench.window.findChild(ColumnsDialog)
    assert dialog is not None
    dialog.picker.model.tick_only(("shoeSize", "id"))
    dialog.ok_button.click()

    assert chosen == [("shoeSize", "id")]


def test_that_the_picker_starts_with_what_is_in_force(bench: Bench) -> None:
    chosen: list[tuple[object, object]] = []
    bench.desk.attributes_chosen.connect(lambda only, without: chosen.append((only, without)))

    bench.desk.choose_attributes(ViewSettings(excluded=("emails",)))
    dialog = bench.window.findChild(AttributesDialog)
    assert dialog is not None
    dialog.ok_button.click()

    assert chosen == [((), ("emails",))]
