"""Parses filters, and says everything that is wrong with a text at once.

Source: RFC 7644 section 3.4.2.2 (figure 1, table 4): ``not`` binds before ``and``, ``and`` before
``or``. Blanks are taken wherever they stand, and ``emails[...].value eq "x"`` is read as Entra ID
means it, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from scim_explorer.protocol.filters.literals import BadLiteralError, literal_value
from scim_explorer.protocol.filters.syntax import (
    OPERATORS,
    PRESENT,
    Comparison,
    Filter,
    FilterProblem,
    Junction,
    Negation,
    Node,
    Path,
    Presence,
    Span,
    ValuePath,
)
from scim_explorer.protocol.filters.tokens import Kind, Token, tokens_of

MAX_LENGTH = 64 * 1024
MAX_DEPTH = 50
MAX_PROBLEMS = 20

_NAME = r"\$?[A-Za-z][A-Za-z0-9_$-]*"
_PATH = re.compile(
    rf"(?:(?P<urn>urn:[^\s]+):)?(?P<name>{_NAME})(?:\.(?P<sub>{_NAME}))?", re.IGNORECASE
)
_SUB_PATH = re.compile(rf"\.(?P<sub>{_NAME})")
_LIKE_OPERATORS = {
    "=": "eq",
    "==": "eq",
    "===": "eq",
    "!=": "ne",
    "<>": "ne",
    ">": "gt",
    ">=": "ge",
    "<": "lt",
    "<=": "le",
    "like": "co",
    "contains": "co",
    "startswith": "sw",
    "endswith": "ew",
    "equals": "eq",
    "is": "eq",
    "neq": "ne",
    "exists": "pr",
    "present": "pr",
}
_LIKE_JOINERS = {"&&": "and", "&": "and", "||": "or", "|": "or", ",": "and", ";": "and"}
_JOINERS = frozenset({"and", "or"})
_MOST_SAID, _QUOTED = 300, 60


def parse_filter(text: str) -> Filter:
    """Return the tree of ``text``, or everything that is wrong with it. Never raises."""
    if len(text) > MAX_LENGTH:
        span = Span(MAX_LENGTH, len(text))
        return Filter(text, None, (FilterProblem(span, "The filter is longer than 64 KB."),))
    return _Parser(text).parse()


def in_short(problems: Iterable[FilterProblem]) -> tuple[FilterProblem, ...]:
    """Return problems in words that can be read: what they quote may be 64 KB."""
    return tuple(
        replace(
            one,
            message=one.message
            if len(one.message) <= _MOST_SAID
            else f"{one.message[:_QUOTED]}\u2026{one.message[-_QUOTED:]}",
            hint=one.hint if len(one.hint) <= _MOST_SAID else "",
        )
        for one in problems
    )


def path_of(text: str, span: Span | None = None) -> Path | None:
    """Return the path in ``text``; None when it is none. Without a ``span`` it stands alone."""
    match = _PATH.fullmatch(text)
    if match is None:
        return None
    place = Span(0, len(text)) if span is None else span
    return Path(text, match["urn"] or "", match["name"], match["sub"] or "", place)


class _TooDeepError(Exception):
    """Brackets within brackets without end."""


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        tokens = tokens_of(text)
        # Once more the end, to be looked at from the end.
        self._tokens = (*tokens, tokens[-1])
        self._place = 0
        self._depth = 0
        self._is_in_element = False
        self._problems: list[FilterProblem] = []
        self._warnings: list[FilterProblem] = []

    def parse(self) -> Filter:
        if self._peek().kind is Kind.END:
            hint = 'Such as userName eq "bjensen"'
            self._problem(self._peek().span, "The filter is empty.", hint)
            return self._result(None)
        try:
            tree = self._disjunction()
            while self._peek().kind is not Kind.END:
                self._stray()
                before = self._place
                self._disjunction()
                if self._place == before:
                    self._take()
        except _TooDeepError:
            span = self._peek().span
            self._problem(span, f"Brackets are nested more than {MAX_DEPTH} deep.")
            return self._result(None)
        return self._result(tree)

    def _result(self, tree: Node | None) -> Filter:
        problems = in_short(sorted(self._problems, key=lambda one: one.span)[:MAX_PROBLEMS])
        warnings = in_short(sorted(self._warnings, key=lambda one: one.span))
        return Filter(self._text, None if problems else tree, problems, warnings)

    # --- tokens --------------------------------------------------------------------

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[self._place + ahead]

    def _take(self) -> Token:
        token = self._peek()
        self._place += token.kind is not Kind.END
        return token

    def _problem(self, span: Span, message: str, hint: str = "") -> None:
        self._problems.append(FilterProblem(span, message, hint))

    def _is_joiner(self, token: Token) -> bool:
        return token.kind is Kind.WORD and token.text.lower() in _JOINERS

    # --- rules ---------------------------------------------------------------------

    def _disjunction(self) -> Node | None:
        return self._chain("or", self._conjunction)

    def _conjunction(self) -> Node | None:
        return self._chain("and", self._term)

    def _chain(self, operator: str, operand: Callable[[], Node | None]) -> Node | None:
        terms = [operand()]
        while self._continues(operator):
            terms.append(operand())
        good = [term for term in terms if term is not None]
        if len(good) < len(terms):
            return None
        return good[0] if len(good) == 1 else _joined(operator, good)

    def _continues(self, operator: str) -> bool:
        token = self._peek()
        if token.kind is not Kind.WORD:
            return False
        if token.text.lower() == operator:
            self._take()
            return True
        if _LIKE_JOINERS.get(token.text) == operator:
            self._problem(token.span, f"{token.text} joins nothing here.", f"Write {operator}.")
            self._take()
            return True
        return False

    def _term(self) -> Node | None:
        token = self._peek()
        if token.kind is Kind.OPEN:
            return self._group()
        if self._is_negation():
            return self._negation()
        if token.kind is Kind.WORD and not self._is_misplaced_joiner(token):
            return self._expression()
        self._missing_expression(token)
        return None

    def _is_negation(self) -> bool:
        token, after = self._peek(), self._peek(1)
        if token.kind is not Kind.WORD or token.text.lower() != "not":
            return False
        # "not" is a name like any other in front of an operator ("not eq 1").
        return not (after.kind is Kind.WORD and after.text.lower() in OPERATORS)

    def _negation(self) -> Node | None:
        word = self._take()
        if self._peek().kind is not Kind.OPEN:
            rest = self._text[self._peek().span.start :].strip()
            hint = f"not ({rest})" if 0 < len(rest) < 80 else "not (...)"
            self._problem(word.span, "Only a group in brackets may follow not.", hint)
            self._nested(self._term)
            return None
        term = self._group()
        return None if term is None else Negation(term, Span(word.span.start, self._end()))

    def _group(self) -> Node | None:
        opened = self._take()
        term = self._nested(self._disjunction)
        if self._peek().kind is Kind.CLOSE:
            closed = self._take()
            return None if term is None else _respanned(term, opened.span.start, closed.span.end)
        self._not_closed(opened, ")")
        return None

    def _expression(self) -> Node | None:
        token = self._take()
        path = path_of(token.text, token.span)
        if path is None:
            self._bad_path(token)
        if self._peek().kind is Kind.OPEN_ELEMENT:
            return self._value_path(path, token)
        operator = self._operator(token)
        if operator is None:
            return None
        if operator.text.lower() == PRESENT:
            return None if path is None else Presence(path, Span(token.span.start, self._end()))
        return self._comparison(path, token, operator)

    def _comparison(self, path: Path | None, start: Token, operator: Token) -> Node | None:
        token = self._peek()
        if token.kind not in {Kind.WORD, Kind.STRING} or self._is_joiner(token):
            at = Span(operator.span.end, operator.span.end)
            hint = f'{start.text} {operator.text} "..."'
            self._problem(at, f"A value is missing behind {operator.text}.", hint)
            return None
        self._take()
        try:
            value = literal_value(token, start.text, operator.text)
        except BadLiteralError as error:
            self._problems.append(error.problem)
            self._skip_unquoted(token)
            return None
        if path is None:
            return None
        name, span = operator.text.lower(), Span(start.span.start, token.span.end)
        return Comparison(path, name, value, token.text, span, token.span)

    def _skip_unquoted(self, first: Token) -> None:
        """Take the rest of what was meant as one string: words up to a joiner or a bracket."""
        if first.kind is not Kind.WORD:
            return
        while self._peek().kind is Kind.WORD and not self._is_joiner(self._peek()):
            if self._peek().text in _LIKE_JOINERS or self._peek(1).text.lower() in OPERATORS:
                return
            self._take()

    def _operator(self, path: Token) -> Token | None:
        token = self._peek()
        if token.kind is Kind.WORD and token.text.lower() in OPERATORS:
            return self._take()
        if token.kind is Kind.WORD and token.text.lower() in _LIKE_OPERATORS:
            meant = _LIKE_OPERATORS[token.text.lower()]
            self._problem(token.span, f"{token.text} is not an operator.", f"Write {meant}.")
            taken = self._take()
            return taken._replace(text=meant)
        if token.kind is Kind.WORD and not self._is_joiner(token):
            known = "eq, ne, co, sw, ew, gt, ge, lt, le, pr"
            self._problem(token.span, f"{token.text} is not an operator.", f"One of {known}.")
            self._take()
            if self._peek().kind in {Kind.WORD, Kind.STRING} and not self._is_joiner(self._peek()):
                self._take()
            return None
        at = Span(path.span.end, path.span.end)
        self._problem(at, f"An operator is missing behind {path.text}.", f"{path.text} pr")
        if token.kind is Kind.STRING:
            self._take()
        return None

    def _value_path(self, path: Path | None, start: Token) -> Node | None:
        opened = self._take()
        was_in_element, self._is_in_element = self._is_in_element, True
        if was_in_element:
            self._problem(opened.span, "Square brackets within square brackets are not possible.")
        condition = self._nested(self._disjunction)
        self._is_in_element = was_in_element
        if self._peek().kind is not Kind.CLOSE_ELEMENT:
            self._not_closed(opened, "]")
            return None
        closed = self._take()
        span = Span(start.span.start, closed.span.end)
        behind = self._peek()
        if behind.kind is Kind.WORD and behind.span.start == closed.span.end:
            return self._behind_element(path, condition, span)
        return None if path is None or condition is None else ValuePath(path, condition, span)

    def _behind_element(self, path: Path | None, condition: Node | None, span: Span) -> Node | None:
        """Read ``emails[...].value eq "x"`` as one more condition on the same element."""
        token = self._take()
        match = _SUB_PATH.fullmatch(token.text)
        if match is None:
            self._problem(token.span, f"{token.text} cannot follow the bracket.")
            return None
        name = token._replace(text=match["sub"], span=Span(token.span.start + 1, token.span.end))
        operator = self._operator(name)
        if operator is None:
            return None
        sub = path_of(name.text, name.span)
        if operator.text.lower() == PRESENT:
            end = Span(name.span.start, self._end())
            last: Node | None = None if sub is None else Presence(sub, end)
        else:
            last = self._comparison(sub, name, operator)
        if path is None or condition is None or last is None:
            return None
        self._warnings.append(
            FilterProblem(
                token.span,
                "A sub-attribute behind the bracket is no filter of RFC 7644, only a PATCH path. "
                "It is read as a condition on the same element, as Entra ID means it.",
            )
        )
        both = _joined("and", (condition, last))
        return ValuePath(path, both, Span(span.start, last.span.end))

    # --- what is wrong -------------------------------------------------------------

    def _nested(self, rule: Callable[[], Node | None]) -> Node | None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError
        found = rule()
        self._depth -= 1
        return found

    def _end(self) -> int:
        return self._tokens[self._place - 1].span.end

    def _is_misplaced_joiner(self, token: Token) -> bool:
        after = self._peek(1)
        is_name = after.kind is Kind.WORD and after.text.lower() in OPERATORS
        return (self._is_joiner(token) or token.text in _LIKE_JOINERS) and not is_name

    def _missing_expression(self, token: Token) -> None:
        if token.kind is Kind.STRING:
            self._problem(token.span, "A filter begins with an attribute, not with a value.")
            self._take()
            return
        if token.kind is Kind.END:
            place = max(len(self._text.rstrip()), 0)
            self._problem(Span(place, place), "An expression is missing at the end.")
        elif token.kind is Kind.WORD:
            self._problem(token.span, f"An expression is missing before {token.text}.")
        else:
            self._problem(token.span, f"An expression is missing before {token.text}")
            if token.kind is Kind.OPEN_ELEMENT:
                self._take()

    def _not_closed(self, opened: Token, bracket: str) -> None:
        token = self._peek()
        self._problem(
            opened.span,
            f"The bracket {opened.text} is not closed.",
            f"Add {bracket} where it ends.",
        )
        if token.kind in {Kind.CLOSE, Kind.CLOSE_ELEMENT}:
            self._take()

    def _bad_path(self, token: Token) -> None:
        name = token.text
        if name.count(".") > 1 and not name.lower().startswith("urn:"):
            first = ".".join(name.split(".")[:2])
            self._problem(token.span, "A path has one sub-attribute at most.", f"Such as {first}")
        elif "/" in name and not name.lower().startswith("urn:"):
            self._problem(
                token.span, f"{name} is not an attribute path.", name.strip("/").replace("/", ".")
            )
        else:
            self._problem(token.span, f"{name} is not an attribute path.")

    def _stray(self) -> None:
        """Say why the filter goes on where it should end, and step over it."""
        token = self._take()
        if token.kind in {Kind.CLOSE, Kind.CLOSE_ELEMENT}:
            self._problem(token.span, f"{token.text} closes nothing.")
            if self._is_joiner(self._peek()):
                self._take()
            return
        self._problem(token.span, "and or or is missing before this.", f"and {token.text}")
        if token.kind is not Kind.STRING:
            self._place -= 1


def _respanned(term: Node, start: int, end: int) -> Node:
    return replace(term, span=Span(start, end))


def _joined(operator: str, terms: Sequence[Node]) -> Junction:
    """Return one node for a chain of one operator, the chains in it dissolved."""
    flat: list[Node] = []
    for term in terms:
        if isinstance(term, Junction) and term.operator == operator:
            flat += term.terms
        else:
            flat.append(term)
    return Junction(operator, tuple(flat), Span(terms[0].span.start, terms[-1].span.end))
