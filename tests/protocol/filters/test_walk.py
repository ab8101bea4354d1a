"""The way down the tree of a filter."""

from __future__ import annotations

from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.filters.walk import nodes_of


def test_that_each_node_comes_before_what_is_below_it_and_says_where_it_stands() -> None:
    tree = parse_filter('a pr or emails[type eq "x" and not (value pr)]').tree
    assert tree is not None

    found = [(canonical(one.node), one.inside and one.inside.text) for one in nodes_of(tree)]

    assert found == [
        ('a pr or emails[type eq "x" and not (value pr)]', None),
        ("a pr", None),
        ('emails[type eq "x" and not (value pr)]', None),
        ('type eq "x" and not (value pr)', "emails"),
        ('type eq "x"', "emails"),
        ("not (value pr)", "emails"),
        ("value pr", "emails"),
    ]
