"""``scim-explorer filter``: what a filter means, what is wrong with it, and what it matches."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence

from scim_explorer.commands.files import read_resources, read_schema_set, type_named
from scim_explorer.commands.text import one_line, put, width
from scim_explorer.protocol.filters.attributes import attributes_for
from scim_explorer.protocol.filters.evaluate import Clause, compile_reasons
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical, to_json
from scim_explorer.protocol.filters.remarks import remarks_on
from scim_explorer.protocol.filters.syntax import Filter, FilterProblem, Node
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.protocol.paths import get_member

DONE, WRONG = 0, 1


def run_filter(arguments: argparse.Namespace) -> int:
    """Print what a filter is; 1 when it is none, or with ``--strict`` when it has warnings.

    Raises:
        InputError: A file cannot be used.
    """
    schema_set = read_schema_set(arguments.schemas, arguments.resource_types)
    attributes = attributes_for(schema_set, type_named(schema_set, arguments.type))
    parsed = parse_filter(arguments.expression)
    if parsed.tree is None:
        _print_invalid(parsed, as_json=arguments.json)
        return WRONG
    warnings = remarks_on(parsed, attributes)
    explained: list[tuple[Json, Clause]] | None = None
    if arguments.against:
        reasons = compile_reasons(parsed.tree, attributes)
        explained = [
            (_name(resource, place), reasons(resource))
            for place, resource in enumerate(read_resources(arguments.against))
            if isinstance(resource, dict)
        ]
    if arguments.json:
        _print_json(parsed.tree, warnings, explained)
    else:
        _print_text(parsed, parsed.tree, warnings, explained)
    return WRONG if arguments.strict and warnings else DONE


def _name(resource: dict[str, Json], place: int) -> Json:
    """Return the id of a resource; its place from 0 where it has none."""
    found = get_member(resource, "id")
    return found if isinstance(found, str) else place


# --- for scripts ---------------------------------------------------------------------------


def _print_json(
    tree: Node,
    warnings: Sequence[FilterProblem],
    explained: list[tuple[Json, Clause]] | None,
) -> None:
    document: dict[str, Json] = {
        "valid": True,
        "canonical": canonical(tree),
        "tree": to_json(tree),
        "warnings": [_problem(one) for one in warnings],
    }
    if explained is not None:
        document["matches"] = [name for name, clause in explained if clause.matched]
        document["explain"] = [
            {"resource": name, "matches": clause.matched, "clause": _clause(clause)}
            for name, clause in explained
        ]
    put(dumps(document))


def _problem(one: FilterProblem) -> dict[str, Json]:
    return {
        "start": one.span.start,
        "end": one.span.end,
        "message": one.message,
        "hint": one.hint,
    }


def _clause(clause: Clause) -> dict[str, Json]:
    return {
        "text": clause.text,
        "matches": clause.matched,
        "values": [_writable(value) for value in clause.values],
        "parts": [_clause(part) for part in clause.parts],
    }


def _writable(value: Json) -> Json:
    """Return ``value`` with the numbers that JSON cannot write as text: NaN, Infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(value)
    if isinstance(value, list):
        return [_writable(one) for one in value]
    if isinstance(value, dict):
        return {name: _writable(one) for name, one in value.items()}
    return value


# --- for people ----------------------------------------------------------------------------


def _print_invalid(parsed: Filter, *, as_json: bool) -> None:
    if as_json:
        problems: list[Json] = [_problem(one) for one in parsed.problems]
        put(dumps({"valid": False, "problems": problems}))
        return
    lines = ["not valid"]
    for one in parsed.problems:
        lines += _shown(parsed.text, one)
    put("\n".join(map(one_line, lines)))


def _print_text(
    parsed: Filter,
    tree: Node,
    warnings: Sequence[FilterProblem],
    explained: list[tuple[Json, Clause]] | None,
) -> None:
    lines = ["valid", canonical(tree), ""]
    lines += json.dumps(to_json(tree), indent=2, ensure_ascii=False).split("\n")
    for one in warnings:
        lines += ["", *_shown(parsed.text, one)]
    if explained is not None:
        matching = sum(clause.matched for _, clause in explained)
        lines += ["", f"{matching} of {len(explained)} match"]
        for name, clause in explained:
            lines += [str(name), *_tree(clause, 1)]
    put("\n".join(map(one_line, lines)))


def _shown(text: str, one: FilterProblem) -> Iterator[str]:
    """Yield the text around a place, the place below it, and the words."""
    start, end = one.span
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    # The line is printed with its hidden characters written out: so it is measured.
    parts = (before, text[start:end][:_AROUND], after)
    before, inside, after = (one_line(part.translate(_BLANKS)) for part in parts)
    lead = "\u2026" if start > _AROUND else ""
    yield f"  {lead}{before}{inside}{after}"
    yield f"  {' ' * width(lead + before)}{'^' * max(width(inside), 1)}"
    yield f"  {one.message}{f' {one.hint}' if one.hint else ''}"


_AROUND = 60
_BLANKS = {ord(blank): " " for blank in "\t\r\n"}


def _tree(clause: Clause, depth: int) -> Iterator[str]:
    mark = "yes" if clause.matched else "no "
    looked = ""
    if clause.values and not clause.parts:
        looked = f"   ({', '.join(dumps(_writable(value)) for value in clause.values)})"
    yield f"{'  ' * depth}{mark} {clause.text}{looked}"
    for part in clause.parts:
        yield from _tree(part, depth + 1)
