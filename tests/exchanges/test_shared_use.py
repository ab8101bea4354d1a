"""Many use, one replaces."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scim_explorer.exchanges.shared_use import SharedUse


def test_that_two_threads_use_it_at_once() -> None:
    shared, meeting = SharedUse(), threading.Barrier(2, timeout=30)

    def meet() -> None:
        with shared.use():
            meeting.wait()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(meet), pool.submit(meet)]:
            done.result(30)


def test_that_whoever_is_alone_waits_for_users_and_keeps_new_ones_out() -> None:
    shared = SharedUse()
    inside, leave, alone = threading.Event(), threading.Event(), threading.Event()
    seen: list[str] = []

    def user() -> None:
        with shared.use():
            inside.set()
            leave.wait(30)
            seen.append("user leaves")

    def replacer() -> None:
        inside.wait(30)
        leave.set()
        with shared.alone():
            seen.append("alone")
            alone.set()
            late.submit(late_user)
            seen.append("alone ends")

    def late_user() -> None:
        with shared.use():
            seen.append("late user")

    with ThreadPoolExecutor(1) as late, ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(user), pool.submit(replacer)]:
            done.result(30)

    assert seen == ["user leaves", "alone", "alone ends", "late user"]


def test_that_users_without_a_pause_do_not_keep_it_from_being_replaced() -> None:
    shared, ended = SharedUse(), threading.Event()
    first, second = threading.Semaphore(1), threading.Semaphore(0)

    def overlap(mine: threading.Semaphore, next_one: threading.Semaphore) -> None:
        # Each lets the other in before it leaves, so there is always one inside.
        while not ended.is_set():
            mine.acquire(timeout=0.2)
            with shared.use():
                next_one.release()
                mine.acquire(timeout=0.02)

    with ThreadPoolExecutor(2) as pool:
        users = [pool.submit(overlap, first, second), pool.submit(overlap, second, first)]
        for _ in range(20):
            with shared.alone():
                assert shared._users == 0
        ended.set()
        for user in users:
            user.result(30)


def test_that_an_error_ends_the_use() -> None:
    shared = SharedUse()

    with pytest.raises(ValueError, match="broke"), shared.use():
        raise ValueError("broke")

    with ThreadPoolExecutor(1) as pool, shared.alone():
        waiting = pool.submit(shared.use().__enter__)
        assert not waiting.done()
