"""A filter as a tree to look at."""

from __future__ import annotations

from scim_explorer.protocol.filters.evaluate import compile_reasons
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.syntax import Node
from scim_explorer.protocol.json_codec import Json
from scim_explorer.ui.display import NO_VALUE
from scim_explorer.ui.models.clause_rows import ClauseRow, counted_rows, explained_rows
from tests.protocol.filters.people import ATTRIBUTES


def tree(text: str) -> Node:
    parsed = parse_filter(text)
    assert parsed.tree is not None, parsed.problems
    return parsed.tree


def shown(row: ClauseRow, depth: int = 0) -> list[str]:
    mark = {True: "+", False: "-", None: " "}[row.matched]
    lines = [f"{'  ' * depth}{mark}{row.text} | {row.note}"]
    for part in row.parts:
        lines += shown(part, depth + 1)
    return lines


def explained(text: str, resource: dict[str, Json]) -> list[str]:
    return shown(explained_rows(tree(text), compile_reasons(tree(text), ATTRIBUTES)(resource)))


def test_that_what_binds_tighter_stands_deeper() -> None:
    row = counted_rows(tree('title pr or userName sw "a" and not (active eq true)'), (), 0)

    assert shown(row) == [
        " or | ",
        "   title pr | ",
        "   and | ",
        '     userName sw "a" | ',
        "     not | ",
        "       active eq true | ",
    ]


def test_that_each_part_says_for_how_many_it_holds() -> None:
    row = counted_rows(tree('title pr and emails[type eq "work"]'), (3, 40, 1_000, 9), 2_000)

    assert shown(row) == [
        " and | 3 / 2,000",
        "   title pr | 40 / 2,000",
        "   emails[ ] | 1,000 / 2,000",
        '     type eq "work" | 9 / 2,000',
    ]


def test_that_a_resource_shows_the_values_looked_at() -> None:
    assert explained('userName sw "a" and not (title pr)', {"userName": "amy", "title": "x"}) == [
        "-and | ",
        '  +userName sw "a" | "amy"',
        "  -not | ",
        '    +title pr | "x"',
    ]


def test_that_each_element_in_brackets_is_shown_with_its_conditions() -> None:
    emails: list[Json] = [{"type": "work", "value": "a"}, {"type": "home"}]

    assert explained('emails[type eq "work" and value pr]', {"emails": emails}) == [
        "+emails[ ] | ",
        '  +emails[0] and | {"type":"work","value":"a"}',
        '    +type eq "work" | "work"',
        '    +value pr | "a"',
        '  -emails[1] and | {"type":"home"}',
        '    -type eq "work" | "home"',
        f"    -value pr | {NO_VALUE}",
    ]
    assert explained("emails[type pr]", {}) == [f"-emails[ ] | {NO_VALUE}"]


def test_that_one_condition_in_brackets_stands_below_its_element() -> None:
    assert explained('emails[type eq "work"]', {"emails": [{"type": "work"}]}) == [
        "+emails[ ] | ",
        '  +emails[0] | {"type":"work"}',
        '    +type eq "work" | "work"',
    ]


def test_that_numbers_json_cannot_write_are_shown() -> None:
    assert explained("age gt 1", {"age": float("inf")})[0] == "+age gt 1 | inf"
