"""The operator matrix as text to hand around. No value of a row comes along, and no secret."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from scim_explorer import __version__
from scim_explorer.checks.operators.by_type import WORDS
from scim_explorer.checks.operators.matrix import (
    Matrix,
    claim_words,
    ground_words,
    sentence,
    words,
)
from scim_explorer.checks.operators.probe import Result, Verdict

_WIDTH = max(map(len, Verdict)) + 2
_LOUD = frozenset({Verdict.WRONG, Verdict.IGNORED, Verdict.FAILED})


def plain_text(matrix: Matrix, name: str, target: str) -> str:
    """Return the matrix for a ticket or a mail.

    Args:
        matrix: What came of a run.
        name: Of the endpoint.
        target: Its base URL, without what is secret in it.
    """
    lines = [
        f"Operator matrix: {name}, {matrix.resource_type}",
        sentence(matrix.results),
        ground_words(matrix),
        *claim_words(matrix),
        f"Target: {target}",
        f"Tried: {matrix.when:%Y-%m-%d %H:%M:%S %Z}".strip(),
        f"By: SCIM Explorer {__version__}",
    ]
    for group, results in groupby(matrix.results, key=lambda one: one.group):
        lines += ["", group.value.capitalize(), *map(_line, results)]
    return "\n".join(lines) + "\n"


def _line(one: Result) -> str:
    """Return one result; what matters most stands out without colour."""
    word = one.verdict.value.upper() if one.verdict in _LOUD else one.verdict.value
    kind = f" on {WORDS[one.kind]}" if one.kind is not None else ""
    parts = (f"{one.construct}{kind}:", one.shape, f"({_said(one)})" if _said(one) else "")
    return f"{word:<{_WIDTH}}{' '.join(part for part in parts if part)}"


def _said(one: Result) -> str:
    """Return the words for a result, those of the server left out: values may be in them."""
    number = f" #{one.exchange}" if one.exchange is not None else ""
    return f"{words(replace(one, said=''))}{number}".strip()
