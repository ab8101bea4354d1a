"""Work in a thread that nothing waits for."""

from __future__ import annotations

import threading

from scim_explorer.profiles.daemon_thread import Answer, in_daemon_thread


def test_that_the_work_is_done_in_a_daemon_thread() -> None:
    answer = in_daemon_thread(threading.current_thread).result(30)

    assert answer.value is not None
    assert answer.value.daemon


def test_that_an_error_is_an_answer_too() -> None:
    error = ZeroDivisionError()

    def fail() -> None:
        raise error

    assert in_daemon_thread(fail).result(30) == Answer(error=error)


def test_that_a_cancel_leaves_the_work_alone() -> None:
    go = threading.Event()
    future = in_daemon_thread(lambda: go.wait(30))

    assert not future.cancel()
    go.set()
    assert future.result(30) == Answer(True)
