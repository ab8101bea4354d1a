"""Drafts as they are worked on, and as they may be kept on disk: without secrets."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import NamedTuple

from scim_explorer.exchanges.redact import MASK, RedactionRules, redact_text, redact_typed
from scim_explorer.problems import ProtocolError
from scim_explorer.profiles.drafts import SavedDraft, SavedOperation, SavedOriginal
from scim_explorer.protocol.json_codec import Json, dumps, loads
from scim_explorer.ui.models.patch_operations import Operation
from scim_explorer.ui.models.working_copy import Draft, Original, Subject


class Place(NamedTuple):
    """Which draft of which resource.

    Attributes:
        draft: Its id.
        profile: Profile id.
    """

    draft: str
    profile: str
    subject: Subject


def saved_draft(place: Place, draft: Draft, name: str) -> SavedDraft:
    """Return what is to be kept, its secrets still in it."""
    original = draft.original
    return SavedDraft(
        id=place.draft,
        profile=place.profile,
        endpoint=place.subject.endpoint,
        resource=place.subject.id,
        name=name,
        method=draft.method,
        text=draft.text,
        original=SavedOriginal(
            original.text, original.etag, original.exchange, original.read_at, original.is_whole
        ),
        operations=tuple(
            SavedOperation(one.op, one.path, one.value, one.enabled) for one in draft.operations
        ),
        patch_text=draft.patch_text,
        saved_at=time.time(),
    )


def without_secrets(saved: SavedDraft, rules: RedactionRules) -> SavedDraft:
    """Return ``saved`` as it may be written: eight dots in place of each secret."""
    patch = saved.patch_text
    return replace(
        saved,
        name=redact_text(saved.name, rules),
        text=redact_typed(saved.text, rules),
        original=replace(saved.original, text=redact_typed(saved.original.text, rules)),
        operations=tuple(_clean_operation(one, rules) for one in saved.operations),
        patch_text=None if patch is None else redact_typed(patch, rules),
    )


def _clean_operation(one: SavedOperation, rules: RedactionRules) -> SavedOperation:
    """Look at path and value together: the path tells whether the value is a password."""
    path = redact_typed(one.path, rules)
    head = f'{{"path":{dumps(path)},"value":'
    whole = redact_typed(f"{head}{one.value}}}", rules)
    value = whole[len(head) :].removesuffix("}") if whole.startswith(head) else f'"{MASK}"'
    return SavedOperation(redact_typed(one.op, rules), path, value, one.enabled)


def has_gaps(saved: SavedDraft) -> bool:
    """Tell whether a secret was cut out of what was typed."""
    typed = [saved.text, saved.patch_text or ""]
    typed += [text for one in saved.operations for text in (one.path, one.value)]
    return any(MASK in text for text in typed)


def draft_of(saved: SavedDraft) -> Draft:
    """Return the draft to go on with."""
    kept = saved.original
    original = Original(
        kept.text, _value_of(kept.text), kept.etag, kept.exchange, kept.read_at, kept.is_whole
    )
    operations = tuple(Operation(o.op, o.path, o.value, o.enabled) for o in saved.operations)
    return Draft(original, saved.text, saved.method, operations, saved.patch_text)


def _value_of(text: str) -> Json:
    try:
        return loads(text) if text else {}
    except ProtocolError:
        return {}
