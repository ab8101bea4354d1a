"""Filters as text: canonical, with the fewest brackets, and as the JSON of the command line."""

from __future__ import annotations

from scim_explorer.protocol.filters.syntax import (
    Comparison,
    Junction,
    Negation,
    Node,
    Presence,
)
from scim_explorer.protocol.json_codec import Json, dumps

BINDS = {"or": 1, "and": 2}
TIGHTEST = 3
"""How tightly a text holds together: groups by their operator, all else the most."""


def canonical(node: Node) -> str:
    """Return the filter in one spelling: single blanks, lower-case operators, few brackets.

    Paths keep their spelling, numbers theirs; parsed again it is the same tree.
    """
    return _printed(node)[0]


def _printed(node: Node) -> tuple[str, int]:
    """Return the text and how tightly it holds together."""
    if isinstance(node, Comparison):
        return f"{node.path.text} {node.operator} {_literal(node)}", TIGHTEST
    if isinstance(node, Presence):
        return f"{node.path.text} pr", TIGHTEST
    if isinstance(node, Negation):
        return f"not ({_printed(node.term)[0]})", TIGHTEST
    if isinstance(node, Junction):
        binds = BINDS[node.operator]
        terms = (_bracketed(*_printed(term), binds) for term in node.terms)
        return f" {node.operator} ".join(terms), binds
    return f"{node.path.text}[{_printed(node.condition)[0]}]", TIGHTEST


def _bracketed(text: str, binds: int, wanted: int) -> str:
    return text if binds > wanted else f"({text})"


def _literal(node: Comparison) -> str:
    if isinstance(node.value, str):
        return dumps(node.value)
    return node.literal


def to_json(node: Node) -> Json:
    """Return the tree as JSON, for scripts."""
    if isinstance(node, Comparison):
        return {"op": node.operator, "path": node.path.text, "value": node.value}
    if isinstance(node, Presence):
        return {"op": "pr", "path": node.path.text}
    if isinstance(node, Negation):
        return {"op": "not", "arg": to_json(node.term)}
    if isinstance(node, Junction):
        return {"op": node.operator, "args": [to_json(term) for term in node.terms]}
    return {"op": "valuePath", "path": node.path.text, "filter": to_json(node.condition)}
