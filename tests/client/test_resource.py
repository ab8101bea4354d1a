from __future__ import annotations

import pytest

from scim_explorer.client.resource import id_of, read, resource_target
from scim_explorer.problems import AnswerError, InputError, ProtocolError
from scim_explorer.protocol.json_codec import Json
from tests.client.fake_door import SCIM, FakeDoor, reply
from tests.client.memory_log import profile, session_for


async def test_that_a_resource_keeps_its_bytes_and_its_etag() -> None:
    door = FakeDoor(reply(b'{"id": "1", "n": 1.0}', headers=(*SCIM, ("ETag", 'W/"3"'))))

    resource = await read(session_for(profile(), door=door), "/Users", "a/b")

    assert resource.raw == b'{"id": "1", "n": 1.0}'
    assert resource.etag == 'W/"3"'
    assert (resource.endpoint, resource.id, resource.exchange) == ("/Users", "a/b", 1)
    assert door.sent[0].url.endswith("/Users/a%2Fb")


async def test_that_meta_version_stands_in_for_a_missing_etag() -> None:
    door = FakeDoor(reply({"id": "1", "meta": {"version": 'W/"9"'}}))

    assert (await read(session_for(profile(), door=door), "/Users", "1")).etag == 'W/"9"'


async def test_that_json_that_is_no_object_is_no_resource() -> None:
    with pytest.raises(ProtocolError):
        await read(session_for(profile(), door=FakeDoor(reply([]))), "/Users", "1")


async def test_that_a_missing_resource_is_an_answer_error() -> None:
    with pytest.raises(AnswerError):
        await read(session_for(profile(), door=FakeDoor()), "/Users", "1")


@pytest.mark.parametrize(
    ("value", "found"),
    [({"id": "1"}, "1"), ({"ID": "1"}, "1"), ({"id": 1}, ""), ({}, ""), ([], ""), (None, "")],
)
def test_id_of(value: Json, found: str) -> None:
    assert id_of(value) == found


def test_that_an_empty_id_never_becomes_the_collection() -> None:
    with pytest.raises(InputError):
        resource_target("/Users", "")
