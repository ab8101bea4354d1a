"""What is measured, against what, and how far it should go: one row a line of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import command_line, filters, log, size, start, window
from benchmarks.bench import Bench
from benchmarks.measure import Result


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        number: Its fixed number; a line with two floors or two halves stands twice.
        title: What is measured.
        divided_by: The floor, "" for an absolute value.
        goal: Largest value that is good enough.
        stretch: Largest value that we want to be known for.
        measure: Measures it.
    """

    number: int
    title: str
    divided_by: str
    goal: float
    stretch: float
    measure: Callable[[Bench], Result]


LINES = (
    Line(1, "start to a usable window", "bare Qt window", 1.5, 1.2, start.usable_window),
    Line(2, "start to the first rows of a server", "bare Qt window", 2.2, 1.7, start.first_rows),
    Line(3, "scroll at 1,000,000 rows", "same view, constant strings", 1.2, 1.1, window.scroll),
    Line(4, "show 1,000,000 rows", "show 1,000 rows", 1.2, 1.05, window.show_a_million),
    Line(5, "memory for 20,000 users", "bytes received", 1.3, 1.15, window.memory_growth),
    Line(6, "longest stall, paging 20,000 users", "", 30.0, 15.0, window.longest_stall),
    Line(7, "page 20,000 users in the window", "httpx, bytes only", 1.8, 1.4, window.paging),
    Line(8, "sort 100,000 loaded rows", "orjson.loads of each", 0.8, 0.5, filters.sort),
    Line(8, "sort them again", "orjson.loads of each", 0.2, 0.12, filters.sort_again),
    Line(9, "filter decoded rows", "a hand-written expression", 1.6, 1.2, filters.decoded_rows),
    Line(10, "filter rows as sent", "orjson.loads of each", 1.1, 0.8, filters.raw_rows),
    Line(11, "parse and check 2 KB of filter", "scim2-models, lark", 0.1, 0.05, filters.parse),
    Line(14, "log append, an exchange", "flat-file write", 5.0, 3.0, log.append),
    Line(15, "log first screen at 100,000", "at 1,000 exchanges", 1.5, 1.1, log.first_screen),
    Line(20, "list --all, 20,000 users", "httpx, bytes only", 1.4, 1.2, command_line.list_all),
    Line(
        21,
        "list --all, 20,000 users",
        "scim2-client loop",
        1 / 12,
        1 / 18,
        command_line.list_all_against_scim2_client,
    ),
    Line(
        21,
        "list --all, 20,000 users",
        "node, fetch and JSON",
        0.85,
        0.7,
        command_line.list_all_against_node,
    ),
    Line(22, "peak of list --all, 200,000 users", "at 20,000", 1.3, 1.1, command_line.peak_memory),
    Line(23, "--help", "python -c pass", 4.0, 2.8, command_line.help_text),
    Line(24, "filter, a command off-line", "python -c pass", 8.0, 6.0, command_line.filter_command),
    Line(25, "send GET /Users?count=1", "python -c pass", 18.0, 15.0, command_line.network_command),
    Line(26, "memory of the idle window", "bare Qt window", 2.0, 1.7, start.idle_memory),
    Line(27, "installed size", "PySide6-Essentials alone", 1.25, 1.2, size.installed_size),
    Line(28, "propose out of 2,000 attributes", "", 5.0, 5.0, filters.completion),
)


def chosen(numbers: frozenset[int]) -> tuple[Line, ...]:
    """Return the lines with these numbers, all without any.

    Raises:
        ValueError: A number stands for no line.
    """
    unknown = numbers - {line.number for line in LINES}
    if unknown:
        raise ValueError(f"there is no line {', '.join(map(str, sorted(unknown)))}")
    return tuple(line for line in LINES if not numbers or line.number in numbers)
