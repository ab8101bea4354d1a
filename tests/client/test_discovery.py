from __future__ import annotations

import pytest

from scim_explorer.client.discovery import Discovery, discover
from scim_explorer.problems import NoReplyError
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.schema import Attribute, Capabilities, Schema, SchemaSet
from tests.client.fake_door import RESET, FakeDoor, reply
from tests.client.memory_log import profile, session_for

CONFIG: Json = {"patch": {"supported": True}, "filter": {"supported": True, "maxResults": 50}}
TYPES: Json = [{"id": "Device", "name": "Device", "endpoint": "/scim/Devices", "schema": "urn:d"}]
SCHEMAS: Json = {
    "Resources": [{"id": "urn:d", "name": "Device", "attributes": [{"name": "serial"}]}]
}


async def test_that_the_three_documents_become_a_schema_set() -> None:
    session = session_for(profile(), door=FakeDoor(reply(CONFIG), reply(TYPES), reply(SCHEMAS)))

    found = await discover(session)

    assert found.exchanges == (1, 2, 3)
    assert found.schema_set.assumed == frozenset()
    assert session.schema_set is found.schema_set
    assert session.capabilities.max_results == 50
    device = session.schema_set.type_named("Device")
    assert device is not None
    assert device.endpoint == "/Devices"


async def test_that_discovery_is_never_filtered() -> None:
    door = FakeDoor(reply(CONFIG), reply(TYPES), reply(SCHEMAS))

    await discover(session_for(profile(), door=door))

    assert [sent.url.rpartition("/")[2] for sent in door.sent] == [
        "ServiceProviderConfig",
        "ResourceTypes",
        "Schemas",
    ]


async def test_that_one_missing_document_is_assumed_and_told() -> None:
    door = FakeDoor(reply(CONFIG), reply(TYPES), reply({}, 404))

    found = await discover(session_for(profile(), door=door))

    assert found.schema_set.assumed == {"Schemas"}
    assert found.schema_set.schema("urn:ietf:params:scim:schemas:core:2.0:User") is not None
    assert [problem.title for problem in found.problems] == ["No schema from this server"]
    assert found.problems[0].detail.startswith("/Schemas answered 404.")


async def test_that_a_document_that_is_a_web_page_is_assumed_and_told() -> None:
    door = FakeDoor(reply(CONFIG), reply(b"<html>"), reply(SCHEMAS))

    found = await discover(session_for(profile(), door=door))

    assert found.schema_set.assumed == {"ResourceTypes"}
    assert found.problems[0].detail.startswith("/ResourceTypes cannot be used.")


async def test_that_a_server_that_cannot_be_reached_is_no_answer() -> None:
    door = FakeDoor(*[RESET] * 6)

    with pytest.raises(NoReplyError):
        await discover(session_for(profile(), door=door))


async def test_that_users_without_discovery_are_a_scim_server() -> None:
    door = FakeDoor(*[reply({}, 404)] * 3, reply({"totalResults": 0, "Resources": []}))

    found = await discover(session_for(profile(), door=door))

    assert door.sent[3].url.endswith("/Users?count=1")
    assert len(found.problems) == 3
    assert found.exchanges == (1, 2, 3, 4)


def test_that_attributes_that_never_come_back_are_secret_at_any_depth() -> None:
    pin = Attribute("PIN", mutability="writeOnly")
    card = Attribute("card", type="complex", sub_attributes=(pin,))
    schema = Schema("urn:x", "X", "", (card, Attribute("note", returned="never")))

    found = Discovery(SchemaSet((schema,), (), Capabilities()))

    assert found.secret_attributes == {"pin", "note"}
