"""What the foot says about a list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paging import FIRST, FIRST_BY_CURSOR
from scim_explorer.ui.list_status import Why
from scim_explorer.ui.models.local_rows import LocalState
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.widgets.page_foot import PageFoot, page_states
from scim_explorer.ui.widgets.page_strip import PageState
from tests.ui.fake_directory import list_body, user


def answer(start: int, count: int, total: int | None, **members: object) -> ListPage:
    rows = [user(n) for n in range(start, start + count)]
    return read_list(list_body(rows, total, **members))


@pytest.fixture
def foot(qtbot: QtBot) -> PageFoot:
    made = PageFoot()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("total", "local", "words"),
    [
        (1_104, LocalState(), "Loaded 100 of 1,104"),
        (1_104, LocalState(2, 100), "2 of the 100 loaded"),
        (1_104, LocalState(2, 100, is_filter=True), "2 of the 100 loaded match"),
        (1_104, LocalState(2, 50, is_searching=True), "Searching the 100 loaded..."),
        pytest.param(None, LocalState(), "Loaded 100", id="no total"),
    ],
)
def test_status(foot: PageFoot, total: int | None, local: LocalState, words: str) -> None:
    foot.show_progress(PageCache(answer(0, 100, total), 100, FIRST), (), local)

    assert foot.status.text() == words


def test_that_an_order_of_our_own_is_said_to_be_one(foot: PageFoot) -> None:
    cache = PageCache(answer(0, 100, 1_104), 100, FIRST)
    foot.show()
    foot.resize(700, foot.height())
    said = []

    for local in (LocalState(None, 100, sorted_by="title"), LocalState()):
        foot.show_progress(cache, (), local)
        said.append((foot.own_order.text(), foot.own_order.isVisible()))

    assert said == [("sorted here by title", True), ("", False)]


def test_that_a_narrow_foot_keeps_the_sign_of_our_own_order(qtbot: QtBot) -> None:
    # Within another, as in the pane: a window of its own gets as wide as its words.
    pane = QWidget()
    qtbot.addWidget(pane)
    foot = PageFoot(pane)
    cache = PageCache(answer(0, 100, 1_104), 100, FIRST)
    foot.show_progress(cache, (), LocalState(41, 100, sorted_by="title"))
    pane.show()

    foot.resize(310, foot.sizeHint().height())
    layout, sign = foot.layout(), foot.findChild(QLabel, "pageOwnOrderIcon")
    assert layout is not None
    assert isinstance(sign, QLabel)
    layout.activate()

    assert not foot.own_order.isVisible()
    assert sign.isVisible()
    assert sign.accessibleName().startswith("The 100 loaded are sorted here by title.")
    assert foot.status.width() >= foot.status.sizeHint().width()


def test_that_a_wrong_total_is_said_only_at_the_end(foot: PageFoot) -> None:
    cache = PageCache(answer(0, 100, 250), 100, FIRST)
    before = foot.remarks_on(cache)

    cache.add(1, answer(100, 25, 250))
    cache.add(1, answer(125, 0, 250))

    assert before == ()
    assert foot.remarks_on(cache) == ("server reported 250, got 125",)


def test_that_repeats_are_named_by_page_and_the_rest_counted(foot: PageFoot) -> None:
    cache = PageCache(answer(0, 10, 100), 10, FIRST)
    for page in range(1, 6):
        cache.add(page, answer(page * 10 - page, 10, 100))

    remarks = foot.remarks_on(cache)

    assert remarks[0] == "1 repeated on page 2"
    assert len(remarks) == 4
    assert "2 more" in remarks[3]


def test_that_a_cursor_loop_and_ignored_paging_are_put_into_words(foot: PageFoot) -> None:
    loop = PageCache(answer(0, 10, None, nextCursor="a"), 10, FIRST_BY_CURSOR)
    loop.add(1, answer(10, 10, None, nextCursor="a"))
    ignored = PageCache(answer(0, 20, 100), 100, FIRST)
    ignored.add(1, answer(0, 20, 100))

    assert foot.remarks_on(loop) == ("the server gave the same cursor twice",)
    assert foot.remarks_on(ignored) == (
        "server reported 100, got 20",
        "page 2 held only rows seen before",
    )


@pytest.mark.parametrize(
    ("why", "waiting_s", "requests", "words", "button"),
    [
        (Why.NOTHING, 0, 0, "", "Load all"),
        (Why.NOTHING, 0, 1_012, "requests made: 1,012", "Load all"),
        (Why.STOPPED, 0, 0, "stopped by you", "Go on"),
        (Why.PAUSED, 0, 200, "paused; requests made: 200", "Go on"),
        (Why.NOTHING, 4, 7, "waiting for the server, 4 s", "Load all"),
    ],
)
def test_why(
    foot: PageFoot, why: Why, waiting_s: int, requests: int, words: str, button: str
) -> None:
    foot.show_why(why, waiting_s=waiting_s, requests=requests)

    assert foot.why.text() == words
    assert foot.load_all.text() == button


def test_that_the_strip_has_a_block_a_page() -> None:
    cache = PageCache(answer(0, 10, 50), 10, FIRST)
    cache.add(2, answer(19, 10, 50))
    cache.add(3, answer(9, 10, 50))

    assert page_states(cache, (1,)) == (
        PageState.LOADED,
        PageState.RUNNING,
        PageState.LOADED,
        PageState.REPEATED,
        PageState.WAITING,
    )


def test_that_a_million_pages_have_no_strip() -> None:
    assert page_states(PageCache(answer(0, 1, 1_000_000), 1, FIRST), ()) == ()


def test_that_the_count_is_whole_where_the_room_is_narrow(foot: PageFoot) -> None:
    foot.show_progress(PageCache(answer(0, 100, 1_000_000), 100, FIRST), (), LocalState())
    foot.show_buttons(more=True)
    foot.show()

    foot.resize(310, foot.height())

    assert foot.status.width() >= foot.status.sizeHint().width()


def test_that_the_foot_fits_a_narrow_split(foot: PageFoot) -> None:
    foot.show_remarks(("server reported 1,000,000, got 20", "1 repeated on page 2"))

    assert foot.minimumSizeHint().width() <= 300
