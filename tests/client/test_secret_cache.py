"""Secrets in use by one session."""

from __future__ import annotations

import asyncio

import pytest

from scim_explorer.client.secret_cache import SecretCache
from scim_explorer.problems import Problem, SecretUnavailable


class Asked:
    """Gives "secret of SLOT", and counts the questions."""

    def __init__(self, absent: frozenset[str] = frozenset()) -> None:
        self.slots: list[str] = []
        self.absent = absent

    async def read(self, slot: str) -> str | None:
        self.slots.append(slot)
        await asyncio.sleep(0)
        if slot == "locked":
            raise SecretUnavailable(Problem("Keyring is locked", ""))
        return None if slot in self.absent else f"secret of {slot}"


async def test_that_each_secret_is_asked_for_once() -> None:
    asked = Asked()
    cache = SecretCache(asked.read)

    got = await asyncio.gather(*(cache.read(slot) for slot in ("a", "b", "a")))

    assert got == ["secret of a", "secret of b", "secret of a"]
    assert asked.slots == ["a", "b"]
    assert cache.known == ("secret of a", "secret of b")


async def test_that_an_absent_secret_is_asked_for_again() -> None:
    asked = Asked(frozenset({"a"}))
    cache = SecretCache(asked.read)

    assert await cache.read("a") is None
    assert await cache.read("a") is None
    assert asked.slots == ["a", "a"]
    assert cache.known == ()


async def test_that_a_locked_keyring_does_not_block_the_next_question() -> None:
    cache = SecretCache(Asked().read)

    with pytest.raises(SecretUnavailable):
        await cache.read("locked")

    assert await cache.read("a") == "secret of a"


async def test_that_what_is_forgotten_is_asked_for_again_and_stays_a_secret() -> None:
    asked = Asked()
    cache = SecretCache(asked.read)
    await cache.read("a")
    cache.add_token("t0k3n")

    cache.forget()

    assert set(cache.known) == {"secret of a", "t0k3n"}
    await cache.read("a")
    assert asked.slots == ["a", "a"]


async def test_that_a_secret_from_elsewhere_outlives_any_number_of_tokens() -> None:
    cache = SecretCache(Asked().read)
    cache.keep("proxy", "pr0xy")

    for number in range(100):
        cache.add_token(f"token {number}")

    assert "pr0xy" in cache.known
    assert await cache.read("proxy") == "pr0xy"
