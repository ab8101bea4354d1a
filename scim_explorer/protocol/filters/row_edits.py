"""What can be done to one row of a filter. Pure.

Each takes the tree, the row and the attributes of the resource type, and gives the ``Edit``, or
None where it cannot be done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from scim_explorer.protocol.filters import edits
from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.conditions import first_condition, first_element
from scim_explorer.protocol.filters.edits import OTHER_JOINER, Edit, Place, joiner_at
from scim_explorer.protocol.filters.rows import FilterRow
from scim_explorer.protocol.filters.syntax import Junction, Node, ValuePath

RowEdit: TypeAlias = Callable[[Node, FilterRow, Attributes], Edit | None]


def add_condition(tree: Node, row: FilterRow, attributes: Attributes) -> Edit:
    """Add a condition: within a group or value path at the end, else behind the row."""
    inside = row.node.path if isinstance(row.node, ValuePath) else row.inside
    return _add(tree, row, first_condition(attributes, inside))


def add_element(tree: Node, row: FilterRow, attributes: Attributes) -> Edit | None:
    """Add a value path; None within another one."""
    node = first_element(attributes)
    if node is None or row.inside is not None:
        return None
    if isinstance(row.node, ValuePath):
        return edits.join(tree, row.place, joiner_at(tree, row.place) or "and", node)
    return _add(tree, row, node)


def add_group(tree: Node, row: FilterRow, attributes: Attributes) -> Edit:
    """Add a condition in a group of its own with the row, joined otherwise than around it."""
    around = joiner_at(tree, row.place)
    if not around and isinstance(row.node, Junction) and not row.negations:
        around = row.joiner
    operator = OTHER_JOINER.get(around, "or")
    return edits.join(tree, row.place, operator, first_condition(attributes, row.inside))


def negate(tree: Node, row: FilterRow, _attributes: Attributes) -> Edit:
    """Put a ``not`` around the row, or take one away."""
    return edits.negate(tree, row.place)


def turn_element(tree: Node, row: FilterRow, attributes: Attributes) -> Edit | None:
    """Make a value path of the conditions of the row, or conditions of a value path.

    Only an attribute with sub-attributes can be one; where nothing is known, one that is typed
    with a sub-attribute.
    """
    if isinstance(row.node, ValuePath):
        return edits.out_of_element(tree, row.core)
    edit = edits.into_element(tree, row.core)
    if edit is None or edit.tree is None:
        return None
    made = edits.node_at(edit.tree, edit.place)
    if not isinstance(made, ValuePath):
        return None
    attribute = attributes.find(made.path)
    if attribute is None:
        return edit if edits.first_path(row.node).sub else None
    return edit if attribute.type == "complex" else None


def turn_group(tree: Node, row: FilterRow, _attributes: Attributes) -> Edit | None:
    """Make "any of" of "all of" and the other way round."""
    return None if row.group is None else edits.turn(tree, row.group)


def move_up(tree: Node, row: FilterRow, _attributes: Attributes) -> Edit | None:
    """Put the row before its neighbour in the group."""
    return edits.move(tree, row.place, -1)


def move_down(tree: Node, row: FilterRow, _attributes: Attributes) -> Edit | None:
    """Put the row behind its neighbour in the group."""
    return edits.move(tree, row.place, 1)


def remove(tree: Node, row: FilterRow, _attributes: Attributes) -> Edit:
    """Take the row out with all that is below it."""
    return edits.remove(tree, row.place)


ADDITIONS: frozenset[RowEdit] = frozenset({add_condition, add_element, add_group})
"""What adds a row that is then written."""


def _add(tree: Node, row: FilterRow, node: Node) -> Edit:
    place, operator = _end_of(tree, row)
    return edits.join(tree, place, operator, node)


def _end_of(tree: Node, row: FilterRow) -> tuple[Place, str]:
    """Return to what something is added, and how it is joined."""
    if row.group is not None:
        return row.group, row.joiner
    if isinstance(row.node, ValuePath):
        return (*row.core, 0), "and"
    return row.place, joiner_at(tree, row.place) or "and"
