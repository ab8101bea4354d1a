"""Is what was typed into the search over the loaded rows a filter, or some words? Qt-free."""

from __future__ import annotations

from itertools import chain, dropwhile, islice
from typing import NamedTuple

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.parser import parse_filter, path_of
from scim_explorer.protocol.filters.syntax import OPERATORS, FilterProblem, Node
from scim_explorer.protocol.filters.tokens import Kind, Token, tokens_of


class FindText(NamedTuple):
    """How a text is taken.

    Attributes:
        is_filter: Else its words are looked for.
        tree: The filter; None for words, and for a filter that is not complete.
        problem: The first thing that is wrong with the filter.
    """

    is_filter: bool
    tree: Node | None = None
    problem: FilterProblem | None = None


def read_find_text(text: str, attributes: Attributes, as_filter: bool | None) -> FindText:  # noqa: FBT001
    """Return how ``text`` is taken.

    Args:
        text: As typed.
        attributes: Of the resource type; a text that begins with one of them and an operator is a
            filter in the making.
        as_filter: What the user said; None to guess.
    """
    if as_filter is False or not text.strip():
        return FindText(is_filter=bool(as_filter))
    parsed = parse_filter(text)
    if parsed.tree is not None:
        return FindText(is_filter=True, tree=parsed.tree)
    if as_filter or _begins_as_filter(text, attributes):
        return FindText(is_filter=True, problem=parsed.problems[0])
    return FindText(is_filter=False)


def _begins_as_filter(text: str, attributes: Attributes) -> bool:
    first, second = islice(chain(dropwhile(_stands_before, tokens_of(text)), tokens_of("")), 2)
    path = path_of(first.text, first.span)
    if path is None or attributes.find(path) is None:
        return False
    return second.kind is Kind.OPEN_ELEMENT or second.text.lower() in OPERATORS


def _stands_before(token: Token) -> bool:
    return token.kind is Kind.OPEN or token.text.lower() == "not"
