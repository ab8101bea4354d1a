from __future__ import annotations

import pytest

from scim_explorer.client.references import Reference, follow, groups_of
from scim_explorer.problems import AnswerError, InputError
from tests.client.fake_door import FakeDoor, reply
from tests.client.memory_log import profile, session_for

BASE = "http://127.0.0.1:9/scim"


@pytest.mark.parametrize(
    ("reference", "asked"),
    [
        (Reference("7", "", "User"), "/Users/7"),
        (Reference("7", f"{BASE}/Users/other", "group"), "/Groups/7"),
        (Reference("7", f"{BASE}/Devices/7?x=1", "Device"), "/Devices/7?x=1"),
        (Reference("", "Users/a%2Fb", ""), "/Users/a%2Fb"),
        (Reference("7", "https://evil.example/Users/7", ""), "/Users/7"),
    ],
)
async def test_that_the_address_is_built_from_type_and_value_before_ref(
    reference: Reference, asked: str
) -> None:
    door = FakeDoor(reply({"id": "7"}))

    await follow(session_for(profile(), door=door), reference)

    assert [sent.url for sent in door.sent] == [BASE + asked]


async def test_that_a_member_without_a_type_is_looked_for_among_users_then_groups() -> None:
    door = FakeDoor(reply({}, 404), reply({"id": "7"}))

    resource = await follow(session_for(profile(), door=door), Reference("7"))

    assert resource.endpoint == "/Groups"


async def test_that_a_member_that_nobody_is_says_so() -> None:
    with pytest.raises(InputError) as caught:
        await follow(session_for(profile(), door=FakeDoor()), Reference("7"))

    assert "Neither a user nor a group" in caught.value.problem.detail


async def test_that_another_error_ends_the_search() -> None:
    door = FakeDoor(reply({}, 500))

    with pytest.raises(AnswerError):
        await follow(session_for(profile(), door=door), Reference("7"))

    assert len(door.sent) == 1


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (Reference(ref="https://evil.example/Users/7"), "another host, evil.example"),
        (Reference(ref="http://127.0.0.1:9/else/7"), "out of the base URL"),
        (Reference(), "neither a value nor a $ref"),
    ],
)
async def test_that_what_leads_elsewhere_is_refused(reference: Reference, said: str) -> None:
    door = FakeDoor()

    with pytest.raises(InputError) as caught:
        await follow(session_for(profile(), door=door), reference)

    assert said in caught.value.problem.detail
    assert door.sent == []


async def test_that_groups_are_found_by_their_members() -> None:
    door = FakeDoor(reply({"totalResults": 1, "Resources": [{"id": "g"}]}))

    groups = await groups_of(session_for(profile(), door=door), 'a"b')

    assert groups.ids == ("g",)
    assert "filter=members.value%20eq%20%22a%5C%22b%22" in door.sent[0].url
