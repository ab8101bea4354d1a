"""The text of an edited filter: what was not edited stays as typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scim_explorer.protocol.filters.as_typed import text_after
from scim_explorer.protocol.filters.edits import (
    NOWHERE,
    Edit,
    Place,
    into_element,
    join,
    move,
    negate,
    node_at,
    out_of_element,
    put,
    remove,
    turn,
)
from scim_explorer.protocol.filters.parser import parse_filter, path_of
from scim_explorer.protocol.filters.syntax import Node, Presence, ValuePath

X = path_of("x", NOWHERE)
assert X is not None
NEW = Presence(X, NOWHERE)
Act = Callable[[Node, Place], Edit | None]


def edited(text: str, act: Act, *place: int) -> str:
    tree = parse_filter(text).tree
    assert tree is not None
    edit = act(tree, place)
    assert edit is not None
    return text_after(text, tree, edit.tree)


def put_new(tree: Node, place: Place) -> Edit:
    return put(tree, place, NEW)


def and_new(tree: Node, place: Place) -> Edit:
    return join(tree, place, "and", NEW)


def or_new(tree: Node, place: Place) -> Edit:
    return join(tree, place, "or", NEW)


def rename(tree: Node, place: Place) -> Edit:
    element = node_at(tree, place)
    assert isinstance(element, ValuePath)
    return put(tree, place, replace(element, path=NEW.path, span=NOWHERE))


def up(tree: Node, place: Place) -> Edit | None:
    return move(tree, place, -1)


@pytest.mark.parametrize(
    ("text", "act", "place", "after"),
    [
        ("a PR  AND  ( b   pr )", put_new, (1,), "a PR  AND  ( x pr )"),
        ('a eq "1"and b PR', put_new, (0,), "x pr and b PR"),
        ("a  PR and(b pr)", put_new, (1,), "a  PR and(x pr)"),
        ("a PR", put_new, (), "x pr"),
        (" ( a PR ) ", put_new, (), " ( x pr ) "),
        ("NOT(a PR)", put_new, (0,), "NOT(x pr)"),
        ('e[ type EQ "w" ]  or a PR', put_new, (0, 0), "e[ x pr ]  or a PR"),
        ('e[type EQ "w"].value PR', put_new, (0, 1), 'e[type EQ "w" and x pr]'),
        ('e[type EQ "w"].value PR or b  PR', put_new, (1,), 'e[type EQ "w"].value PR or x pr'),
        ('e[type  EQ "w"] or a  PR', rename, (0,), 'x[type  EQ "w"] or a  PR'),
        ('e[type  EQ "w"].value PR', rename, (), 'x[type  EQ "w" and value PR]'),
        ("a  PR or b  PR", or_new, (0,), "a  PR or x pr or b  PR"),
        ("a  PR or b  PR", and_new, (0,), "a  PR and x pr or b  PR"),
        ("a  PR and (b  PR)", or_new, (1,), "a  PR and ((b  PR) or x pr)"),
        ("a  PR and b  PR", or_new, (0,), "(a  PR or x pr) and b  PR"),
        ("a  PR and b  PR", or_new, (), "a  PR and b  PR or x pr"),
        ("a  PR or b  PR", and_new, (), "(a  PR or b  PR) and x pr"),
        ("a  PR and (b  PR)and(c  PR)", remove, (0,), "(b  PR) and (c  PR)"),
        ("( a PR or b  PR ) and c  PR", remove, (1,), "a PR or b  PR"),
        ("c  PR and ( a PR or b  PR )", remove, (1, 0), "c  PR and ( b  PR )"),
        ("c  PR  and  not ( a PR or b  PR )", remove, (1, 0, 1), "c  PR  and  not ( a PR )"),
        ("c  PR  or  not ( a PR and b  PR )", negate, (1,), "c  PR  or  a PR and b  PR"),
        ("c  PR  and  not ( a PR or b  PR )", negate, (1,), "c  PR  and  (a PR or b  PR)"),
        ("c  PR  and  (a  PR)", negate, (1,), "c  PR  and  (not (a  PR))"),
        ("c  PR  and  a  PR", negate, (1,), "c  PR  and  not (a  PR)"),
        ("b  PR and (a  PR)", up, (1,), "(a  PR) and b  PR"),
        ("c PR or (b  PR and a  PR)", up, (1, 1), "c PR or (a  PR and b  PR)"),
        ("c  PR or b  PR", turn, (), "c  PR and b  PR"),
        (
            'c  PR and e.t  EQ "w"',
            into_element,
            (1,),
            'c  PR and e[t eq "w"]',
        ),
        ('c  PR and e[t  EQ "w"]', out_of_element, (1,), 'c  PR and e.t eq "w"'),
        ("c  PR and e[t PR].v PR", out_of_element, (1,), "c  PR and e.t pr and e.v pr"),
    ],
)
def test_that_only_what_was_edited_is_written_anew(
    text: str, act: Act, place: Place, after: str
) -> None:
    assert edited(text, act, *place) == after


def test_that_nothing_left_is_an_empty_text() -> None:
    assert edited("a PR", remove) == ""


def test_that_a_first_condition_needs_no_text_before_it() -> None:
    assert text_after("  ", None, NEW) == "x pr"


def test_that_an_edit_that_changes_nothing_leaves_the_text_alone() -> None:
    tree = parse_filter(" a  PR ").tree

    assert text_after(" a  PR ", tree, tree) == " a  PR "
