"""A filter as rows."""

from __future__ import annotations

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.rows import FilterRow, rows_of
from scim_explorer.protocol.filters.syntax import Junction, ValuePath


def rows(text: str, most: int = 100) -> list[FilterRow]:
    tree = parse_filter(text).tree
    assert tree is not None
    return rows_of(tree, most)[0]


def test_that_the_rows_go_from_top_to_bottom() -> None:
    found = rows('a pr and (b pr or c[d pr]) and e eq "f"')

    assert [(row.place, row.depth) for row in found] == [
        ((), 0),
        ((0,), 1),
        ((1,), 1),
        ((1, 0), 2),
        ((1, 1), 2),
        ((1, 1, 0), 3),
        ((2,), 1),
    ]


def test_that_each_not_is_part_of_the_row_that_it_negates() -> None:
    outer, first, last = rows("not (a pr and not (not (b pr)))")

    assert (outer.place, outer.core, outer.group, outer.negations) == ((), (0,), (0,), 1)
    assert first.place == (0, 0)
    assert (last.place, last.core, last.negations) == ((0, 1), (0, 1, 0, 0), 2)


def test_that_a_value_path_and_the_group_in_it_are_one_row() -> None:
    element, first, second = rows("a[b pr or c pr]")

    assert isinstance(element.node, ValuePath)
    assert (element.core, element.group, element.joiner) == ((), (0,), "or")
    assert [(row.place, row.depth) for row in (first, second)] == [((0, 0), 1), ((0, 1), 1)]
    assert first.inside is element.node.path


def test_that_a_negated_group_in_a_value_path_is_a_row_of_its_own() -> None:
    element, group, *_ = rows("a[not (b pr or c pr)]")

    assert (element.group, element.joiner) == (None, "")
    assert isinstance(group.node, Junction)
    assert (group.place, group.core, group.negations) == ((0,), (0, 0), 1)


def test_that_no_more_rows_than_wanted_are_made_and_all_are_counted() -> None:
    tree = parse_filter(" and ".join(["a pr"] * 500)).tree
    assert tree is not None

    found, count = rows_of(tree, 20)

    assert (len(found), count) == (20, 501)
