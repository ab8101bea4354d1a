from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from scim_explorer.ui.models.patch_operations import Operation
from tests.ui.recording_server import Reply
from tests.ui.resource_bench import ANN, resource_bench


async def test_that_what_is_typed_while_a_write_is_under_way_stays() -> None:
    async with resource_bench() as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        bench.click("sendButton")
        bench.type('"Ann"', '"Anna"')
        await bench.until(lambda: not bench.pane.desk.is_sending)

        assert bench.verdict == "applied"
        assert '"displayName": "Anna"' in bench.json
        assert bench.text("changesLabel") == "1 change"


async def test_that_a_result_for_a_resource_no_longer_shown_is_said_and_not_mixed_up() -> None:
    async with resource_bench() as bench:
        said: list[str] = []
        bench.pane.said.connect(said.append)
        await bench.load()
        bench.type('"Dr"', '"Prof"')
        bench.click("sendButton")
        bench.pane.show_row(b'{"id": "2", "displayName": "Bob"}', "2", "/Users")
        await bench.until(lambda: bool(said))

        assert said == ["PUT to 1: applied"]
        assert bench.text("resourceTitle") == "Bob"
        assert bench.verdict == ""


async def test_that_a_refused_patch_offers_no_merge_and_no_second_try() -> None:
    async with resource_bench() as bench:
        await bench.load()
        bench.server.replies["PATCH"] = Reply(400, b'{"scimType": "invalidPath"}', apply=False)
        operation = Operation("replace", "titel", '"x"')
        bench.pane.editor.patch.model.set_operations((operation,))
        await bench.send()

        assert bench.verdict == "failed"
        assert bench.pane.editor.patch.model.operations == (operation,)
        assert not bench.child(QPushButton, "mergeButton").isVisible()
        assert not bench.child(QPushButton, "retryButton").isVisible()


async def test_that_a_server_that_changes_more_is_told_apart() -> None:
    async with resource_bench() as bench:
        await bench.load()
        answer = ANN.replace(b'"Dr"', b'"Prof"').replace(b'"Ann"', b'"ANN"')
        bench.server.stored_as = answer
        bench.type('"Dr"', '"Prof"')
        await bench.send()

        assert bench.verdict == "changedMore"
        assert bench.text("verdictTitle") == "Applied, and the server changed 1 other attribute"
