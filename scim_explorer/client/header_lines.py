"""Header fields written as lines of text, and back. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scim_explorer.client.auth import HEADER_NAME
from scim_explorer.exchanges.exchange import Headers
from scim_explorer.problems import Place, Problem

_TITLE = "Header not sent"


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """What was read; all faults at once, so that all can be mended at once."""

    headers: Headers
    problems: tuple[Problem, ...] = ()


def read_header_lines(text: str) -> HeaderLines:
    """Read one ``Name: value`` a line; empty lines are skipped, blanks around a value go.

    The words of a problem never repeat a value: it may be a secret.

    Source: RFC 9110 section 5.1 and 5.5.
    """
    headers: list[tuple[str, str]] = []
    problems: list[Problem] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        name, colon, value = line.partition(":")
        fault = _fault(line, name, has_colon=bool(colon))
        if fault:
            place = Place(start, start + len(line), number, 1)
            problems.append(Problem(_TITLE, f"Line {number}: {fault}", place=place))
        elif line.strip():
            headers.append((name, value.strip(" \t\r")))
        start += len(line) + 1
    return HeaderLines(tuple(headers), tuple(problems))


def write_header_lines(headers: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers)


def _fault(line: str, name: str, *, has_colon: bool) -> str:
    if not line.strip():
        return ""
    if line[0] in " \t":
        return "a header begins at the start of its line."
    if not has_colon:
        return "a colon is missing after the name."
    if HEADER_NAME.fullmatch(name) is None:
        return "the name has a character that a header name cannot have."
    return ""
