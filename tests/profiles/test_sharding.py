"""Secrets in pieces."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.profiles.sharding import (
    IncompleteSecretError,
    delete_secret,
    pieces,
    read_secret,
    write_secret,
)

SECRETS = ("short", "a" * 1200, "b" * 1201, "c" * 5000, "\U0001f511" * 900, "scim-explorer-pieces:")


class Killed(BaseException):
    """The process ends here."""


class WindowsLikeEntries:
    """At most 2,560 bytes an entry; dies after some changes."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.changes_left = 1_000_000

    def get(self, name: str) -> str | None:
        return self.texts.get(name)

    def set(self, name: str, text: str) -> None:
        assert len(text.encode("utf-16-le")) <= 2560
        self._change()
        self.texts[name] = text

    def delete(self, name: str) -> None:
        self._change()
        del self.texts[name]

    def _change(self) -> None:
        if self.changes_left == 0:
            raise Killed
        self.changes_left -= 1


@pytest.mark.parametrize("secret", SECRETS, ids=len)
def test_fault_93_a_secret_of_any_length_comes_back_and_leaves_nothing_behind(secret: str) -> None:
    entries = WindowsLikeEntries()

    write_secret(entries, "p1", secret)
    read = read_secret(entries, "p1")
    delete_secret(entries, "p1")

    assert read == secret
    assert entries.texts == {}


@pytest.mark.parametrize("new", SECRETS, ids=len)
@pytest.mark.parametrize("old", [None, *SECRETS], ids=lambda s: len(s or ""))
def test_fault_93_a_kill_between_writes_leaves_the_old_or_the_new_secret(
    old: str | None, new: str
) -> None:
    outcomes = set()
    for changes in range(20):
        entries = WindowsLikeEntries()
        if old is not None:
            write_secret(entries, "p1", old)
        entries.changes_left = changes
        with suppress(Killed):
            write_secret(entries, "p1", new)
        outcomes.add(read_secret(entries, "p1"))

        entries.changes_left = 1_000
        write_secret(entries, "p1", "after")
        delete_secret(entries, "p1")
        assert entries.texts == {}

    assert outcomes == {old, new}


@pytest.mark.parametrize("damage", ["missing", "changed", "head"])
def test_fault_93_a_part_of_a_secret_is_never_taken_for_the_whole(damage: str) -> None:
    entries = WindowsLikeEntries()
    write_secret(entries, "p1", "x" * 3000)
    piece = next(name for name in entries.texts if "#" in name)
    if damage == "missing":
        del entries.texts[piece]
    elif damage == "changed":
        entries.texts[piece] = "y"
    else:
        entries.texts["p1"] = entries.texts["p1"][:30]

    with pytest.raises(IncompleteSecretError):
        read_secret(entries, "p1")


@given(st.text(max_size=4000))
def test_that_pieces_fit_and_make_the_whole(secret: str) -> None:
    parts = pieces(secret)

    assert "".join(parts) == secret
    assert all(len(part.encode("utf-16-le", "surrogatepass")) <= 2400 for part in parts)
