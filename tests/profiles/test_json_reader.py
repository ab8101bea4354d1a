"""Members of a JSON object, and what is wrong with them."""

from __future__ import annotations

from scim_explorer.profiles.json_reader import JsonReader
from scim_explorer.profiles.profile import SecretKind


def test_that_good_members_are_taken_and_missing_ones_have_a_default() -> None:
    faults: list[str] = []
    reader = JsonReader(
        {"n": 3, "on": True, "kind": "command", "pairs": [["a", "b"]], "list": [{"x": "1"}]}, faults
    )

    assert reader.whole("n", 1) == 3
    assert reader.flag("on")
    assert reader.flag("absent", default=True)
    assert reader.choice("kind", SecretKind.KEYRING) is SecretKind.COMMAND
    assert reader.pairs("pairs") == (("a", "b"),)
    assert [entry.text("x") for entry in reader.each("list")] == ["1"]
    assert reader.inner("absent").seconds("s", 2.5) == 2.5
    assert faults == []


def test_that_every_fault_is_named_with_its_place() -> None:
    faults: list[str] = []
    reader = JsonReader({"n": True, "list": [{"x": 1}], "other": [7], "in": {"s": -1}}, faults)

    reader.whole("n", 1)
    reader.each("other")
    reader.each("list")[0].text("x")
    reader.inner("in").seconds("s", 1.0)

    assert faults == [
        '"n" is not a whole number from 1',
        '"other" is not a list of objects',
        '"list[0].x" is not text',
        '"in.s" is not a number of seconds above 0',
    ]
