"""Edits on the tree of a filter, each addressed by a place. Pure.

A place is the way down from the root: the index of a child at each step. Each edit gives a new tree
in the shape that the parser gives (no group directly within a group of the same operator, no group
of one term), and the place to go on from. What an edit makes has the span ``NOWHERE``; what it
leaves alone keeps its own, so that ``as_typed`` can tell the two apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, TypeAlias

from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
    Span,
    ValuePath,
)
from scim_explorer.protocol.filters.walk import children_of

Place: TypeAlias = tuple[int, ...]
NOWHERE = Span(-1, -1)
OTHER_JOINER = {"and": "or", "or": "and"}
_VALUE = "value"
_WORDS = frozenset({"and", "or", "not"})


class Edit(NamedTuple):
    """What came of an edit.

    Attributes:
        tree: None when nothing is left.
        place: Of what was edited or added; after a removal of its neighbour.
    """

    tree: Node | None
    place: Place


def node_at(tree: Node, place: Place) -> Node:
    """Return the node at a place.

    Raises:
        IndexError: There is no such place.
    """
    for index in place:
        tree = children_of(tree)[index]
    return tree


def nearest(tree: Node, place: Place) -> Place:
    """Return the longest part of ``place`` that there is in ``tree``."""
    for depth, index in enumerate(place):
        below = children_of(tree)
        if index >= len(below):
            return place[:depth]
        tree = below[index]
    return place


def joiner_at(tree: Node, place: Place) -> str:
    """Return the operator of the group that a place is a term of, or ""."""
    parent = node_at(tree, place[:-1]) if place else None
    return parent.operator if isinstance(parent, Junction) else ""


def element_at(tree: Node, place: Place) -> Path | None:
    """Return the path of the value path that a place stands in; paths there are relative to it."""
    found: Path | None = None
    for index in place:
        found = tree.path if isinstance(tree, ValuePath) else found
        tree = children_of(tree)[index]
    return found


def first_path(node: Node) -> Path:
    """Return the path that is named first."""
    while isinstance(node, Junction | Negation):
        node = children_of(node)[0]
    return node.path


def put(tree: Node, place: Place, node: Node, inner: Place = ()) -> Edit:
    """Put ``node`` in the place of what is there.

    Args:
        tree: The whole filter.
        place: What goes.
        node: What comes. A group dissolves in a group of the same operator around it.
        inner: Where within ``node`` to go on from.
    """
    if not place:
        return Edit(node, inner)
    above, index = place[:-1], place[-1]
    parent = node_at(tree, above)
    if isinstance(parent, Junction):
        terms: tuple[Node, ...] = (node,)
        if isinstance(node, Junction) and node.operator == parent.operator:
            terms = node.terms
            inner = (index + inner[0], *inner[1:]) if inner else (index,)
        else:
            inner = (index, *inner)
        terms = (*parent.terms[:index], *terms, *parent.terms[index + 1 :])
        return put(tree, above, replace(parent, terms=terms, span=NOWHERE), inner)
    if isinstance(parent, Negation):
        return put(tree, above, Negation(node, NOWHERE), (0, *inner))
    if isinstance(parent, ValuePath):
        return put(tree, above, ValuePath(parent.path, node, NOWHERE), (0, *inner))
    raise IndexError(place)


def join(tree: Node, place: Place, operator: str, node: Node) -> Edit:
    """Add ``node`` behind what is at ``place``, in a group of both.

    Where there is a group of this operator already, at the place or around it, that one grows.

    Args:
        tree: The whole filter.
        place: Which node to add to.
        operator: "and" or "or".
        node: Anything but a group.
    """
    there = node_at(tree, place)
    is_same = isinstance(there, Junction) and there.operator == operator
    terms = children_of(there) if is_same else (there,)
    return put(tree, place, Junction(operator, (*terms, node), NOWHERE), (len(terms),))


def remove(tree: Node, place: Place) -> Edit:
    """Take out what is at ``place``; what means nothing without it goes too."""
    if not place:
        return Edit(None, ())
    above, index = place[:-1], place[-1]
    parent = node_at(tree, above)
    if not isinstance(parent, Junction):
        return remove(tree, above)
    rest = (*parent.terms[:index], *parent.terms[index + 1 :])
    if len(rest) == 1:
        return put(tree, above, rest[0])
    group = replace(parent, terms=rest, span=NOWHERE)
    return put(tree, above, group, (min(index, len(rest) - 1),))


def turn(tree: Node, place: Place) -> Edit | None:
    """Make "or" of an "and" group and the other way round; None when there is no group."""
    group = node_at(tree, place)
    if not isinstance(group, Junction):
        return None
    operator = OTHER_JOINER[group.operator]
    terms: list[Node] = []
    for term in group.terms:
        is_same = isinstance(term, Junction) and term.operator == operator
        terms += children_of(term) if is_same else (term,)
    return put(tree, place, Junction(operator, tuple(terms), NOWHERE))


def negate(tree: Node, place: Place) -> Edit:
    """Put what is at ``place`` under a ``not``, or take the ``not`` away that is there."""
    there = node_at(tree, place)
    term = there.term if isinstance(there, Negation) else Negation(there, NOWHERE)
    return put(tree, place, term)


def move(tree: Node, place: Place, step: int) -> Edit | None:
    """Change places with a neighbour in the group, ``step`` being 1 or -1; None at its edges."""
    parent = node_at(tree, place[:-1]) if place else None
    if not isinstance(parent, Junction) or not 0 <= place[-1] + step < len(parent.terms):
        return None
    terms = list(parent.terms)
    here, there = place[-1], place[-1] + step
    terms[here], terms[there] = terms[there], terms[here]
    return put(tree, place[:-1], Junction(parent.operator, tuple(terms), NOWHERE), (there,))


def into_element(tree: Node, place: Place) -> Edit | None:
    """Make a value path: ``emails.type eq "work"`` becomes ``emails[type eq "work"]``.

    An attribute without sub-attribute means its ``value`` (RFC 7643 section 2.4).

    Returns:
        None when the conditions there are on several attributes, a value path has part in it, or
        the attribute has a name that means something else in front of a bracket.
    """
    there = node_at(tree, place)
    if element_at(tree, place) is not None:
        return None
    path = first_path(there)
    text = path.text[: -len(path.sub) - 1] if path.sub else path.text
    outer = path_of(text, NOWHERE)
    if outer is None or outer.text.lower() in _WORDS:
        return None
    condition = _relative(there, outer)
    if condition is None:
        return None
    return put(tree, place, ValuePath(outer, condition, NOWHERE))


def out_of_element(tree: Node, place: Place) -> Edit | None:
    """Write the conditions of a value path one by one: the opposite of ``into_element``.

    Returns:
        None when there is no value path, or a path would have two sub-attributes.
    """
    there = node_at(tree, place)
    if not isinstance(there, ValuePath):
        return None
    condition = _absolute(there.condition, there.path)
    return None if condition is None else put(tree, place, condition)


def _relative(node: Node, outer: Path) -> Node | None:
    if isinstance(node, ValuePath):
        return None
    if isinstance(node, Comparison | Presence):
        path = node.path
        same = (path.urn.lower(), path.name.lower()) == (outer.urn.lower(), outer.name.lower())
        return _with_path(node, path.sub or _VALUE) if same else None
    return _with_children(node, [_relative(one, outer) for one in children_of(node)])


def _absolute(node: Node, outer: Path) -> Node | None:
    if isinstance(node, ValuePath):
        return None
    if isinstance(node, Comparison | Presence):
        return _with_path(node, f"{outer.text}.{node.path.text}")
    return _with_children(node, [_absolute(one, outer) for one in children_of(node)])


def _with_path(node: Comparison | Presence, text: str) -> Node | None:
    path = path_of(text, NOWHERE)
    return None if path is None else replace(node, path=path, span=NOWHERE)


def _with_children(node: Node, below: list[Node | None]) -> Node | None:
    whole = tuple(one for one in below if one is not None)
    if len(whole) < len(below):
        return None
    if isinstance(node, Junction):
        return Junction(node.operator, whole, NOWHERE)
    return Negation(whole[0], NOWHERE)
