"""One resource in the window, over a real session and a server that keeps every byte."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from scim_explorer.client.resources import Query, fetch_page
from scim_explorer.profiles.profile import Auth, AuthKind, Environment, Limits
from scim_explorer.protocol.merge import Side
from scim_explorer.ui.dialogs.delete_dialog import DeleteDialog
from scim_explorer.ui.dialogs.merge_dialog import MergeDialog
from scim_explorer.ui.dialogs.review_dialog import ReviewDialog
from scim_explorer.ui.models.patch_operations import Operation
from tests.client.memory_log import MemoryLog, profile, session_for
from tests.servers.fixtures import REAL_SERVERS, ScimServer
from tests.ui.recording_server import RecordingServer, Reply, recording_server
from tests.ui.resource_bench import ANN, BOB, Bench

ODD = (
    '{"id": "1", "n": 1.0, "big": 12345678901234567890, "exp": 1E+2, "twice": 1, "twice": 2,'
    '\t"space": "a\u00a0b", "line": "a\u2028b\u2029c", "esc": "\\u00e4\\/\\ud800",\r\n'
    ' "title": "Dr", "emoji": "\U0001f600" }'
).encode()


MakeBench = Callable[..., Bench]


@pytest_asyncio.fixture
async def make() -> AsyncIterator[MakeBench]:
    with recording_server() as server:
        server.bodies = {"/Users/1": ANN, "/Users/2": BOB}
        made: list[Bench] = []

        def bench(**changes: object) -> Bench:
            one = Bench(server, session_for(profile(server.base, **changes), MemoryLog()))
            made.append(one)
            return one

        yield bench
        for one in made:
            await one.aclose()


# --- reading -----------------------------------------------------------------------


async def test_that_a_row_is_shown_at_once_and_read_in_full_after_a_rest(make: MakeBench) -> None:
    bench = make()

    bench.pane.show_row(b'{"id": "1", "displayName": "Ann"}', "1", "/Users")
    at_once = bench.text("resourceTitle"), len(bench.server.requests)
    await bench.until(lambda: bench.pane.editor.original.is_whole)

    assert at_once == ("Ann", 0)
    assert '"userName": "ann"' in bench.json
    assert [one.path for one in bench.server.requests] == ["/Users/1"]


async def test_that_walking_over_rows_reads_only_the_one_it_rests_on(make: MakeBench) -> None:
    bench = make()

    bench.pane.show_row(ANN, "1", "/Users")
    bench.pane.show_row(BOB, "2", "/Users")
    await bench.until(lambda: bench.pane.editor.original.is_whole)

    assert [one.path for one in bench.server.requests] == ["/Users/2"]


async def test_that_a_row_without_id_cannot_be_sent(make: MakeBench) -> None:
    bench = make()

    bench.pane.show_row(b'{"userName": "ann"}', None, "/Users")

    assert not bench.child(QPushButton, "sendButton").isEnabled()
    assert bench.text("changesLabel") == "no id"
    assert not bench.pane.reader.is_reading


async def test_that_a_failed_read_keeps_the_row_and_says_why(make: MakeBench) -> None:
    bench = make()

    bench.pane.show_row(b'{"id": "9", "displayName": "Gone"}', "9", "/Users")
    await bench.until(lambda: bench.pane.property("state") == "error")

    assert bench.text("problemTitle") == "Not found"
    assert bench.text("resourceTitle") == "Gone"


async def test_that_a_reference_is_followed_and_back_returns(make: MakeBench) -> None:
    bench = make()
    group = {"id": "g", "displayName": "All", "members": [{"value": "2", "type": "User"}]}
    bench.server.bodies["/Groups/g"] = json.dumps(group).encode()
    await bench.load("g", "/Groups")

    form = bench.pane.editor.form
    members = next(
        index
        for index in (form.form.index(row, 0) for row in range(form.form.rowCount()))
        if index.data() == "members"
    )
    form.setCurrentIndex(form.form.index(0, 0, members))
    QTest.keyClick(form, Qt.Key.Key_Return)
    await bench.until(lambda: bench.text("resourceTitle") == "Bob")
    bench.pane.back()
    await bench.until(lambda: bench.text("resourceTitle") == "All")
    bench.pane.forward()
    await bench.until(lambda: bench.text("resourceTitle") == "Bob")

    assert [one.path for one in bench.server.requests] == [
        "/Groups/g",
        "/Users/2",
        "/Groups/g",
        "/Users/2",
    ]


async def test_that_groups_of_a_user_are_asked_for_only_on_demand(make: MakeBench) -> None:
    bench = make()
    listed = {"totalResults": 1, "Resources": [{"id": "g", "displayName": "All"}]}
    bench.server.bodies["/Groups"] = json.dumps(listed).encode()
    await bench.load()
    before = len(bench.server.requests)

    form = bench.pane.editor.form
    offer = form.form.index(form.form.rowCount() - 1, 1)
    form.clicked.emit(offer)
    await bench.until(lambda: form.form.rowCount(offer.siblingAtColumn(0)) == 1)

    assert before == 1
    assert form.form.index(0, 1, offer.siblingAtColumn(0)).data() == "All"
    assert offer.data() == "1, asked with members.value eq"


# --- PUT ---------------------------------------------------------------------------


async def test_that_a_put_sends_every_untouched_byte_as_received(make: MakeBench) -> None:
    bench = make()
    bench.server.bodies["/Users/1"] = ODD
    await bench.load()
    bench.pane.editor.json.pretty_button.click()

    bench.type('"Dr"', '"Prof"')
    await bench.send()

    assert bench.server.writes[0].body == ODD.replace(b'"Dr"', b'"Prof"')


async def test_that_the_pretty_layout_keeps_every_token(make: MakeBench) -> None:
    bench = make()
    bench.server.bodies["/Users/1"] = ODD
    await bench.load()

    bench.type('"Dr"', '"Prof"')
    await bench.send()

    sent = bench.server.writes[0].body.decode()
    for token in (
        '"n": 1.0,',
        '"big": 12345678901234567890,',
        '"exp": 1E+2,',
        '"twice": 1,\n  "twice": 2,',
        '"a\u00a0b"',
        '"a\u2028b\u2029c"',
        '"\\u00e4\\/\\ud800"',
        '"\U0001f600"',
    ):
        assert token in sent


async def test_that_a_write_read_again_as_typed_is_applied_and_clears_the_changes(
    make: MakeBench,
) -> None:
    bench = make()
    bench.server.etags["/Users/1"] = 'W/"a1f"'
    await bench.load()

    bench.type('"Dr"', '"Prof"')
    await bench.send()

    assert bench.verdict == "applied"
    assert bench.text("verdictTitle") == "Applied as sent"
    assert bench.text("changesLabel") == "no changes"
    assert [one.method for one in bench.server.requests] == ["GET", "PUT", "GET"]
    assert bench.server.writes[0].headers["If-Match"] == 'W/"a1f"'


async def test_that_a_success_that_changed_nothing_is_not_applied_and_keeps_the_text(
    make: MakeBench,
) -> None:
    bench = make()
    bench.server.replies["PUT"] = Reply(200, ANN, apply=False)
    await bench.load()

    bench.type('"Dr"', '"Prof"')
    await bench.send()

    assert bench.verdict == "notApplied"
    assert '"Prof"' in bench.json
    rows = bench.pane.aftermath.verdict_strip.model.rows
    assert [(row.label, [cell.text for cell in row.cells]) for row in rows] == [
        ("title", ['"Dr"', '"Prof"', '"Dr"'])
    ]


async def test_that_a_refused_write_keeps_what_was_typed(make: MakeBench) -> None:
    bench = make()
    error = b'{"status": "409", "scimType": "uniqueness", "detail": "taken"}'
    bench.server.replies["PUT"] = Reply(409, error, apply=False)
    await bench.load()

    bench.type('"ann"', '"bob"')
    await bench.send()

    assert bench.text("problemTitle") == "Name already taken"
    assert '"userName": "bob"' in bench.json
    assert bench.verdict == "failed"


async def test_that_two_quick_clicks_on_send_send_one_request(make: MakeBench) -> None:
    bench = make()
    await bench.load()
    bench.type('"Dr"', '"Prof"')
    button = bench.child(QPushButton, "sendButton")

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    bench.pane.send()
    await bench.until(lambda: not bench.pane.desk.is_sending)

    assert [one.method for one in bench.server.writes] == ["PUT"]


async def test_that_a_write_without_an_answer_is_unknown_and_not_sent_again(
    make: MakeBench,
) -> None:
    bench = make(limits=Limits(connect_s=2.0, total_s=0.3))
    await bench.load()
    bench.server.replies["PUT"] = Reply(hang=True)

    bench.type('"Dr"', '"Prof"')
    await bench.send()
    verdict, kept = bench.verdict, '"Prof"' in bench.json
    bench.click("readAndCompareButton")
    await bench.until(lambda: bench.verdict != "unknown")

    assert (verdict, kept) == ("unknown", True)
    assert bench.verdict == "applied"
    assert [one.method for one in bench.server.writes] == ["PUT"]


async def test_that_stopping_a_write_leaves_its_outcome_unknown(make: MakeBench) -> None:
    bench = make()
    await bench.load()
    bench.server.replies["PUT"] = Reply(hang=True)
    bench.type('"Dr"', '"Prof"')
    bench.click("sendButton")
    await asyncio.to_thread(bench.server.got_write.wait, 5)

    bench.pane.tasks.cancel_all()
    await bench.until(lambda: bench.verdict == "unknown")

    assert not bench.pane.desk.is_sending
    assert '"Prof"' in bench.json


async def test_that_a_conflict_is_merged_by_choice_and_overwrites_nothing(
    make: MakeBench,
) -> None:
    bench = make()
    await bench.load()
    theirs = ANN.replace(b'"Ann"', b'"Anna"').replace(b'"Dr"', b'"Lord"')
    bench.type('"Dr"', '"Prof"')
    bench.server.bodies["/Users/1"] = theirs
    bench.server.replies["PUT"] = Reply(412, b"{}", apply=False)
    await bench.send()

    bench.click("mergeButton")
    dialog = bench.child(MergeDialog, "mergeDialog")
    undecided = dialog.use_button.isEnabled()
    labels = [row.label for row in dialog.model.rows]
    dialog.choose(labels.index("title"), Side.YOURS)
    dialog.use_button.click()

    assert not undecided
    assert labels == ["displayName", "title"]
    assert json.loads(bench.json)["displayName"] == "Anna"
    assert json.loads(bench.json)["title"] == "Prof"
    assert bench.server.bodies["/Users/1"] == theirs
    assert len(bench.server.writes) == 1


# --- broken text, drafts -------------------------------------------------------------


async def test_that_broken_json_says_its_place_and_is_not_sent(make: MakeBench) -> None:
    bench = make()
    await bench.load()

    bench.type('"ann",', '"ann"')
    bench.pane.editor.json.flush()

    assert bench.text("jsonProblem").startswith("Line 4, column")
    assert not bench.child(QPushButton, "sendButton").isEnabled()
    assert bench.pane.editor.form.form.rowCount() > 0


async def test_that_unsent_work_waits_while_another_resource_is_shown(make: MakeBench) -> None:
    bench = make()
    await bench.load()
    bench.type('"Dr"', '"Prof"')

    await bench.load("2")
    other = bench.json
    await bench.load("1")

    assert '"Prof"' not in other
    assert '"Prof"' in bench.json
    assert bench.child(QLabel, "draftLabel").isVisible()
    assert bench.text("changesLabel") == "1 change"


async def test_that_reading_again_keeps_unsent_work_and_tells_of_a_newer_version(
    make: MakeBench,
) -> None:
    bench = make()
    await bench.load()
    bench.type('"Dr"', '"Prof"')
    bench.server.bodies["/Users/1"] = ANN.replace(b'"Ann"', b'"Anna"')

    await bench.load()

    assert '"Prof"' in bench.json
    assert bench.child(QWidget, "mergeBar").isVisible()
    assert "stale" in str(bench.pane.property("state"))


async def test_that_discard_goes_back_to_what_was_read(make: MakeBench) -> None:
    bench = make()
    await bench.load()
    before = bench.json
    bench.type('"Dr"', '"Prof"')

    bench.pane.discard()

    assert bench.json == before
    assert bench.text("changesLabel") == "no changes"


# --- PATCH, POST, DELETE --------------------------------------------------------------


async def test_that_operations_are_sent_as_typed_and_the_effect_is_read_again(
    make: MakeBench,
) -> None:
    bench = make()
    bench.server.patched["/Users/1"] = ANN.replace(b'"Dr"', b'"Prof"')
    await bench.load()

    operation = Operation("Replace", "title", '"Pr\\u006ff"')
    bench.pane.editor.patch.model.set_operations((operation,))
    await bench.send()

    assert b'{"op":"Replace","path":"title","value":"Pr\\u006ff"}' in bench.server.writes[0].body
    assert bench.text("verdictTitle") == "Sent, and 1 attribute changed"
    assert not bench.child(QLabel, "draftLabel").isVisible()


async def test_that_a_value_that_is_no_json_is_named_and_not_sent(make: MakeBench) -> None:
    bench = make()
    await bench.load()

    bench.pane.editor.patch.model.set_operations((Operation(), Operation(value="tru")))

    assert bench.text("patchProblem").startswith("Operation 2, value: Line 1, column 1")
    assert not bench.child(QPushButton, "sendButton").isEnabled()


async def test_that_a_created_resource_is_shown_after_the_create(make: MakeBench) -> None:
    bench = make()
    user = bench.session.schema_set.type_named("User")
    assert user is not None

    bench.pane.new_resource(user)
    bench.type('"userName": ""', '"userName": "eve"')
    typed = bench.json
    await bench.send()

    assert bench.server.writes[0].path == "/Users"
    assert bench.server.writes[0].body.decode() == typed
    assert bench.pane.subject == ("/Users", "new1")
    assert bench.text("resourceTitle") == "eve"
    assert bench.verdict == "applied"


async def test_that_delete_asks_names_the_resource_and_sends_one_request(
    make: MakeBench,
) -> None:
    bench = make()
    gone: list[str] = []
    bench.pane.deleted.connect(gone.append)
    await bench.load()

    bench.pane.delete()
    dialog = bench.child(DeleteDialog, "deleteDialog")
    asked = dialog.sentence.text(), len(bench.server.writes)
    dialog.send_button.click()
    await bench.until(lambda: bool(gone))

    assert '"Ann"' in asked[0]
    assert asked[1] == 0
    assert [(one.method, one.path) for one in bench.server.writes] == [("DELETE", "/Users/1")]
    assert bench.text("verdictTitle") == "Deleted"


# --- the guard ------------------------------------------------------------------------


async def test_that_production_is_reviewed_and_confirmed_by_name(make: MakeBench) -> None:
    bench = make(environment=Environment.PROD)
    await bench.load()
    bench.type('"Dr"', '"Prof"')
    locked = bench.child(QPushButton, "sendButton").isVisible()
    bench.click("unlockButton")

    bench.click("sendButton")
    dialog = bench.child(ReviewDialog, "reviewDialog")
    edit = dialog.findChild(QLineEdit, "confirmEdit")
    assert edit is not None
    before = dialog.send_button.isEnabled()
    edit.setText("acme PROD")
    wrong = dialog.send_button.isEnabled()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    sent_too_early = len(bench.server.writes)
    edit.setText("acme STAGING")
    QTest.mouseClick(dialog.send_button, Qt.MouseButton.LeftButton)
    await bench.until(lambda: bench.verdict == "applied")

    assert (locked, before, wrong, sent_too_early) == (False, False, False, 0)
    assert len(bench.server.writes) == 1


async def test_that_a_cancelled_review_sends_nothing(make: MakeBench) -> None:
    bench = make(environment=Environment.PROD)
    await bench.load()
    bench.type('"Dr"', '"Prof"')
    bench.pane.unlock()

    bench.pane.send()
    QTest.keyClick(bench.child(ReviewDialog, "reviewDialog"), Qt.Key.Key_Escape)
    await asyncio.sleep(0)

    assert bench.server.writes == []
    assert '"Prof"' in bench.json


async def test_that_a_read_only_profile_shows_a_lock_and_sends_nothing(make: MakeBench) -> None:
    bench = make(read_only=True)
    await bench.load()
    bench.type('"Dr"', '"Prof"')

    bench.pane.send()
    await bench.until(lambda: bench.child(QWidget, "problemStrip").isVisible())

    assert not bench.child(QPushButton, "sendButton").isVisible()
    assert bench.text("lockReason") == "Read-only profile: nothing can be sent"
    assert "readOnly" in str(bench.pane.property("state"))
    assert bench.server.writes == []


async def test_that_the_review_shows_changes_request_and_curl(make: MakeBench) -> None:
    bench = make()
    await bench.load()
    bench.type('"Dr"', '"Prof"')

    bench.pane.review()
    dialog = bench.child(ReviewDialog, "reviewDialog")
    rows = [dialog.diff_view.model().index(0, column).data() for column in range(3)]
    dialog.curl_button.click()

    assert rows == ["title", '\u2212 "Dr"', '+ "Prof"']
    assert dialog.request_view.text().startswith("PUT /Users/1 HTTP/1.1\nHost: ")
    assert QGuiApplication.clipboard().text().startswith("curl")
    assert bench.server.writes == []
    dialog.reject()


async def test_that_markup_in_a_name_stays_text(make: MakeBench) -> None:
    bench = make()
    bench.server.bodies["/Users/1"] = ANN.replace(b"Ann", b"<b>Ann</b><img src=x>")

    await bench.load()

    for label in bench.pane.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert bench.text("resourceTitle") == "<b>Ann</b><img src=x>"


# --- servers that others wrote ---------------------------------------------------------


VERDICTS = {"scim2-server": "applied", "scimmy": "applied", "django-scim2": "notApplied"}
"""django-scim2 answers 200 to a PUT of displayName and leaves it as it was."""


@pytest.mark.parametrize("name", REAL_SERVERS)
async def test_that_a_put_to_a_real_server_gets_an_honest_verdict(
    scim_server: ScimServer, name: str
) -> None:
    server = await asyncio.to_thread(scim_server, name, 20, own=True)
    saved = profile(server.base, auth=Auth(AuthKind.BEARER))
    session = session_for(saved, MemoryLog(), secret=server.token or "unused")
    page = await fetch_page(session, Query("/Users", count=5))
    bench = Bench(RecordingServer(0), session)
    raw, user_id = page.list.rows[2], page.list.ids[2]

    bench.pane.show_row(bytes(raw), user_id, "/Users")
    await bench.until(lambda: bench.pane.editor.original.is_whole)
    value = json.loads(bench.json)
    value["displayName"] = "Somebody Else"
    bench.pane.editor.json.editor.set_text(json.dumps(value), undoable=True)
    await bench.send()
    verdict = bench.verdict
    bench.pane.delete()
    bench.child(DeleteDialog, "deleteDialog").send_button.click()
    await bench.until(lambda: bench.pane.subject is None)

    assert verdict == VERDICTS[name]
    assert bench.text("verdictTitle") == "Deleted"
    await bench.aclose()
