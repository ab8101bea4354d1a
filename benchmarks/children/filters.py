"""Filter and sort rows, parse a long filter, propose what follows: each beside its floor.

Before anything is measured both sides have to give the same results.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import msgspec
import orjson
from scim2_models.path import grammar

from benchmarks.children.exchanges import user_read
from scim_explorer.protocol.filters.attributes import Attributes, attributes_for
from scim_explorer.protocol.filters.completion import complete
from scim_explorer.protocol.filters.evaluate import compile_filter
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.raw_rows import compile_raw_filter
from scim_explorer.protocol.filters.remarks import remarks_on
from scim_explorer.protocol.filters.syntax import Node
from scim_explorer.protocol.rfc_schemas import rfc_resource_types, rfc_schema_set
from scim_explorer.protocol.schema import Attribute
from scim_explorer.ui.models.local_rows import OwnOrder, local_rows
from scim_explorer.ui.models.page_cache import Block

SORTED_ROWS, FILTERED_ROWS = 100_000, 20_000
LONG_FILTER_BYTES = 2048
PARSED = 20
MANY_ATTRIBUTES = 2000
FILTER = (
    'active eq true and userName sw "user1" and emails[type eq "work" and value co "example.com"]'
)
CLAUSES = (
    'userName sw "user{0}"',
    'emails[type eq "work" and value co "@example{0}.com"]',
    'not (meta.lastModified gt "2026-01-01T00:00:{0}Z")',
    '(title pr or name.familyName eq "Jensen {0}")',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber ne "{0}"',
)
User = dict[str, Any]
Run = Callable[[], object]


def by_hand(user: User) -> bool:
    """Return whether a user matches ``FILTER``, as one would write it for these users."""
    return (
        user.get("active") is True
        and user.get("userName", "").casefold().startswith("user1")
        and any(
            mail.get("type", "").casefold() == "work"
            and "example.com" in mail.get("value", "").casefold()
            for mail in user.get("emails", ())
        )
    )


def user_rows(count: int) -> tuple[msgspec.Raw, ...]:
    """Return users in no order, each as a slice of one large answer."""
    numbers = random.Random(count).sample(range(1_000_000), count)  # noqa: S311  # no secret
    bodies = (user_read(number).response_body.data for number in numbers)
    whole = b"[" + b",".join(bodies) + b"]"
    return tuple(msgspec.json.decode(whole, type=list[msgspec.Raw]))


def attributes_of_users() -> Attributes:
    kind = next(one for one in rfc_resource_types() if one.name == "User")
    return attributes_for(rfc_schema_set(), kind)


def tree_of(text: str) -> Node:
    tree = parse_filter(text).tree
    assert tree is not None
    return tree


def filtering(attributes: Attributes) -> dict[str, Run]:
    raws = user_rows(FILTERED_ROWS)
    texts = list(map(bytes, raws))
    users = [orjson.loads(text) for text in texts]
    matches = compile_filter(tree_of(FILTER), attributes)
    matches_raw = compile_raw_filter(tree_of(FILTER), attributes)
    expected = list(map(by_hand, users))
    assert any(expected)
    assert not all(expected)
    assert list(map(matches, users)) == expected
    assert list(map(matches_raw, raws)) == expected
    return {
        "decoded_ms": lambda: [matches(user) for user in users],
        "by_hand_ms": lambda: [by_hand(user) for user in users],
        "raw_ms": lambda: [matches_raw(raw) for raw in raws],
        "loads_ms": lambda: each(orjson.loads, texts),
    }


def sorting() -> dict[str, Run]:
    raws = user_rows(SORTED_ROWS)
    texts = list(map(bytes, raws))
    blocks = [Block(0, raws)]
    names = [orjson.loads(text)["userName"].casefold() for text in texts]
    again = OwnOrder("userName", None, descending=False)
    first = local_rows(blocks, None, again)
    again.turn(descending=True)
    expected = sorted(range(len(names)), key=names.__getitem__)
    assert first == tuple(expected)
    assert local_rows(blocks, None, again) == tuple(reversed(expected))
    return {
        "sort_ms": lambda: local_rows(blocks, None, OwnOrder("userName", None, descending=False)),
        "sort_again_ms": lambda: local_rows(blocks, None, again),
        "sort_loads_ms": lambda: each(orjson.loads, texts),
    }


def each(run: Callable[[bytes], object], texts: list[bytes]) -> None:
    for text in texts:
        run(text)


def parsing(attributes: Attributes) -> dict[str, Run]:
    clauses = [CLAUSES[n % len(CLAUSES)].format(n + 10) for n in range(100)]
    text = clauses[0]
    for place, clause in enumerate(clauses[1:]):
        if len(text) + len(clause) + len(" and ") > LONG_FILTER_BYTES:
            break
        text += (" and " if place % 2 else " or ") + clause
    parse = grammar._build_filter  # noqa: SLF001  # its public way remembers what it parsed
    assert parse_filter(text).tree is not None
    assert parse(text) is not None
    return {
        "parse_ms": lambda: [remarks_on(parse_filter(text), attributes) for _ in range(PARSED)],
        "lark_ms": lambda: [parse(text) for _ in range(PARSED)],
    }


def completing() -> dict[str, Run]:
    names = [f"attribute{n:04}.part{n % 7}" for n in range(MANY_ATTRIBUTES)]
    attributes = Attributes((name, Attribute(name)) for name in names)
    text = 'attribute0001.part1 eq "a" and attribute1'
    proposals = complete(text, len(text), attributes).items
    assert [one.text for one in proposals] == [
        name for name in names if name.startswith("attribute1")
    ][: len(proposals)]
    return {
        "complete_ms": lambda: complete(text, len(text), attributes),
        "complete_all_ms": lambda: complete("", 0, attributes),
    }


def main(rounds: int) -> None:
    attributes = attributes_of_users()
    measured = {
        **filtering(attributes),
        **sorting(),
        **parsing(attributes),
        **completing(),
    }
    # As the program does once it has started.
    gc.collect()
    gc.freeze()
    times: dict[str, list[float]] = {name: [] for name in measured}
    for turn in range(rounds + 1):
        for name, run in measured.items():
            began = perf_counter()
            run()
            if turn:  # the first one only warms up
                times[name].append((perf_counter() - began) * 1000)
    print(json.dumps(times))


if __name__ == "__main__":
    main(int(sys.argv[1]))
