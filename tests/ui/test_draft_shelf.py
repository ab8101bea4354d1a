"""The unsent work of one window, in memory and on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from scim_explorer.problems import Problem
from scim_explorer.profiles.drafts import DraftStore, SavedDraft
from scim_explorer.ui.draft_shelf import DraftShelf, PaneDrafts
from scim_explorer.ui.models.working_copy import Draft, Original, Subject
from tests.client.memory_log import profile, session_for

ANN, BOB = Subject("/Users", "1"), Subject("/Users", "2")
READ = Original('{"title": "Dr"}', {"title": "Dr"})
LIMIT_S = 8


def typed(text: str) -> Draft:
    return Draft(READ, f'{{"title": "{text}"}}', "PUT")


class Window:
    """A shelf over a folder, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.shelf = DraftShelf(DraftStore(folder))
        self.recovered: list[SavedDraft] = []
        self.taken: list[str] = []
        self.failed: list[Problem] = []
        self._turn = asyncio.Event()
        self.shelf.recovered.connect(self._take)
        self.shelf.taken.connect(self.taken.append)
        self.shelf.failed.connect(self._fail)

    def pane(self, profile_id: str = "p1") -> PaneDrafts:
        return self.shelf.for_pane(session_for(profile(id=profile_id)))

    async def load(self) -> list[str]:
        """Take over what is there; return what was typed in it."""
        self.shelf.load()
        await self.told()
        return [one.text for one in self.recovered]

    async def told(self) -> None:
        async with asyncio.timeout(LIMIT_S):
            await self._turn.wait()
        self._turn.clear()

    def close(self) -> None:
        self.shelf.close()

    def _take(self, saved: tuple[SavedDraft, ...]) -> None:
        self.recovered = list(saved)
        self._turn.set()

    def _fail(self, problem: Problem) -> None:
        self.failed.append(problem)
        self._turn.set()


class Windows:
    """One start of the program after the other, or beside it, on one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened: list[Window] = []

    def open(self) -> Window:
        window = Window(self.folder)
        self.opened.append(window)
        return window

    def files(self) -> list[Path]:
        return list(self.folder.rglob("*.json"))


@pytest.fixture
def windows(tmp_path: Path, qapp: QObject) -> Iterator[Windows]:
    made = Windows(tmp_path / "drafts")
    yield made
    for window in made.opened:
        window.close()
        delete(window.shelf)


async def test_that_a_draft_is_there_again_in_the_next_window(windows: Windows) -> None:
    before = windows.open()
    before.pane().keep(ANN, typed("Prof"), "Ann")
    before.close()

    after = windows.open()
    assert await after.load() == ['{"title": "Prof"}']
    assert after.recovered[0].name == "Ann"
    assert after.pane().find(BOB) is None
    assert after.pane("p2").find(ANN) is None
    assert after.taken == []
    assert after.pane().find(ANN) == typed("Prof")
    assert after.taken == [after.recovered[0].id]


async def test_that_the_newest_text_is_the_one_on_disk(windows: Windows) -> None:
    before = windows.open()
    pane = before.pane()
    for number in range(50):
        pane.keep(ANN, typed(str(number)), "Ann")
    before.close()

    assert await windows.open().load() == ['{"title": "49"}']
    assert len(windows.files()) == 1


async def test_that_a_dropped_draft_leaves_no_file(windows: Windows) -> None:
    window = windows.open()
    pane = window.pane()
    pane.keep(ANN, typed("Prof"), "Ann")
    pane.keep(BOB, typed("Prof"), "Bob")
    pane.drop(ANN)
    pane.drop(ANN)
    window.close()

    assert pane.find(ANN) is None
    assert len(windows.files()) == 1


async def test_that_panes_do_not_overwrite_each_other(windows: Windows) -> None:
    window = windows.open()
    one, other = window.pane(), window.pane()
    one.keep(ANN, typed("one"), "Ann")

    assert other.find(ANN) is None
    other.keep(ANN, typed("other"), "Ann")
    other.drop(BOB)
    window.close()

    assert one.find(ANN) == typed("one")
    assert sorted(await windows.open().load()) == ['{"title": "one"}', '{"title": "other"}']


async def test_that_another_pane_goes_on_where_one_was_closed(windows: Windows) -> None:
    window = windows.open()
    one, other = window.pane(), window.pane()
    one.keep(ANN, typed("one"), "Ann")
    one.release()

    assert other.find(ANN) == typed("one")
    other.drop(ANN)
    window.close()

    assert windows.files() == []


async def test_fault_101_two_windows_do_not_lose_each_others_drafts(windows: Windows) -> None:
    first, second = windows.open(), windows.open()
    first.pane().keep(ANN, typed("first"), "Ann")
    second.pane().keep(ANN, typed("second"), "Ann")
    second.pane().keep(BOB, typed("second"), "Bob")
    first.close()
    second.close()

    assert len(await windows.open().load()) == 3


async def test_that_a_deleted_endpoint_takes_its_drafts_along(windows: Windows) -> None:
    before = windows.open()
    before.pane("p1").keep(ANN, typed("x"), "Ann")
    before.pane("p2").keep(ANN, typed("y"), "Ann")
    before.close()
    window = windows.open()
    await window.load()

    window.shelf.forget_profile("p1")
    assert window.pane("p1").find(ANN) is None
    assert len(window.taken) == 1
    window.close()

    assert await windows.open().load() == ['{"title": "y"}']


async def test_that_a_password_is_kept_in_memory_and_not_written(windows: Windows) -> None:
    window = windows.open()
    pane = window.pane()
    pane.keep(ANN, Draft(READ, '{"password": "c4n4ry"}', "PUT"), "Ann")
    window.close()

    assert b"c4n4ry" not in windows.files()[0].read_bytes()
    assert pane.find(ANN) == Draft(READ, '{"password": "c4n4ry"}', "PUT")


async def test_fault_97_a_folder_that_cannot_be_written_is_said_once(windows: Windows) -> None:
    windows.folder.write_bytes(b"in the way")
    window = windows.open()
    pane = window.pane()

    pane.keep(ANN, typed("one"), "Ann")
    await window.told()
    pane.keep(ANN, typed("two"), "Ann")
    windows.folder.unlink()
    pane.keep(ANN, typed("three"), "Ann")
    window.close()

    assert [problem.title for problem in window.failed] == ["Draft not saved"]
    assert pane.find(ANN) == typed("three")
    assert await windows.open().load() == ['{"title": "three"}']


async def test_that_the_same_draft_is_written_once(windows: Windows) -> None:
    window = windows.open()
    pane = window.pane()
    pane.keep(ANN, typed("one"), "Ann")
    pane.keep(ANN, typed("one"), "Another name")
    window.close()

    assert b"Another name" not in windows.files()[0].read_bytes()


async def test_that_flush_asks_every_pane_that_is_there(windows: Windows) -> None:
    window = windows.open()
    one, other, gone = window.pane(), window.pane(), window.pane()
    gone.release()
    asked: list[str] = []
    for pane, name in ((one, "one"), (other, "other"), (gone, "gone")):
        pane.collect = partial(asked.append, name)

    window.shelf.flush()

    assert asked == ["one", "other"]


async def test_that_a_shelf_without_a_folder_keeps_drafts_in_memory(qapp: QObject) -> None:
    shelf = DraftShelf()
    pane = shelf.for_pane(session_for(profile()))
    shelf.load()
    pane.keep(ANN, typed("one"), "Ann")

    assert pane.find(ANN) == typed("one")
    pane.drop(ANN)
    shelf.forget_profile("p1")
    shelf.close()
    assert pane.find(ANN) is None
