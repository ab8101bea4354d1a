from __future__ import annotations

import pytest

from scim_explorer.protocol.compare import MISSING
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.rfc_schemas import rfc_schema_set
from scim_explorer.protocol.verdict import (
    Fate,
    Judgement,
    Verdict,
    attribute_path,
    judge,
    managed_attributes,
)

BEFORE: Json = {
    "id": "1",
    "title": "Dr",
    "nickName": "Annie",
    "emails": [{"value": "a"}, {"value": "b"}],
    "meta": {"lastModified": "1"},
}


def with_(**changes: Json) -> Json:
    assert isinstance(BEFORE, dict)
    return {**BEFORE, **changes}


def judged(expected: Json, actual: Json) -> Judgement:
    return judge(BEFORE, expected, actual, managed_attributes(()))


def fates(judgement: Judgement) -> dict[str, Fate]:
    return {outcome.pointer: outcome.fate for outcome in judgement.outcomes}


def test_that_a_write_found_again_is_applied_whatever_the_server_did_to_meta() -> None:
    found = judged(with_(title="Prof"), with_(title="Prof", meta={"lastModified": "2"}))

    assert found.verdict is Verdict.APPLIED
    assert fates(found) == {"/title": Fate.APPLIED, "/meta/lastModified": Fate.MANAGED}


def test_that_a_write_answered_with_success_and_ignored_is_not_applied() -> None:
    found = judged(with_(title="Prof"), BEFORE)

    assert found.verdict is Verdict.NOT_APPLIED
    assert fates(found) == {"/title": Fate.NOT_APPLIED}
    assert [(o.before, o.expected, o.actual) for o in found.outcomes] == [("Dr", "Prof", "Dr")]


def test_that_a_side_effect_is_told_from_what_was_asked() -> None:
    found = judged(with_(title="Prof"), with_(title="Prof", nickName="Nan"))

    assert found.verdict is Verdict.CHANGED_MORE
    assert fates(found) == {"/title": Fate.APPLIED, "/nickName": Fate.CHANGED_TOO}


def test_that_another_order_of_values_is_no_difference() -> None:
    found = judged(
        with_(title="Prof"), with_(title="Prof", emails=[{"value": "b"}, {"value": "a"}])
    )

    assert found.verdict is Verdict.APPLIED


def test_that_a_removed_value_that_came_back_is_not_applied() -> None:
    found = judged(with_(emails=[{"value": "b"}]), BEFORE)

    assert found.verdict is Verdict.NOT_APPLIED
    assert fates(found) == {"/emails/1": Fate.NOT_APPLIED}


def test_that_a_create_counts_what_was_dropped_and_what_was_added() -> None:
    typed: Json = {"userName": "ann", "title": "Dr"}
    stored: Json = {"id": "1", "userName": "ann", "active": True, "meta": {}}

    found = judge(MISSING, typed, stored, managed_attributes(()))

    assert found.verdict is Verdict.NOT_APPLIED
    assert fates(found) == {
        "/userName": Fate.APPLIED,
        "/title": Fate.NOT_APPLIED,
        "/active": Fate.CHANGED_TOO,
        "/id": Fate.MANAGED,
        "/meta": Fate.MANAGED,
    }


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [(with_(title="X"), Verdict.APPLIED), (with_(meta={}), Verdict.NOT_APPLIED)],
)
def test_that_without_an_expectation_only_change_or_none_is_told(
    actual: Json, verdict: Verdict
) -> None:
    found = judge(BEFORE, MISSING, actual, managed_attributes(()))

    assert found.verdict is verdict
    assert Fate.NOT_APPLIED not in fates(found).values()


def test_that_attributes_the_schema_gives_to_the_server_are_managed() -> None:
    schema_set = rfc_schema_set()
    user = schema_set.type_named("User")
    assert user is not None

    is_managed = managed_attributes(schema_set.attributes_of(user))

    assert is_managed("/meta/version")
    assert is_managed("/groups/0/value")
    assert is_managed("/password")
    assert not is_managed("/emails/0/value")


def test_attribute_path_of_a_pointer() -> None:
    assert attribute_path("/emails/0/value") == "emails.value"
    assert attribute_path("/urn:x:2.0:User/manager/value") == "urn:x:2.0:User:manager.value"
    assert attribute_path("/a~1b") == "a/b"
