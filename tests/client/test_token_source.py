"""One token for all who ask."""

from __future__ import annotations

import asyncio

import pytest

from scim_explorer.client.oauth import Token
from scim_explorer.client.token_source import TokenSource
from scim_explorer.problems import Problem, SecretUnavailable


class Endpoint:
    """Gives t1, t2, ...; fails as long as ``fails``."""

    def __init__(self, life_s: float = 300.0, *, fails: bool = False) -> None:
        self.asked = 0
        self.fails = fails
        self.life_s = life_s

    async def fetch(self) -> Token:
        self.asked += 1
        await asyncio.sleep(0)
        if self.fails:
            raise SecretUnavailable(Problem("No access token", "invalid_client"))
        return Token(f"t{self.asked}", self.life_s)


def source_of(endpoint: Endpoint, times: list[float] | None = None) -> TokenSource:
    given = times or [0.0]
    return TokenSource(endpoint.fetch, lambda: given[-1])


async def test_fault_59_parallel_askers_get_one_token() -> None:
    endpoint = Endpoint()
    source = source_of(endpoint)

    assert await asyncio.gather(*(source.token() for _ in range(5))) == ["t1"] * 5
    assert endpoint.asked == 1


async def test_fault_59_parallel_refusals_make_one_refresh() -> None:
    endpoint = Endpoint()
    source = source_of(endpoint)
    old = await source.token()

    async def again() -> str:
        source.refused(old)
        return await source.token()

    assert await asyncio.gather(*(again() for _ in range(5))) == ["t2"] * 5
    assert endpoint.asked == 2


async def test_fault_61_a_token_is_renewed_before_its_end_on_a_clock_nobody_sets() -> None:
    endpoint, times = Endpoint(life_s=100.0), [1000.0]
    source = source_of(endpoint, times)

    assert await source.token() == "t1"
    assert source.life_s == 100.0
    times.append(1089.0)
    assert await source.token() == "t1"
    times.append(1091.0)
    assert await source.token() == "t2"
    times.append(1191.0)
    assert source.life_s is None


async def test_that_a_failure_is_told_to_all_who_waited_and_tried_again_by_the_next() -> None:
    endpoint = Endpoint(fails=True)
    source = source_of(endpoint)

    ended = await asyncio.gather(*(source.token() for _ in range(5)), return_exceptions=True)

    assert all(isinstance(one, SecretUnavailable) for one in ended)
    assert endpoint.asked == 1
    endpoint.fails = False
    assert await source.token() == "t2"


async def test_fault_57_who_hears_of_a_refusal_late_is_told_that_there_is_no_new_token() -> None:
    endpoint = Endpoint()
    source = source_of(endpoint)
    old = await source.token()
    source.refused(old)
    endpoint.fails = True
    with pytest.raises(SecretUnavailable):
        await source.token_after(old)

    with pytest.raises(SecretUnavailable, match="invalid_client"):
        await source.token_after(old)

    assert endpoint.asked == 2
    endpoint.fails = False
    assert await source.token() == "t3"
    assert await source.token_after(old) == "t3"


async def test_that_a_cancelled_asker_leaves_the_turn_to_the_next() -> None:
    endpoint = Endpoint()
    source = source_of(endpoint)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(source.token())
        second = group.create_task(source.token())
        await asyncio.sleep(0)
        first.cancel()

    assert second.result() == "t2"


async def test_that_there_is_no_life_without_a_token() -> None:
    source = source_of(Endpoint())
    assert source.life_s is None

    source.refused(await source.token())

    assert source.life_s is None


async def test_that_an_older_token_refused_late_leaves_the_newer_one() -> None:
    endpoint = Endpoint()
    source = source_of(endpoint)
    old = await source.token()
    source.refused(old)
    new = await source.token()

    source.refused(old)

    assert await source.token() == new
    assert endpoint.asked == 2
