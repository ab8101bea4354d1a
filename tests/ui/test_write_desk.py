from __future__ import annotations

from scim_explorer.profiles.profile import Environment
from scim_explorer.ui.dialogs.review_dialog import ReviewDialog
from tests.ui.recording_server import Reply
from tests.ui.resource_bench import resource_bench


async def test_fault_11_asking_twice_opens_one_review() -> None:
    async with resource_bench() as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')

        bench.pane.review()
        bench.pane.review()

        assert len(bench.pane.findChildren(ReviewDialog)) == 1


async def test_that_a_locked_production_opens_no_review_and_says_why() -> None:
    async with resource_bench(environment=Environment.PROD) as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')

        bench.pane.review()

        assert bench.pane.findChildren(ReviewDialog) == []
        assert bench.text("problemHint") == "Unlock writing first."
        assert bench.server.writes == []


async def test_that_the_lock_closing_under_an_open_review_stops_the_write() -> None:
    async with resource_bench(environment=Environment.PROD) as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        bench.pane.unlock()
        bench.pane.review()
        dialog = bench.child(ReviewDialog, "reviewDialog")
        dialog.confirm_edit.setText("acme staging")

        bench.session.lock()
        dialog.send_button.click()
        await bench.until(lambda: not bench.pane.desk.is_sending)

        assert bench.server.writes == []
        assert bench.text("problemTitle") == "Write not sent"
        assert '"Prof"' in bench.json


async def test_fault_11_nothing_else_is_sent_while_a_write_is_under_way() -> None:
    async with resource_bench() as bench:
        await bench.load()
        bench.server.replies["PUT"] = Reply(hang=True)
        bench.type('"Dr"', '"Prof"')
        bench.click("sendButton")

        bench.pane.delete()
        bench.pane.review()
        bench.pane.send()

        assert bench.pane.findChildren(ReviewDialog) == []
        bench.server.released.set()
        await bench.until(lambda: not bench.pane.desk.is_sending)
        assert [one.method for one in bench.server.writes] == ["PUT"]


async def test_fault_110_the_guard_and_not_the_dialog_has_the_last_word_on_the_name() -> None:
    async with resource_bench(environment=Environment.PROD) as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        bench.pane.unlock()
        bench.pane.review()

        bench.child(ReviewDialog, "reviewDialog").confirmed.emit("another name")
        await bench.until(lambda: not bench.pane.desk.is_sending)

        assert bench.server.writes == []
        assert bench.text("problemTitle") == "Write not sent"
