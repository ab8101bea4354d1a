"""The answer beside a hand-made request."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.exchanges.exchange import Body, Outcome
from scim_explorer.exchanges.redact import MASK, NO_RULES, RedactionRules
from scim_explorer.ui.widgets.answer_view import AnswerView, answer_text
from tests.ui.sample_exchanges import exchange


@pytest.fixture
def view(qtbot: QtBot) -> AnswerView:
    found = AnswerView()
    qtbot.addWidget(found)
    found.show()
    return found


def test_that_status_figures_and_number_are_said(view: AnswerView, qtbot: QtBot) -> None:
    view.show_answer(exchange(118, status=409), "HTTP/1.1 409")

    assert view._status.text() == "409"
    assert view._status.property("role") == "error"
    assert view._figures.text() == "143 ms   11 B"
    with qtbot.waitSignal(view.link_activated) as followed:
        view._link.click()
    assert followed.args == [118]


def test_that_no_reply_is_no_number(view: AnswerView) -> None:
    unanswered = exchange(status=None, outcome=Outcome.NO_REPLY, response_body=Body())

    view.show_answer(unanswered, answer_text(unanswered, NO_RULES))

    assert view._status.text() == "no reply"
    assert view._figures.text() == "143 ms"


def test_that_a_password_that_comes_back_is_eight_dots(view: AnswerView) -> None:
    answer = exchange(response_body=Body(b'{"password":"hunter2","a":"\xff"}'))

    view.show_answer(answer, answer_text(answer, NO_RULES))

    assert "hunter2" not in view.lines.text()
    assert f'"password":"{MASK}"' in view.lines.text()


def test_that_what_is_secret_on_this_endpoint_only_is_eight_dots() -> None:
    answer = exchange(response_body=Body(b'{"pin":"1234","echo":"s3cret-token"}'))
    rules = RedactionRules(("s3cret-token",), attributes=frozenset({"pin"}))

    text = answer_text(answer, rules)

    assert f'{{"pin":"{MASK}","echo":"{MASK}"}}' in text
