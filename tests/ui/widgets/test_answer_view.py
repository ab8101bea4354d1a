"""The answer beside a hand-made request."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scim_explorer.exchanges.exchange import Body, Outcome
from scim_explorer.exchanges.redact import MASK
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

    view.show_answer(unanswered, answer_text(unanswered))

    assert view._status.text() == "no reply"
    assert view._figures.text() == "143 ms"


def test_that_a_password_that_comes_back_is_eight_dots(view: AnswerView) -> None:
    answer = exchange(response_body=Body(b'{"password":"hunter2","a":"\xff"}'))

    view.show_answer(answer, answer_text(answer))

    assert "hunter2" not in view.lines.text()
    assert f'"password":"{MASK}"' in view.lines.text()
