"""Values of comparisons: JSON literals, and what people write in their place."""

from __future__ import annotations

import json
import math
import re

from scim_explorer.protocol.filters.syntax import FilterProblem, Span
from scim_explorer.protocol.filters.tokens import Kind, Token, is_closed
from scim_explorer.protocol.json_codec import Json, dumps

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER = 4000


class BadLiteralError(Exception):
    """The token is no JSON literal.

    Attributes:
        problem: Where and why.
    """

    def __init__(self, problem: FilterProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def literal_value(token: Token, path: str, operator: str) -> Json:
    """Return what a literal means.

    Args:
        token: A word or a string.
        path: Left of the operator, for the hint.
        operator: As typed, for the hint.

    Raises:
        BadLiteralError: It is no JSON literal (RFC 8259).
    """
    if token.kind is Kind.STRING:
        return _string(token)
    if token.text in _WORDS:
        return _WORDS[token.text]
    if _NUMBER.fullmatch(token.text) and len(token.text) <= _LONGEST_NUMBER:
        return _number(token)
    raise BadLiteralError(_not_a_literal(token, path, operator))


def _number(token: Token) -> Json:
    if token.text.lstrip("-").isdigit():
        return int(token.text)
    value = float(token.text)
    if math.isinf(value):
        raise BadLiteralError(FilterProblem(token.span, f"{token.text} is too large a number."))
    return value


def _string(token: Token) -> str:
    if not is_closed(token.text):
        raise BadLiteralError(
            FilterProblem(token.span, "The string has no end.", 'Add a double quote: "')
        )
    try:
        value = json.loads(token.text)
    except json.JSONDecodeError as error:
        at = token.span.start + error.pos
        span = Span(min(at, token.span.end - 1), min(at + 1, token.span.end))
        raise BadLiteralError(_bad_string(token.text, span, error.pos)) from None
    return str(value)


def _bad_string(text: str, span: Span, at: int) -> FilterProblem:
    around = text[max(at - 1, 0) : at + 1]
    if "\\" in around:
        return FilterProblem(
            span, "This escape is not one of JSON.", "Write a backslash twice: \\\\"
        )
    return FilterProblem(
        span, "A control character has to be escaped in a string.", "Write \\n, \\t or \\u0000."
    )


def _not_a_literal(token: Token, path: str, operator: str) -> FilterProblem:
    word = token.text
    lowered = word.lower()
    if lowered in _WORDS:
        return FilterProblem(token.span, f"{word} is not a JSON literal.", f"Write {lowered}.")
    if word[:1] in "'\u2018\u2019\u201c\u201d":
        plain = word.strip("'\u2018\u2019\u201c\u201d")
        return FilterProblem(
            token.span,
            "A string needs double quotes.",
            f"{path} {operator} {dumps(plain)}",
        )
    if word[:1].isdigit() or word[:1] == "-":
        return FilterProblem(
            token.span, f"{word} is neither a number nor a string.", f'Quote a string: "{word}"'
        )
    return FilterProblem(
        token.span,
        "A string needs double quotes.",
        f"{path} {operator} {dumps(word)}",
    )
