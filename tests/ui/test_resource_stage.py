from __future__ import annotations

import json

from scim_explorer.ui.models.form_rows import FormRow
from tests.ui.resource_bench import resource_bench


async def test_that_groups_that_were_not_all_listed_are_counted_honestly() -> None:
    async with resource_bench() as bench:
        listed = {"totalResults": 250, "Resources": [{"id": "g", "displayName": "All"}]}
        bench.server.bodies["/Groups"] = json.dumps(listed).encode()
        await bench.load()
        form = bench.pane.editor.form.form
        offer = form.row_at(form.index(form.rowCount() - 1, 0))
        assert isinstance(offer, FormRow)

        bench.pane.editor.form.offer_activated.emit(offer)
        await bench.until(lambda: not offer.is_offer)

        assert offer.text == "1 of 250, asked with members.value eq"
        assert "groups" not in json.loads(bench.json)


async def test_that_a_user_with_groups_gets_no_offer() -> None:
    async with resource_bench() as bench:
        body = b'{"id": "1", "userName": "ann", "groups": [{"value": "g"}]}'
        bench.server.bodies["/Users/1"] = body
        await bench.load()

        form = bench.pane.editor.form.form
        rows = [form.row_at(form.index(row, 0)) for row in range(form.rowCount())]

        assert [row.label for row in rows if row is not None] == ["id", "userName", "groups"]
        assert not any(row.is_offer for row in rows if row is not None)


async def test_that_an_unknown_endpoint_is_named_by_its_path() -> None:
    async with resource_bench() as bench:
        bench.server.bodies["/Things/7"] = b'{"id": "7"}'
        await bench.load("7", "/Things")

        assert bench.pane.stage.type_name == "Things"
        assert bench.text("resourceTitle") == "7"


async def test_that_schemas_that_come_later_keep_what_was_typed() -> None:
    async with resource_bench() as bench:
        await bench.load()
        bench.type('"Dr"', '"Prof"')

        bench.pane.take_schemas()

        assert '"Prof"' in bench.json
