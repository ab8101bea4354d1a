"""Edits on the trees of filters: each gives a tree that a text can stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.protocol.filters.as_typed import text_after
from scim_explorer.protocol.filters.edits import (
    NOWHERE,
    Edit,
    Place,
    element_at,
    into_element,
    join,
    joiner_at,
    move,
    nearest,
    negate,
    node_at,
    out_of_element,
    put,
    remove,
    turn,
)
from scim_explorer.protocol.filters.parser import parse_filter, path_of
from scim_explorer.protocol.filters.printer import canonical, to_json
from scim_explorer.protocol.filters.syntax import Comparison, Node, Presence
from scim_explorer.protocol.filters.walk import children_of
from tests.protocol.filters.test_corpus import CORPUS
from tests.protocol.filters.test_printer import texts

NEW_PATH = path_of("title", NOWHERE)
assert NEW_PATH is not None
NEW = Presence(NEW_PATH, NOWHERE)
OTHER = Comparison(NEW_PATH, "eq", "Dr", '"Dr"', NOWHERE, NOWHERE)
DEEP = (
    'userType eq "Employee" and (emails[type eq "work" and value ew "@example.com"] '
    'or not (active eq false)) and meta.lastModified ge "2026-01-01T00:00:00Z"'
)
OF_ENTRA = 'title pr or emails[type eq "work"].value eq "]" and active eq true'
TEXTS = (*CORPUS, DEEP, OF_ENTRA)
Act = Callable[[Node, Place], Edit | None]
ACTS: dict[str, Act] = {
    "put": lambda tree, place: put(tree, place, OTHER),
    "and": lambda tree, place: join(tree, place, "and", NEW),
    "or": lambda tree, place: join(tree, place, "or", NEW),
    "remove": remove,
    "turn": turn,
    "negate": negate,
    "up": lambda tree, place: move(tree, place, -1),
    "down": lambda tree, place: move(tree, place, 1),
    "into": into_element,
    "out": out_of_element,
}


def tree_of(text: str) -> Node:
    tree = parse_filter(text).tree
    assert tree is not None, text
    return tree


def places_of(tree: Node, above: Place = ()) -> Iterator[Place]:
    yield above
    for index, child in enumerate(children_of(tree)):
        yield from places_of(child, (*above, index))


def assert_edits_are_texts(text: str) -> None:
    tree = tree_of(text)
    for place in places_of(tree):
        for name, act in ACTS.items():
            edit = act(tree, place)
            if edit is None or edit.tree is None:
                continue
            for written in (canonical(edit.tree), text_after(text, tree, edit.tree)):
                said = f"{name} at {place} of {text} gives {written}"
                again = parse_filter(written)
                assert again.tree is not None, said
                assert to_json(again.tree) == to_json(edit.tree), said
                assert node_at(again.tree, edit.place), said


@pytest.mark.parametrize("text", TEXTS)
def test_that_each_edit_at_each_place_of_the_corpus_is_a_filter(text: str) -> None:
    assert_edits_are_texts(text)


@given(texts())
def test_that_each_edit_at_each_place_of_any_text_is_a_filter(text: str) -> None:
    assert_edits_are_texts(text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("operator", ["and", "or"])
def test_that_removing_what_was_added_leaves_the_filter_of_before(text: str, operator: str) -> None:
    tree = tree_of(text)
    for place in places_of(tree):
        added = join(tree, place, operator, NEW)
        assert added.tree is not None
        assert node_at(added.tree, added.place) is NEW

        removed = remove(added.tree, added.place)

        assert removed.tree is not None
        assert canonical(removed.tree) == canonical(tree)


@pytest.mark.parametrize("text", TEXTS)
def test_that_negating_twice_and_moving_there_and_back_change_nothing(text: str) -> None:
    tree = tree_of(text)
    for place in places_of(tree):
        down = move(tree, place, 1)
        back = move(down.tree, down.place, -1) if down and down.tree else None

        assert back is None or (back.tree is not None and to_json(back.tree) == to_json(tree))
        negated = negate(NEW, ())
        assert negated.tree is not None
        assert negate(negated.tree, ()).tree is NEW


@pytest.mark.parametrize(
    ("text", "act", "place", "after", "selected"),
    [
        ("a pr and b pr", "and", (0,), "a pr and title pr and b pr", (1,)),
        ("a pr and b pr", "and", (), "a pr and b pr and title pr", (2,)),
        ("a pr and b pr", "or", (1,), "a pr and (b pr or title pr)", (1, 1)),
        ("a pr or b pr and c pr", "or", (1, 0), "a pr or (b pr or title pr) and c pr", (1, 0, 1)),
        ("a pr and (b pr or c pr)", "remove", (1, 0), "a pr and c pr", (1,)),
        ("a pr and (b pr or c pr and d pr)", "remove", (1, 0), "a pr and c pr and d pr", (1,)),
        ("a pr and b pr and c pr", "remove", (2,), "a pr and b pr", (1,)),
        ("a pr and not (b pr)", "remove", (1, 0), "a pr", ()),
        ("a pr and (b pr or c pr)", "turn", (1,), "a pr and b pr and c pr", (1,)),
        ("a pr and (b pr or c pr)", "turn", (), "a pr or b pr or c pr", ()),
        ("not (a pr and b pr) and c pr", "negate", (0,), "a pr and b pr and c pr", (0,)),
        ("a.t pr and a.v pr", "into", (), "a[t pr and v pr]", ()),
        ("a pr or a.v pr", "into", (), "a[value pr or v pr]", ()),
        ("urn:x:1:a.t pr", "into", (), "urn:x:1:a[t pr]", ()),
        ("a[t pr or v pr] and b pr", "out", (0,), "(a.t pr or a.v pr) and b pr", (0,)),
    ],
)
def test_that_an_edit_keeps_the_shape_that_texts_have(
    text: str, act: str, place: Place, after: str, selected: Place
) -> None:
    edit = ACTS[act](tree_of(text), place)

    assert edit is not None
    assert edit.tree is not None
    assert (canonical(edit.tree), edit.place) == (after, selected)


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("a pr", "turn", ()),
        ("a pr", "up", ()),
        ("a pr and b pr", "up", (0,)),
        ("a pr and b pr", "down", (1,)),
        ("not (a pr)", "down", (0,)),
        ("a.t pr and b.t pr", "into", ()),
        ("a.t pr and a[v pr]", "into", ()),
        ("a[t.x pr]", "into", (0,)),
        ("not pr", "into", ()),
        ("a pr", "out", ()),
        ("a[t.x pr]", "out", ()),
    ],
)
def test_that_an_edit_that_cannot_be_is_none(text: str, act: str, place: Place) -> None:
    assert ACTS[act](tree_of(text), place) is None


def test_that_removing_all_leaves_nothing() -> None:
    assert remove(NEW, ()).tree is None


def test_that_a_place_tells_its_group_and_its_value_path() -> None:
    tree = tree_of(DEEP)

    inner = element_at(tree, (1, 0, 0, 1))

    assert inner is not None
    assert inner.text == "emails"
    assert element_at(tree, (1, 0)) is None
    assert [joiner_at(tree, place) for place in ((), (0,), (1, 1), (1, 1, 0))] == [
        "",
        "and",
        "or",
        "",
    ]


@given(st.lists(st.integers(0, 3), max_size=6).map(tuple))
def test_that_the_nearest_place_is_one_of_the_tree(place: Place) -> None:
    tree = tree_of(DEEP)

    found = nearest(tree, place)

    known = set(places_of(tree))
    assert place[: len(found)] == found
    assert found in known
    assert found == place or place[: len(found) + 1] not in known
