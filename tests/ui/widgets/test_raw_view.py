from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shiboken6 import delete

from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times
from scim_explorer.ui.widgets.raw_view import RawView

BODY = b'{"a":  1.0, "b": "\xff"}'


@pytest.fixture
def view(qapp: object) -> Iterator[RawView]:
    made = RawView()
    yield made
    delete(made)


def answer() -> Exchange:
    return Exchange(
        1,
        "p",
        "Resource",
        "GET",
        "http://h/Users/1",
        Times(0.0),
        Outcome.ANSWERED,
        status=200,
        http_version="HTTP/1.1",
        response_headers=(("ETag", "W/1"),),
        response_body=Body(BODY, wire_bytes=9, encoding="gzip"),
    )


def test_that_status_line_headers_and_body_stand_as_received(view: RawView) -> None:
    view.show_answer(answer(), "1.json")

    assert view.lines.text().startswith("HTTP/1.1 200\nETag: W/1\n\n")
    assert '{"a":  1.0, "b": "' in view.lines.text()
    assert view.size_label.text() == f"Body {len(BODY)} B (9 B on the wire, gzip)"


def test_that_the_body_is_saved_byte_for_byte(view: RawView, tmp_path: Path) -> None:
    said: list[str] = []
    view.said.connect(said.append)
    view.show_answer(answer(), "1.json")

    view.save(tmp_path / "1.json")
    view.save(tmp_path / "missing" / "1.json")

    assert (tmp_path / "1.json").read_bytes() == BODY
    assert said[0] == "Saved 1.json."
    assert said[1].startswith("Not saved: 1.json.")


def test_that_there_is_nothing_to_save_without_a_body(view: RawView) -> None:
    assert not view.save_button.isEnabled()
