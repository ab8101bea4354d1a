from __future__ import annotations

import json

from tests.ui.resource_bench import resource_bench


async def test_fault_9_only_the_newest_read_arrives() -> None:
    async with resource_bench() as bench:
        arrived: list[str] = []
        bench.pane.reader.arrived.connect(lambda arrival: arrived.append(arrival.subject.id))
        bench.pane.load("/Users", "1")
        await bench.load("2")

        assert arrived == ["2"]


async def test_that_a_large_resource_is_prepared_and_edited_like_a_small_one() -> None:
    async with resource_bench() as bench:
        members = [{"value": f"{number:036}", "type": "User"} for number in range(2000)]
        group = {"id": "g", "displayName": "All", "members": members}
        bench.server.bodies["/Groups/g"] = json.dumps(group).encode()
        await bench.load("g", "/Groups")

        bench.type('"All"', '"Everybody"')
        await bench.send()

        assert bench.verdict == "applied"
        assert json.loads(bench.server.writes[0].body)["displayName"] == "Everybody"


async def test_that_stopping_ends_a_read_and_the_rest_before_it() -> None:
    async with resource_bench() as bench:
        bench.pane.show_row(b'{"id": "1"}', "1", "/Users")
        resting = bench.pane.reader.is_reading

        bench.pane.reader.stop()

        assert resting
        assert not bench.pane.reader.is_reading
        assert bench.server.requests == []


async def test_that_a_read_that_was_stopped_does_not_arrive() -> None:
    async with resource_bench() as bench:
        bench.pane.load("/Users", "1")

        bench.pane.reader.stop()

        assert not bench.pane.reader.is_reading
        assert bench.pane.subject is None
