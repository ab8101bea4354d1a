"""Single conditions as values: made from what was typed, and told as what can be typed. Pure.

Sources: RFC 7644 section 3.4.2.2 (a value is a JSON literal), RFC 7643 section 2.3 (types).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypeAlias

from scim_explorer.protocol.filters.attributes import Attributes
from scim_explorer.protocol.filters.completion import operators_for
from scim_explorer.protocol.filters.edits import NOWHERE
from scim_explorer.protocol.filters.literals import BadLiteralError, literal_value
from scim_explorer.protocol.filters.parser import path_of
from scim_explorer.protocol.filters.syntax import (
    PRESENT,
    Comparison,
    Path,
    Presence,
    ValuePath,
)
from scim_explorer.protocol.filters.tokens import Kind, tokens_of
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.schema import Attribute

Condition: TypeAlias = Comparison | Presence
_NUMBERS = {"integer": (int,), "decimal": (int, float)}
_FIRST_NAMES = ("userName", "displayName", "value", "type")
_FIRST_ELEMENTS = ("emails", "members")
_UNKNOWN_NAME, _UNKNOWN_ELEMENT, _VALUE = "userName", "emails", "value"


def typed_path(text: str) -> Path | None:
    """Return the path that was typed; None when it is none."""
    text = text.strip()
    tokens = tokens_of(text)
    is_one_word = len(tokens) > 1 and tokens[0].kind is Kind.WORD and tokens[0].text == text
    return path_of(text, NOWHERE) if is_one_word else None


def compared(path: Path, operator: str, literal: str) -> Condition:
    """Return ``path operator literal``; the literal is left aside with "pr".

    Raises:
        BadLiteralError: It is no JSON literal.
    """
    if operator == PRESENT:
        return Presence(path, NOWHERE)
    value = literal_value(tokens_of(literal)[0], path.text, operator)
    return Comparison(path, operator, value, literal, NOWHERE, NOWHERE)


def literal_of(text: str, attribute: Attribute | None) -> str:
    """Return the literal for a value as typed.

    It is a string but for ``true`` and ``false`` of a boolean, numbers of a numeric attribute, and
    what reads as a literal where no type is known. What stands in quotes as JSON has it is taken
    as the literal it is.

    Args:
        text: As typed.
        attribute: What it is compared with; None when nothing is known about it.
    """
    known = "" if attribute is None else attribute.type
    literal = text.strip()
    if _is_literal(literal):
        is_string = literal.startswith('"')
        if is_string or not known:
            return literal
        if known == "boolean" and literal in {"true", "false"}:
            return literal
        value = json.loads(literal)
        if not isinstance(value, bool) and isinstance(value, _NUMBERS.get(known, ())):
            return literal
    if known == "boolean" and literal.lower() in {"true", "false"}:
        return literal.lower()
    return dumps(text)


def typed_value(
    condition: Condition,
    attribute: Attribute | None,
    needs_escape: Callable[[str], bool] = lambda _text: False,
) -> str:
    """Return what can be typed to get the value of a condition from ``literal_of``.

    Args:
        condition: One; with "pr" it is "".
        attribute: As for ``literal_of``.
        needs_escape: Tells strings that are only safe to be shown with escapes.
    """
    if isinstance(condition, Presence):
        return ""
    if not isinstance(condition.value, str):
        return condition.literal
    if needs_escape(condition.value):
        return json.dumps(condition.value)
    is_plain = literal_of(condition.value, attribute) == dumps(condition.value)
    return condition.value if is_plain else dumps(condition.value)


def with_path(condition: Condition, path: Path, attribute: Attribute | None) -> Condition:
    """Return a condition on another attribute; operator and value change where they do not fit.

    Args:
        condition: The one of before.
        path: The new path.
        attribute: What the schemas say about it.
    """
    operator = operator_of(condition)
    fitting = operators_for(attribute)
    if operator not in fitting:
        operator = fitting[0]
    return _fitted(condition, path, operator, attribute)


def with_operator(condition: Condition, operator: str, attribute: Attribute | None) -> Condition:
    """Return a condition with another operator; one that had no value gets a likely one."""
    if isinstance(condition, Presence):
        return _fitted(condition, condition.path, operator, attribute)
    return compared(condition.path, operator, condition.literal)


def with_value(condition: Condition, text: str, attribute: Attribute | None) -> Condition:
    """Return a condition with the value that was typed; one with "pr" has none."""
    operator = operator_of(condition)
    return compared(condition.path, operator, literal_of(text, attribute))


def operator_of(condition: Condition) -> str:
    """Return its operator, "pr" included."""
    return PRESENT if isinstance(condition, Presence) else condition.operator


def likely_values(attribute: Attribute | None) -> tuple[str, ...]:
    """Return what the schema offers as values, as they can be typed."""
    if attribute is None:
        return ()
    return ("true", "false") if attribute.type == "boolean" else attribute.canonical_values


def first_condition(attributes: Attributes, inside: Path | None) -> Presence:
    """Return a condition to begin with: ``pr`` on the attribute most often asked for.

    Args:
        attributes: Of the resource type.
        inside: The value path it is for.
    """
    names = [name for name, one in attributes.below(inside) if one.type != "complex"]
    wanted = next((name for name in _FIRST_NAMES if name in names), names[0] if names else "")
    path = typed_path(wanted or (_UNKNOWN_NAME if inside is None else _VALUE))
    return Presence(path or Path(_VALUE, "", _VALUE, "", NOWHERE), NOWHERE)


def first_element(attributes: Attributes) -> ValuePath | None:
    """Return a value path to begin with; None when the schema has no attribute for one."""
    names = [name for name, one in attributes.below(None) if is_for_elements(one)]
    if attributes.is_known and not names:
        return None
    wanted = next((name for name in _FIRST_ELEMENTS if name in names), names[0] if names else "")
    path = typed_path(wanted or _UNKNOWN_ELEMENT)
    if path is None or path.sub:
        return None
    return ValuePath(path, first_condition(attributes, path), NOWHERE)


def is_for_elements(attribute: Attribute) -> bool:
    """Tell whether a value path can be on an attribute with good reason: it has elements."""
    return attribute.type == "complex" and attribute.multi_valued


def proposed_paths(
    attributes: Attributes, inside: Path | None, *, for_elements: bool
) -> Sequence[tuple[str, Attribute]]:
    """Return paths with their attributes for a condition, or for a value path."""
    pairs = attributes.below(inside)
    return [pair for pair in pairs if is_for_elements(pair[1])] if for_elements else pairs


def _fitted(
    condition: Condition, path: Path, operator: str, attribute: Attribute | None
) -> Condition:
    if operator == PRESENT:
        return Presence(path, NOWHERE)
    if isinstance(condition, Presence):
        likely = likely_values(attribute)
        return compared(path, operator, literal_of(likely[0] if likely else "", attribute))
    if attribute is None:
        return compared(path, operator, condition.literal)
    if attribute.type == "boolean" and not isinstance(condition.value, bool):
        is_false = str(condition.value).lower() == "false"
        return compared(path, operator, "false" if is_false else "true")
    return compared(path, operator, literal_of(typed_value(condition, attribute), attribute))


def _is_literal(text: str) -> bool:
    tokens = tokens_of(text)
    if len(tokens) != 2 or tokens[0].text != text:
        return False
    try:
        literal_value(tokens[0], "", "")
    except BadLiteralError:
        return False
    return True
