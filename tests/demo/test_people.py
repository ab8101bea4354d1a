"""The made-up people: believable, whole, and the same each time."""

from __future__ import annotations

import unicodedata

import pytest

from scim_explorer.demo.people import ENTERPRISE, Document, groups, load_names, resource_id, users

NAMES = load_names()
PEOPLE = users(300, NAMES)
GROUPS = groups(PEOPLE, NAMES)


def test_that_two_starts_make_the_same_people() -> None:
    assert users(300, NAMES) == PEOPLE
    assert groups(users(300, NAMES), NAMES) == GROUPS


def test_that_ids_sort_in_the_order_of_creation() -> None:
    ids = [resource_id(position) for position in range(20_000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("attribute", ["id", "userName", "externalId"])
def test_that_what_identifies_a_person_is_unique(attribute: str) -> None:
    many = users(1000, NAMES)

    assert len({user[attribute] for user in many}) == 1000


@pytest.mark.parametrize(
    "script",
    ["LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "DEVANAGARI", "THAI"],
)
def test_that_names_come_in_many_scripts(script: str) -> None:
    letters = "".join(user["displayName"] for user in PEOPLE)

    assert any(unicodedata.name(letter, "").startswith(script) for letter in letters)


def test_that_some_names_are_too_long_for_a_column() -> None:
    assert max(len(user["displayName"]) for user in PEOPLE) > 55


def test_that_everybody_but_the_chief_has_a_manager_hired_before() -> None:
    known: dict[str, str] = {}
    for user in PEOPLE:
        manager = user[ENTERPRISE].get("manager")
        assert (manager is None) == (not known)
        if manager:
            assert known[manager["value"]] == manager["displayName"]
        known[user["id"]] = user["displayName"]


def test_that_staff_report_inside_their_department() -> None:
    departments = {user["id"]: user[ENTERPRISE].get("department") for user in PEOPLE}

    for user in PEOPLE[11:]:
        entry = user[ENTERPRISE]
        assert departments[entry["manager"]["value"]] == entry["department"]


def test_that_a_few_people_are_inactive_and_a_few_are_contractors() -> None:
    inactive = [user for user in PEOPLE if not user["active"]]
    contractors = [user for user in PEOPLE if user["userType"] == "Contractor"]

    assert 15 < len(inactive) < 60
    assert 15 < len(contractors) < 60


def test_that_there_are_24_groups_with_nested_empty_and_long_named_ones() -> None:
    assert len(GROUPS) == 24
    assert any(member["type"] == "Group" for group in GROUPS for member in group["members"])
    assert any(not group["members"] for group in GROUPS)
    assert max(len(group["displayName"]) for group in GROUPS) > 80


def test_that_each_member_exists_and_no_group_contains_itself() -> None:
    by_id = {document["id"]: document for document in [*PEOPLE, *GROUPS]}

    for group in GROUPS:
        for member in group["members"]:
            assert by_id[member["value"]]["displayName"] == member["display"]
        assert group["id"] not in contents(group, by_id)


def contents(group: Document, by_id: dict[str, Document]) -> set[str]:
    found: set[str] = set()
    for member in group["members"]:
        found.add(member["value"])
        if member["type"] == "Group":
            found |= contents(by_id[member["value"]], by_id)
    return found


def test_that_all_employees_are_reached_through_nested_groups() -> None:
    by_id = {document["id"]: document for document in [*PEOPLE, *GROUPS]}
    everybody = next(group for group in GROUPS if group["displayName"] == "All employees")

    assert {user["id"] for user in PEOPLE} <= contents(everybody, by_id)


def test_that_changes_are_spread_over_months() -> None:
    months = {user["meta"]["lastModified"][:7] for user in PEOPLE}

    assert len(months) > 12
    assert all(user["meta"]["lastModified"] >= user["meta"]["created"] for user in PEOPLE)


@pytest.mark.parametrize("count", [0, 1, 5, 12])
def test_that_few_people_still_make_a_company(count: int) -> None:
    people = users(count, NAMES)

    assert len(people) == count
    assert len(groups(people, NAMES)) == 24
