from __future__ import annotations

import pytest

from scim_explorer.protocol.json_codec import Steps, scan
from scim_explorer.ui.models.form_rows import Mark, rows_below, schema_path, top_rows


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (("userName",), "username"),
        (("emails", 0, "value"), "emails.value"),
        (("urn:X:User", "manager", "value"), "urn:x:user:manager.value"),
    ],
)
def test_path_in_the_schema(steps: Steps, path: str) -> None:
    assert schema_path(steps) == path


def test_that_an_odd_date_is_shown_as_sent() -> None:
    document = scan('{"meta": {"created": "yesterday", "lastModified": "2026-11-23"}}')

    rows = rows_below(document, top_rows(document, {})[0], {})

    assert [row.text for row in rows] == ["yesterday", "2026-11-23"]


def test_that_a_date_is_local_and_its_tip_as_sent() -> None:
    document = scan('{"meta": {"created": "2026-11-23T13:02:30Z"}}')

    row = rows_below(document, top_rows(document, {})[0], {})[0]

    assert len(row.text) == len("2026-11-23 14:02")
    assert row.full_text == "2026-11-23T13:02:30Z"


def test_that_duplicate_keys_are_two_rows() -> None:
    rows = top_rows(scan('{"a": 1, "a": 2}'), {})

    assert [(row.label, row.text) for row in rows] == [("a", "1"), ("a", "2")]


def test_that_only_what_no_schema_knows_is_marked_unknown() -> None:
    rows = top_rows(scan('{"id": "1", "schemas": [], "shoe": 1}'), {})

    assert {row.label: row.mark for row in rows} == {
        "id": None,
        "schemas": None,
        "shoe": Mark.UNKNOWN,
    }
