"""Ways through the tree of positions."""

from __future__ import annotations

import pytest

from scim_explorer.protocol.json_codec import Steps, node_at, pointer, pointer_node, scan

TEXT = '{"id": "7", "emails": [{"value": "a@b"}, {"value": "c@d"}], "id": 8, "x": {}}'


@pytest.mark.parametrize(
    ("spot", "steps"),
    [
        ('"7"', ("id",)),
        ('"c@d"', ("emails", 1, "value")),
        ('"value": "c', ("emails", 1, "value")),
        ("emails", ("emails",)),
        ("{}", ("x",)),
    ],
)
def test_that_an_offset_leads_to_the_innermost_value(spot: str, steps: Steps) -> None:
    document = scan(TEXT)

    found, node = node_at(document, TEXT.index(spot))

    assert found == steps
    if steps != ("id",):
        assert pointer_node(document, found) == node


def test_that_an_offset_between_values_belongs_to_their_container() -> None:
    assert node_at(scan("[1,   2]"), 4)[0] == ()
    assert node_at(scan("[1, 2]   "), 0)[0] == ()


def test_that_of_duplicate_keys_the_last_is_found() -> None:
    document = scan(TEXT)

    node = pointer_node(document, ("id",))

    assert node is not None
    assert TEXT[node.start : node.end] == "8"


@pytest.mark.parametrize("steps", [("none",), ("emails", 2), ("emails", -1), ("id", "x", "y")])
def test_that_a_way_that_leads_nowhere_gives_nothing(steps: Steps) -> None:
    assert pointer_node(scan(TEXT), steps) is None


def test_that_a_pointer_escapes_slash_and_tilde() -> None:
    assert pointer(("a/b", 0, "m~n")) == "/a~1b/0/m~0n"
    assert pointer(()) == ""
