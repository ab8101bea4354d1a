"""Text for terminals: column widths, and nothing a server could do to a terminal."""

from __future__ import annotations

import shutil
import sys
import unicodedata

from scim_explorer.ui.display import visible

WIDE = frozenset("WF")
NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def fitted(text: str, columns: int) -> str:
    """Return ``text`` cut or padded to ``columns``; a cut one ends in an ellipsis."""
    missing = columns - width(text)
    if missing >= 0:
        return text + " " * missing
    taken, kept = 0, []
    for char in text:
        taken += _width(char)
        if taken > columns - 1:
            break
        kept.append(char)
    return fitted("".join(kept) + "\u2026", columns)


def one_line(text: str) -> str:
    """Return ``text`` with controls, line breaks and text-turning characters written out."""
    return visible(text)


def terminal_width() -> int | None:
    """Return the columns of the terminal that stdout is, None when it is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def put(text: str) -> None:
    """Print a result and a newline as UTF-8, whatever the terminal is said to write."""
    sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def say(line: str) -> None:
    """Print a line for the person at the terminal; results go to stdout, this does not."""
    print(one_line(line), file=sys.stderr)  # noqa: T201


def _width(char: str) -> int:
    if unicodedata.category(char) in NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in WIDE else 1
