"""Drafts to disk and back: the same but for secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.redact import MASK, NO_RULES, RedactionRules
from scim_explorer.profiles.drafts import SavedDraft, file_content, read_draft
from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.saved_drafts import (
    Place,
    draft_of,
    has_gaps,
    saved_draft,
    without_secrets,
)
from scim_explorer.ui.models.working_copy import Draft, Original, Subject

PLACE = Place("d1", "p1", Subject("/Users", "42"))
READ = Original('{"id": "42", "n": 1.0}', {"id": "42", "n": 1.0}, 'W/"v1"', 117, 1.5)
TOKEN = "t0k3n-of-the-session"
CANARY = "c4n4ry"
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def kept(draft: Draft, rules: RedactionRules = NO_RULES) -> SavedDraft:
    """Return the draft as it comes back from its file."""
    found = read_draft(file_content(without_secrets(saved_draft(PLACE, draft, "Ann"), rules)))
    assert found is not None
    return found


@given(ANY_TEXT, ANY_TEXT)
def test_that_any_text_without_secrets_comes_back_as_it_was(text: str, value: str) -> None:
    text, value = (each.replace("=", "").replace(":", "") for each in (text, value))
    operations = (Operation("add", "title", value, enabled=False),)
    draft = Draft(READ, text, "PATCH", operations, patch_text=value)

    assert draft_of(kept(draft)) == draft


def test_that_a_new_resource_comes_back_as_one() -> None:
    draft = Draft(Original("", {}), '{"userName": "ann"}', "POST")

    assert draft_of(kept(draft)) == draft


@pytest.mark.parametrize(
    "operation",
    [
        Operation("replace", "password", f'"{CANARY}"'),
        Operation("replace", "password", CANARY),
        Operation("replace", "password", f'"{CANARY}'),
        Operation("replace", "password", f"{CANARY} and more"),
        Operation("replace", "", f'{{"password": "{CANARY}"}}'),
        Operation("add", f'emails[password eq "{CANARY}"].value', '"x"'),
        Operation("add", "title", f'"{TOKEN}"'),
    ],
)
def test_that_no_operation_keeps_a_secret(operation: Operation) -> None:
    found = kept(Draft(READ, READ.text, "PATCH", (operation,)), RedactionRules((TOKEN,)))

    assert has_gaps(found)
    assert not any(secret in repr(found) for secret in (CANARY, TOKEN))
    assert found.operations[0].op == operation.op


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f'{{"password": "{CANARY}", "n": 1.0}}', f'{{"password": "{MASK}", "n": 1.0}}'),
        (f'{{"password": "{CANARY}', f'{{"password": "{MASK}"'),
        (f'{{"title": "{TOKEN}"}}', f'{{"title": "{MASK}"}}'),
        (f'{{"pin": "{CANARY}"}}', f'{{"pin": "{MASK}"}}'),
    ],
    ids=["password", "half typed", "live secret", "attribute of the schema"],
)
def test_that_no_text_keeps_a_secret(text: str, left: str) -> None:
    rules = RedactionRules((TOKEN,), attributes=frozenset({"pin"}))
    read = replace(READ, text=text)

    found = kept(Draft(read, text, "PUT", patch_text=text), rules)

    assert (found.text, found.original.text, found.patch_text) == (left, left, left)


def test_that_what_was_not_cut_has_no_gaps() -> None:
    assert not has_gaps(kept(Draft(READ, '{"passwordHint": "x"}', "PUT")))


def test_that_a_password_in_the_original_alone_is_no_gap() -> None:
    read = replace(READ, text=f'{{"password": "{CANARY}"}}')

    assert not has_gaps(kept(Draft(read, "{}", "PUT")))


def test_that_an_original_that_is_no_json_is_kept_as_text() -> None:
    found = draft_of(kept(Draft(replace(READ, text="{"), "{}", "PUT")))

    assert (found.original.text, found.original.value) == ("{", {})
