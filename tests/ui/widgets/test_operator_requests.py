"""The requests of the matrix before they are sent."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from scim_explorer.checks.operators.probe import Group, Probe
from scim_explorer.client.pages import Query
from scim_explorer.ui.widgets.operator_requests import OperatorRequests, request_text


def probe(method: str = "GET", text: str = 'userName eq "a&b"') -> Probe:
    return Probe(Group.LOGIC, "and", None, Query("/Users", filter=text, count=5, method=method))


def test_that_a_get_is_shown_with_its_query() -> None:
    assert request_text(probe()) == ('GET /Users?filter=userName eq "a%26b"&startIndex=1&count=5')


def test_that_a_post_is_shown_with_its_body() -> None:
    text = request_text(probe("POST"))

    assert text.startswith('POST /Users/.search {"schemas":')
    assert '"filter":"userName eq \\"a&b\\""' in text.replace(": ", ":")


def test_that_hidden_characters_are_written_out() -> None:
    assert "\\u202E" in request_text(probe(text='userName eq "\u202e"'))


def test_that_every_request_has_a_line_with_its_number(qapp: QApplication) -> None:
    view = OperatorRequests()

    view.show_probes([probe()] * 12)

    model = view.model()
    lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert len(lines) == 12
    assert lines[0].startswith(" 1  GET /Users")
    assert lines[11].startswith("12  GET /Users")
