"""Typing in a pane reaches the shelf, and what was sent or thrown away leaves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest_asyncio
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from scim_explorer.exchanges.redact import MASK
from scim_explorer.ui.draft_shelf import DraftShelf, PaneDrafts
from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.saved_drafts import Place, draft_of, saved_draft, without_secrets
from scim_explorer.ui.models.working_copy import Draft, Original, Subject
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.ui.recording_server import recording_server
from tests.ui.resource_bench import ANN, BOB, Bench

SUBJECT = Subject("/Users", "1")
NEW = Subject("/Users", "")


class Stage:
    """A shelf, and panes over it."""

    def __init__(self, open_bench: Callable[[DraftShelf], Bench]) -> None:
        self.shelf = DraftShelf()
        self.bench = open_bench(self.shelf)
        self._open = open_bench

    async def reopen(self) -> None:
        """Close the pane and open another one."""
        await self.bench.aclose()
        self.bench = self._open(self.shelf)

    def kept(self, subject: Subject = SUBJECT) -> str | None:
        """Return the text of a draft as a crash would leave it."""
        own = self.bench.pane.keeper._drafts  # no other pane may look
        draft = own.find(subject)
        return None if draft is None else draft.text

    def put(self, draft: Draft, subject: Subject = SUBJECT) -> None:
        """Let a window before have left ``draft`` behind."""
        gone: PaneDrafts = self.shelf.for_pane(self.bench.session)
        gone.keep(subject, draft, "Ann")
        gone.release()

    def rest(self) -> None:
        """Stop typing, and let the second pass at once."""
        self.bench.pane.editor.json.flush()
        self.second()

    def second(self) -> None:
        (timer,) = self.bench.pane.keeper.findChildren(QTimer)
        assert timer.isActive()
        assert timer.interval() == 1000
        timer.timeout.emit()


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    with recording_server() as server:
        server.bodies = {"/Users/1": ANN, "/Users/2": BOB}

        def bench(shelf: DraftShelf) -> Bench:
            return Bench(server, session_for(profile(server.base), MemoryLog()), shelf)

        made = Stage(bench)
        yield made
        await made.bench.aclose()


def as_after_a_crash(draft: Draft) -> Draft:
    saved = saved_draft(Place("d1", "p1", SUBJECT), draft, "Ann")
    return draft_of(without_secrets(saved, session_for(profile()).redaction_rules))


async def test_that_a_change_is_kept_after_a_rest_and_undone_ones_are_not(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')
    assert stage.kept() is None

    stage.rest()
    assert '"Prof"' in (stage.kept() or "")

    stage.bench.type('"Prof"', '"Dr"')
    stage.rest()
    assert stage.kept() is None


async def test_that_typing_without_a_pause_is_kept_every_second(stage: Stage) -> None:
    await stage.bench.load()
    for word in ("P", "Pr", "Pro"):
        stage.bench.type('"title": "', f'"title": "{word}')

        stage.second()
        assert word in (stage.kept() or "")


async def test_that_hiding_the_pane_keeps_at_once(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')

    stage.bench.pane.hide()

    assert '"Prof"' in (stage.kept() or "")


async def test_that_the_window_can_ask_for_what_was_typed_just_now(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')

    stage.shelf.flush()

    assert '"Prof"' in (stage.kept() or "")


async def test_that_a_write_that_was_applied_leaves_no_draft(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')
    stage.rest()

    await stage.bench.send()

    assert stage.bench.verdict == "applied"
    assert stage.kept() is None


async def test_that_discard_leaves_no_draft(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')
    stage.rest()

    stage.bench.pane.discard()

    assert stage.kept() is None


async def test_that_an_untouched_template_is_no_draft(stage: Stage) -> None:
    user = stage.bench.session.schema_set.type_named("User")
    assert user is not None
    stage.bench.pane.new_resource(user)
    stage.rest()
    assert stage.kept(NEW) is None

    stage.bench.type('"userName": ""', '"userName": "eve"')
    stage.bench.pane.show_nothing()
    assert '"eve"' in (stage.kept(NEW) or "")

    stage.bench.pane.new_resource(user)
    assert '"eve"' in stage.bench.json


async def test_that_a_draft_of_a_new_resource_is_opened_and_created(stage: Stage) -> None:
    stage.put(Draft(Original("", {}), '{"userName": "eve"}', "POST"), NEW)

    stage.bench.pane.show_draft(NEW)
    await stage.bench.send()

    assert [(one.method, one.body) for one in stage.bench.server.writes] == [
        ("POST", b'{"userName": "eve"}')
    ]
    assert stage.kept(NEW) is None


async def test_that_a_row_without_an_id_leaves_the_draft_of_a_new_resource_alone(
    stage: Stage,
) -> None:
    stage.put(Draft(Original("", {}), '{"userName": "eve"}', "POST"), NEW)

    stage.bench.pane.show_row(b'{"userName": "x"}', None, "/Users")
    stage.bench.pane.show_nothing()

    assert stage.kept(NEW) == '{"userName": "eve"}'


async def test_that_a_draft_that_was_left_is_shown_with_its_mark(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')
    left = stage.bench.pane.editor.draft("PUT")
    stage.bench.pane.discard()
    await stage.bench.load("2")
    stage.put(as_after_a_crash(left))

    await stage.bench.load()

    assert '"Prof"' in stage.bench.json
    assert stage.bench.child(QLabel, "draftLabel").isVisible()
    assert not stage.bench.child(QWidget, "mergeBar").isVisible()
    await stage.bench.send()
    assert stage.bench.verdict == "applied"
    assert stage.kept() is None


async def test_that_a_draft_of_a_resource_that_changed_meanwhile_is_offered_for_merging(
    stage: Stage,
) -> None:
    stage.put(Draft(Original('{"id": "1", "title": "old"}', {}), '{"title": "mine"}', "PUT"))

    stage.bench.pane.show_draft(SUBJECT)
    shown_at_once = stage.bench.json
    await stage.bench.until(lambda: not stage.bench.pane.reader.is_reading)

    assert shown_at_once == stage.bench.json == '{"title": "mine"}'
    assert stage.bench.child(QWidget, "mergeBar").isVisible()


async def test_that_a_draft_of_a_resource_that_is_gone_can_still_be_read(stage: Stage) -> None:
    gone = Subject("/Users", "9")
    stage.put(Draft(Original('{"id": "9"}', {"id": "9"}), '{"title": "mine"}', "PUT"), gone)

    stage.bench.pane.show_draft(gone)
    await stage.bench.until(lambda: not stage.bench.pane.reader.is_reading)
    await asyncio.sleep(0)

    assert stage.bench.json == '{"title": "mine"}'
    assert stage.bench.child(QWidget, "problemStrip").isVisible()


async def test_that_a_password_that_was_not_kept_is_asked_for_before_sending(stage: Stage) -> None:
    secret = ANN.replace(b'"Dr"', b'"Dr", "password": "hash"')
    stage.bench.server.bodies["/Users/1"] = secret
    text = secret.decode().replace('"hash"', '"n3w"').replace('"Dr"', '"Prof"')
    read = Original(secret.decode(), {}, 'W/"v1"')
    stage.put(as_after_a_crash(Draft(read, text, "PUT")))

    await stage.bench.load()

    assert f'"password": "{MASK}"' in stage.bench.json
    assert not stage.bench.child(QWidget, "mergeBar").isVisible()
    assert not stage.bench.child(QWidget, "sendButton").isEnabled()
    stage.bench.type(MASK, "again")
    stage.rest()
    assert stage.bench.child(QWidget, "sendButton").isEnabled()
    await stage.bench.send()
    assert b'"again"' in stage.bench.server.writes[0].body


async def test_that_operations_come_back_as_typed(stage: Stage) -> None:
    operations = (Operation("replace", "title", '"Prof\u2028"', enabled=False),)
    original = Original(ANN.decode(), {})
    stage.put(as_after_a_crash(Draft(original, ANN.decode(), "PATCH", operations)))

    await stage.bench.load()

    assert stage.bench.pane.foot.method == "PATCH"
    assert stage.bench.pane.editor.patch.content()[0] == operations


async def test_that_a_new_pane_goes_on_where_a_closed_one_was(stage: Stage) -> None:
    await stage.bench.load()
    stage.bench.type('"Dr"', '"Prof"')
    other = stage.shelf.for_pane(stage.bench.session)
    stage.bench.pane.hide()
    assert other.find(SUBJECT) is None

    await stage.reopen()
    await stage.bench.load()

    assert '"Prof"' in stage.bench.json


async def test_that_operations_written_before_the_resource_is_read_in_full_stay(
    stage: Stage,
) -> None:
    operations = (Operation("add", "title", '"Prof"'),)
    stage.bench.pane.show_row(b'{"id": "1", "displayName": "Ann"}', "1", "/Users")
    stage.bench.pane.editor.patch.set_content(operations, None)
    await stage.bench.until(lambda: not stage.bench.pane.reader.is_reading)

    assert '"title": "Dr"' in stage.bench.json
    assert stage.bench.pane.editor.patch.content()[0] == operations


async def test_that_early_operations_do_not_go_over_to_another_resource(stage: Stage) -> None:
    stage.bench.pane.show_row(b'{"id": "1", "displayName": "Ann"}', "1", "/Users")
    stage.bench.pane.editor.patch.set_content((Operation("add", "title", '"Prof"'),), None)

    await stage.bench.load("2")

    assert stage.bench.pane.editor.patch.content() == ((), None)
    assert stage.kept() is not None
