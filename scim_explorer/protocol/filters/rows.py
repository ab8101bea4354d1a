"""A filter as rows to be read from top to bottom: groups, value paths and conditions. Pure."""

from __future__ import annotations

from typing import NamedTuple

from scim_explorer.protocol.filters.edits import Place
from scim_explorer.protocol.filters.syntax import Junction, Negation, Node, Path, ValuePath
from scim_explorer.protocol.filters.walk import children_of


class FilterRow(NamedTuple):
    """One row. It stands for a condition or a group and each ``not`` right around it.

    Attributes:
        place: Of the outermost ``not``, or of the node.
        core: Of the node.
        group: Of the group it is, or of the group that is all of the value path it is; or None.
        inside: The value path it stands in.
    """

    place: Place
    core: Place
    node: Node
    depth: int
    negations: int
    group: Place | None
    joiner: str
    inside: Path | None


def rows_of(tree: Node, most: int) -> tuple[list[FilterRow], int]:
    """Return the first rows of a filter, and how many there are in all."""
    found: list[FilterRow] = []
    count = 0
    waiting: list[tuple[Node, Place, int, Path | None]] = [(tree, (), 0, None)]
    while waiting:
        row = _row(*waiting.pop())
        count += 1
        if count <= most:
            found.append(row)
        node, core, inside = row.node, row.core, row.inside
        if isinstance(node, ValuePath):
            inside = node.path
            if row.group is not None:
                node, core = node.condition, row.group
        below = [
            (child, (*core, index), row.depth + 1, inside)
            for index, child in enumerate(children_of(node))
        ]
        waiting += reversed(below)
    return found, count


def _row(node: Node, place: Place, depth: int, inside: Path | None) -> FilterRow:
    core, negations = place, 0
    while isinstance(node, Negation):
        node, core, negations = node.term, (*core, 0), negations + 1
    group, joiner = None, ""
    if isinstance(node, Junction):
        group, joiner = core, node.operator
    elif isinstance(node, ValuePath) and isinstance(node.condition, Junction):
        group, joiner = (*core, 0), node.condition.operator
    return FilterRow(place, core, node, depth, negations, group, joiner, inside)
