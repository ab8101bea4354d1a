"""Some members of a resource as sent, read without the rest of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypedDict, cast

import msgspec

from scim_explorer.protocol.cells import Row
from scim_explorer.protocol.json_codec import READ_FAILURES, Json, object_of
from scim_explorer.protocol.paths import key_test

PartialReader = Callable[[Row], dict[str, Json] | None]

_read_keys = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def partial_reader(names: Iterable[str]) -> PartialReader:
    """Return a function that gives of a row at least the members ``names``, in whatever case.

    It gives None for a row that is no JSON object. What is not named is not looked at, and may
    have any mistake.

    Args:
        names: As the members are spelled mostly; any other spelling costs a second look.
    """
    spelled = tuple(dict.fromkeys(names))
    # A TypedDict is read into a dictionary at once, where a Struct would have to be copied.
    kind = TypedDict("kind", dict.fromkeys(spelled, Any), total=False)  # type: ignore[misc]
    decode = cast("Callable[[Row], dict[str, Json]]", msgspec.json.Decoder(kind).decode)
    has_other_spelling, count = key_test(spelled, passed_over=spelled), len(spelled)

    def read(row: Row) -> dict[str, Json] | None:
        try:
            found = decode(row)
            # What is not there as spelled may be there in another case.
            if len(found) == count or not has_other_spelling(_read_keys(row)):
                return found
        except READ_FAILURES:
            pass
        return object_of(row)

    return read
