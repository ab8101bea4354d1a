from __future__ import annotations

import pytest

from scim_explorer.client.session import Session
from scim_explorer.protocol.compare import MISSING
from scim_explorer.ui.models.working_copy import Original, Subject, analyse
from scim_explorer.ui.proposals import (
    delete_proposal,
    patch_proposal,
    post_proposal,
    put_proposal,
)
from tests.client.memory_log import profile, session_for

ANN = Subject("/Users", "a b/c")
READ = Original('{"title": "Dr", "meta": {}}', {"title": "Dr", "meta": {}}, etag='W/"1"')


@pytest.fixture
def session() -> Session:
    return session_for(profile())


def test_that_a_put_holds_the_text_as_typed_and_the_version(session: Session) -> None:
    text = '{"title":  "Pr\\u006ff", "n": 1.0, "\u00a0": "\u2028"}'

    made = put_proposal(session, ANN, "Ann", analyse(READ, text), READ)

    assert made.request.method == "PUT"
    assert made.request.target == "/Users/a%20b%2Fc"
    assert made.request.body == text.encode()
    assert ("If-Match", 'W/"1"') in made.request.headers
    assert made.button == "Send to Acme staging"
    assert made.version_line == 'If-Match W/"1": refused if somebody changed it since.'
    assert [row.label for row in made.rows] == ["title", "meta", "n", "\u00a0"]


def test_that_the_count_of_changes_is_in_the_title(session: Session) -> None:
    one = put_proposal(session, ANN, "Ann", analyse(READ, '{"title": "X", "meta": {}}'), READ)
    two = put_proposal(session, ANN, "Ann", analyse(READ, '{"title": "X"}'), READ)

    assert one.title == "Review: 1 change to Ann"
    assert two.title == "Review: 2 changes to Ann"


def test_that_a_change_of_spelling_alone_is_said(session: Session) -> None:
    original = Original('{"n": 1.0}', {"n": 1.0})

    made = put_proposal(session, ANN, "Ann", analyse(original, '{"n": 1.00}'), original)

    assert made.rows == ()
    assert made.note == "The values are the same; only their spelling differs."


def test_that_without_a_version_the_risk_is_said(session: Session) -> None:
    original = Original("{}", {})

    made = delete_proposal(session, ANN, "Ann", "User", original)

    assert made.request.headers == ()
    assert made.version_line.startswith("No If-Match")
    assert '"Ann" with the id a b/c' in made.note


def test_that_a_create_has_no_before_and_shows_all_it_sends(session: Session) -> None:
    made = post_proposal(
        session, Subject("/Users", ""), "New User", analyse(Original("", {}), '{"userName": "a"}')
    )

    assert made.request.target == "/Users"
    assert made.before is MISSING
    assert [row.label for row in made.rows] == ["userName"]


def test_that_a_patch_promises_nothing_about_the_result(session: Session) -> None:
    made = patch_proposal(session, ANN, "Ann", b"{}", READ)

    assert made.expected is MISSING
    assert made.before == READ.value
    assert made.rows == ()
    assert made.request.body == b"{}"
