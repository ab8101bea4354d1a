"""What provisioning clients are known to send as a filter, and what they never do. Pure.

Microsoft Entra ID and Okta look resources up by ``eq`` alone; Entra ID also joins two of them by
``and`` when it checks a manager, and puts one in square brackets for a member or a typed e-mail.
A server that works well with them may know nothing else.
"""

from __future__ import annotations

from scim_explorer.protocol.filters.syntax import (
    PRESENT,
    Comparison,
    Junction,
    Negation,
    Node,
    Presence,
)
from scim_explorer.protocol.filters.walk import nodes_of

_SENT = frozenset({"eq", "and", "[]"})


def never_sent(node: Node) -> tuple[str, ...]:
    """Return what Entra ID and Okta never send of a filter, each once, in the order of the text."""
    words = (_word(spot.node) for spot in nodes_of(node))
    return tuple(dict.fromkeys(word for word in words if word not in _SENT))


def _word(node: Node) -> str:
    if isinstance(node, Comparison | Junction):
        return node.operator
    if isinstance(node, Presence):
        return PRESENT
    return "not" if isinstance(node, Negation) else "[]"
