from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.page_strip import PageState, PageStrip, blocks_of

LOADED, REPEATED, WAITING = PageState.LOADED, PageState.REPEATED, PageState.WAITING


@given(st.lists(st.sampled_from(PageState), max_size=60), st.integers(1, 20))
def test_that_blocks_cover_all_pages_and_hide_no_repeated_one(
    pages: list[PageState], limit: int
) -> None:
    blocks = blocks_of(pages, limit)

    covered = [page for block in blocks for page in range(block.first, block.last + 1)]
    assert covered == list(range(1, len(pages) + 1))
    assert len(blocks) == min(len(pages), limit)
    assert (REPEATED in pages) == (REPEATED in {block.state for block in blocks})


def test_that_the_tool_tip_names_the_page(qtbot: QtBot) -> None:
    strip = PageStrip()
    qtbot.addWidget(strip)

    strip.set_pages([LOADED, REPEATED])

    assert strip.tip_at(1) == "Page 1: loaded"
    assert strip.tip_at(7) == "Page 2: repeated"
    assert strip.tip_at(5.5) == strip.tip_at(100) == strip.tip_at(-1) == ""


def test_that_merged_pages_are_named_together(qtbot: QtBot) -> None:
    strip = PageStrip(max_blocks=2)
    qtbot.addWidget(strip)

    strip.set_pages([WAITING] * 2000)

    assert strip.tip_at(1) == "Pages 1 to 1,000: waiting"


def test_that_the_states_are_told_in_words(qtbot: QtBot) -> None:
    strip = PageStrip()
    qtbot.addWidget(strip)

    strip.set_pages([LOADED, LOADED, WAITING])

    assert strip.accessibleDescription() == "1 waiting, 2 loaded"


def test_that_it_is_as_wide_as_its_blocks(qtbot: QtBot) -> None:
    strip = PageStrip()
    qtbot.addWidget(strip)
    empty = strip.sizeHint().width()

    strip.set_pages([LOADED] * 3)

    assert (empty, strip.sizeHint().width()) == (0, 17)
    strip.grab()
