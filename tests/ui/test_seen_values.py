"""Values found in rows, and kept."""

from __future__ import annotations

from collections.abc import Iterator

from scim_explorer.ui.seen_values import SeenValues


class Rows:
    """Rows that count how often they are read."""

    def __init__(self) -> None:
        self.readings = 0
        self.name = "amy"

    def __call__(self) -> Iterator[bytes]:
        self.readings += 1
        return iter([b'{"userName":"%s","title":"x"}' % self.name.encode()])


def test_that_rows_are_read_once_for_each_path() -> None:
    rows = Rows()
    seen = SeenValues(rows)

    found = [list(seen(path)) for path in ("userName", "userName", "title", "none", "none")]

    assert found == [["amy"], ["amy"], ["x"], [], []]
    assert rows.readings == 3


def test_that_other_rows_have_other_values() -> None:
    rows = Rows()
    seen = SeenValues(rows)
    seen("userName")
    rows.name = "bo"

    seen.forget()

    assert list(seen("userName")) == ["bo"]


def test_that_no_more_than_two_hundred_rows_are_read() -> None:
    seen = SeenValues(lambda: (b'{"n":"%d"}' % (n // 10) for n in range(1000)))

    assert list(seen("n")) == [str(n) for n in range(20)]
