"""What a list says of itself, below it and in its middle."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from shiboken6 import delete

from scim_explorer.client.pages import Query
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.panes.browse_pane import BrowsePane
from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import USERS, FakeDirectory, list_body, user
from tests.ui.waiting import until_idle


def unsorted_five(query: Query, _position: Position) -> bytes:
    """Answer with five users in the order 3 1 4 2 5, of which a filter leaves two."""
    rows = [user(number) for number in (3, 1, 4, 2, 5)]
    return list_body(rows[:2] if query.filter else rows, 2 if query.filter else 5)


@pytest_asyncio.fixture
async def pane(qapp: object) -> AsyncIterator[BrowsePane]:
    made = BrowsePane(FakeDirectory(body=unsorted_five), USERS, ViewSettings())
    made.resize(900, 600)
    made.show()
    yield made
    await made.aclose()
    delete(made)


async def search(pane: BrowsePane, text: str = "") -> None:
    await until_idle(pane.tasks, lambda: pane.search_for(text))


async def test_that_the_total_of_a_type_is_told_once_and_never_that_of_a_filter(
    pane: BrowsePane,
) -> None:
    told: list[object] = []
    pane.total_changed.connect(told.append)

    await search(pane, "title pr")
    await search(pane)
    await search(pane)

    assert told == [5]


async def test_that_an_order_that_was_not_kept_is_a_remark_until_another_list_comes(
    pane: BrowsePane,
) -> None:
    view = ViewSettings(sort_by="userName")

    await until_idle(pane.tasks, lambda: pane.bar.view_edited.emit(view))
    assert "not sorted by userName" in pane.foot.remarks.text()

    await until_idle(pane.tasks, lambda: pane.bar.view_edited.emit(ViewSettings()))
    assert pane.foot.remarks.text() == ""


async def test_that_the_state_follows_what_came(pane: BrowsePane) -> None:
    states: list[object] = []
    assert pane.property("state") == "empty"
    pane.tasks.busy_changed.connect(lambda _busy: states.append(pane.property("state")))

    await search(pane)

    assert states[0] == "loading"
    assert pane.property("state") == "ready"
    assert pane.foot.status.text() == "Loaded 5 of 5"
