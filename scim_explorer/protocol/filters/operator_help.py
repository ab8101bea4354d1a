"""What the operators of a filter mean, for those who do not know the RFC by heart."""

from __future__ import annotations

from typing import NamedTuple

from scim_explorer.protocol.filters.completion import OPERATOR_WORDS, Expected, expected_behind
from scim_explorer.protocol.filters.syntax import Span
from scim_explorer.protocol.filters.tokens import Kind, Token, tokens_of

_CASE = "Letter case counts only where the schema says caseExact."
_ORDER = (
    "Numbers by value, dates by time, text by its letters. "
    "On true/false and binary attributes: 400 invalidFilter."
)
_MANY = "With several values, one that fits is enough."
_TABLES = {"operator": "table 3", "logical": "table 4", "grouping": "table 5"}


class OperatorHelp(NamedTuple):
    """Help on one operator.

    Attributes:
        title: The operator and what it is called.
        text: What it does.
        source: Where that is written.
    """

    title: str
    text: str
    source: str

    def sentence(self) -> str:
        """Return all of it as one text."""
        return f"{self.title}. {self.text} {self.source}"


def _help(word: str, called: str, text: str, table: str) -> OperatorHelp:
    source = f"RFC 7644 section 3.4.2.2, {_TABLES[table]}."
    return OperatorHelp(f"{word}: {called}", text, source)


_OPERATORS = {
    "eq": f"The whole value is the same. {_CASE} {_MANY}",
    "ne": "The value is another one. Whether resources without a value match, the RFC leaves open.",
    "co": f"The value has this text anywhere in it. Text only. {_CASE}",
    "sw": f"The value begins with this text, or is the same. Text only. {_CASE}",
    "ew": f"The value ends with this text, or is the same. Text only. {_CASE}",
    "gt": _ORDER,
    "ge": _ORDER,
    "lt": _ORDER,
    "le": _ORDER,
    "pr": "There is a value that is not empty. No value follows it.",
}
HELP = {
    word: _help(word, OPERATOR_WORDS[word], _OPERATORS[word], "operator") for word in _OPERATORS
}
HELP |= {
    "and": _help("and", "both", "Both sides have to be true. It binds before or.", "logical"),
    "or": _help("or", "one of the two", "One side is enough. It binds after and.", "logical"),
    "not": _help(
        "not", "the opposite", "Stands before a group in round brackets and binds first.", "logical"
    ),
    "()": _help("( )", "group", "What is inside is worked out first.", "grouping"),
    "[]": _help(
        "[ ]",
        "one value",
        "All of the condition inside holds for the same value of the attribute before it. "
        "Servers may leave it out.",
        "grouping",
    ),
}
"""Help by operator in lower case, "()" and "[]"."""

_KEYS = {Kind.OPEN: "()", Kind.CLOSE: "()", Kind.OPEN_ELEMENT: "[]", Kind.CLOSE_ELEMENT: "[]"}


def help_at(text: str, offset: int) -> tuple[Span, OperatorHelp] | None:
    """Return the operator that stands at, or ends at, ``offset`` and the help on it.

    Args:
        text: A filter as typed; it may have any mistake.
        offset: 0-based, between characters.
    """
    tokens = tokens_of(text)
    touched = [
        place
        for place, one in enumerate(tokens)
        if one.kind is not Kind.END and one.span.start <= offset <= one.span.end
    ]
    # Between two tokens, the one that begins here is meant.
    for place in reversed(touched):
        key = _key_of(tokens, place)
        if key:
            return tokens[place].span, HELP[key]
    return None


def _key_of(tokens: list[Token], place: int) -> str:
    """Return under which key there is help for a token; "" when it is no operator."""
    token = tokens[place]
    if token.kind is not Kind.WORD:
        return _KEYS.get(token.kind, "")
    word = token.text.lower()
    expected = expected_behind(tokens[:place])
    is_fit = (
        (expected is Expected.OPERATOR and word in _OPERATORS)
        or (expected is Expected.JOINER and word in {"and", "or"})
        or (expected is Expected.PATH and word == "not")
    )
    return word if is_fit else ""
