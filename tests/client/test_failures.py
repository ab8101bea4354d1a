from __future__ import annotations

import pytest

from scim_explorer.client.failures import Failure, FailureKind, problem_of
from scim_explorer.problems import EDIT_PROFILE, RUN_DOCTOR

URL = "https://scim.acme.example:8443/Users?filter=secret"


def test_that_every_kind_has_words() -> None:
    for kind in FailureKind:
        problem = problem_of(
            Failure(kind, "it broke"), "GET", URL, number=7, may_have_written=False
        )
        assert problem.title
        assert problem.detail == "It broke: GET https://scim.acme.example:8443/Users."


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (FailureKind.NAME, RUN_DOCTOR),
        (FailureKind.REFUSED, RUN_DOCTOR),
        (FailureKind.CERTIFICATE, EDIT_PROFILE),
        (FailureKind.TOO_BIG, ""),
    ],
)
def test_that_what_helps_is_offered(kind: FailureKind, action: str) -> None:
    failure = Failure(kind, "it broke")

    problem = problem_of(failure, "GET", URL, number=7, may_have_written=False)

    assert problem.action == action


def test_that_a_hint_that_is_known_better_is_given() -> None:
    failure = Failure(FailureKind.SETTINGS, "it broke", "Write it again.")

    problem = problem_of(failure, "GET", URL, number=7, may_have_written=False)

    assert problem.hint == "Write it again."


def test_that_a_write_that_may_have_happened_is_unknown_whatever_broke() -> None:
    failure = Failure(FailureKind.RESET, "connection reset by the server")

    problem = problem_of(failure, "PATCH", URL, number=7, may_have_written=True)

    assert problem.title == "Outcome unknown"
    assert problem.exchange == 7
