"""What the foot says about the working copy: how much changed, and why it cannot be sent."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from scim_explorer.exchanges.redact import MASK
from scim_explorer.ui.display import count_text
from scim_explorer.ui.models.working_copy import Subject
from scim_explorer.ui.widgets.resource_editor import PATCH, POST, ResourceEditor
from scim_explorer.ui.widgets.resource_foot import Readiness


def _tr(text: str) -> str:
    return QCoreApplication.translate("Readiness", text)


def readiness_of(editor: ResourceEditor, subject: Subject | None, method: str) -> Readiness:
    """Return whether ``method`` has something to send for ``subject``."""
    if subject is None:
        return Readiness("")
    if method == POST:
        return _of_new(editor)
    if not subject.id:
        return Readiness(
            _tr("no id"), "warning", why_not=_tr("A resource without an id has no address.")
        )
    if not editor.original.is_whole:
        why = _tr("The whole resource has to be read first.")
        return Readiness("", why_not=why, can_discard=editor.is_dirty)
    return _of_patch(editor) if method == PATCH else _of_text(editor)


def _of_new(editor: ResourceEditor) -> Readiness:
    if editor.last_analysis.problem is not None:
        return _broken()
    if MASK in editor.last_analysis.text:
        return _gaps()
    return Readiness(_tr("not created yet"), "warning", can_send=True)


def _of_patch(editor: ResourceEditor) -> Readiness:
    if editor.patch_problem is not None:
        why = _tr("Repair the operations first; the place is said below them.")
        return Readiness(_tr("not valid JSON"), "error", why_not=why, can_discard=True)
    if not editor.has_patch:
        why = _tr("Add an operation in the PATCH tab.")
        return Readiness(_tr("no operations"), why_not=why, can_discard=editor.is_text_dirty)
    count = editor.patch.operation_count
    words = _tr("1 operation") if count == 1 else _tr("{count} operations")
    if editor.patch.is_text and not count:
        words = _tr("typed as text")
    if MASK in editor.patch.body():
        return _gaps()
    if editor.is_patch_sent:
        return Readiness(_tr("sent"), "muted", True, "", True)
    return Readiness(words.format(count=count_text(count)), "warning", True, "", True)


def _of_text(editor: ResourceEditor) -> Readiness:
    analysis = editor.last_analysis
    if analysis.problem is not None:
        return _broken()
    if not editor.is_text_dirty:
        why = _tr("Nothing was changed.")
        return Readiness(_tr("no changes"), why_not=why, can_discard=editor.has_patch)
    if MASK in analysis.text:
        return _gaps()
    count = len(analysis.changes)
    words = _tr("1 change") if count == 1 else _tr("{count} changes")
    if not count:
        words = _tr("spelling changed") if analysis.is_respelled else _tr("typing...")
    return Readiness(words.format(count=count_text(count)), "warning", True, "", True)


def _gaps() -> Readiness:
    why = _tr("Eight dots stand where a secret was not kept. Type it again first.")
    return Readiness(_tr("a secret is missing"), "warning", why_not=why, can_discard=True)


def _broken() -> Readiness:
    why = _tr("Repair the JSON first; the place is said below it.")
    return Readiness(_tr("not valid JSON"), "error", why_not=why, can_discard=True)
