"""So many requests a minute."""

from __future__ import annotations

from scim_explorer.client.budget import Budget
from scim_explorer.client.patience import Patience
from scim_explorer.problems import Problem


class Sped(Patience):
    """Lets the time pass that is waited for."""

    def __init__(self, times: list[float]) -> None:
        super().__init__()
        self.times = times
        self.waited: list[float] = []

    async def wait(self, problem: Problem, seconds: float) -> None:
        self.waited.append(seconds)
        self.times.append(self.times[-1] + seconds)


async def taken(per_minute: int, at_s: list[float]) -> list[float]:
    """Take once at each moment and return how long was waited."""
    times = [0.0]
    patience = Sped(times)
    budget = Budget(per_minute, patience, lambda: times[-1])
    for moment in at_s:
        times.append(max(moment, times[-1]))
        await budget.take()
    return patience.waited


async def test_that_no_budget_holds_nothing_back() -> None:
    assert await taken(0, [0.0] * 1000) == []


async def test_that_the_minute_slides() -> None:
    assert await taken(2, [0.0, 10.0, 20.0, 20.0]) == [40.0, 10.0]


async def test_that_what_comes_slowly_never_waits() -> None:
    assert await taken(1, [0.0, 60.0, 120.0]) == []
