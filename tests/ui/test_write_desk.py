from __future__ import annotations

import asyncio

from scim_explorer.profiles.profile import Environment, Limits
from scim_explorer.ui.dialogs.review_dialog import ReviewDialog
from tests.ui.recording_server import Reply
from tests.ui.resource_bench import LIMIT_S, resource_bench


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


async def test_that_a_write_stopped_while_the_budget_holds_it_back_was_not_sent() -> None:
    async with resource_bench(limits=Limits(per_minute=1)) as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        waits = asyncio.Event()
        bench.session.patience.subscribe(waits.set)
        bench.click("sendButton")
        async with asyncio.timeout(LIMIT_S):
            await waits.wait()

        bench.pane.tasks.cancel("write")
        await bench.until(lambda: not bench.pane.desk.is_sending)

        assert bench.server.writes == []
        assert bench.text("problemTitle") == "Request not sent"
        assert '"Prof"' in bench.json


async def test_that_a_stopped_wait_for_the_budget_keeps_what_was_typed() -> None:
    async with resource_bench(limits=Limits(per_minute=1)) as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        waits = asyncio.Event()
        bench.session.patience.subscribe(waits.set)
        bench.click("sendButton")
        async with asyncio.timeout(LIMIT_S):
            await waits.wait()

        bench.session.patience.stop()
        await bench.until(lambda: not bench.pane.desk.is_sending)

        assert bench.server.writes == []
        assert bench.text("problemTitle") == "Request not sent"
        assert '"Prof"' in bench.json
