"""Builds the write that the foot of a resource would send: a value, nothing is sent here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from scim_explorer.client.resources import (
    create_request,
    delete_request,
    patch_request,
    replace_request,
)
from scim_explorer.client.session import Session
from scim_explorer.protocol.compare import MISSING, diff
from scim_explorer.protocol.json_codec import encode_text
from scim_explorer.protocol.verdict import managed_attributes
from scim_explorer.ui.display import clock_text, count_text
from scim_explorer.ui.models.comparison import ComparisonRow, review_rows
from scim_explorer.ui.models.working_copy import Analysis, Original, Subject
from scim_explorer.ui.write_desk import Proposal


def _tr(text: str) -> str:
    return QCoreApplication.translate("Proposal", text)


def put_proposal(
    session: Session, subject: Subject, name: str, analysis: Analysis, original: Original
) -> Proposal:
    """PUT of the JSON text as typed."""
    body = encode_text(analysis.text)
    count = len(analysis.changes)
    title = _tr("Review: {count} changes to {name}")
    if count == 1:
        title = _tr("Review: 1 change to {name}")
    note = ""
    if analysis.is_respelled:
        note = _tr("The values are the same; only their spelling differs.")
    return Proposal(
        subject,
        replace_request(subject.endpoint, subject.id, body, original.etag),
        title.format(count=count_text(count), name=name),
        _send_words(session),
        before=original.value,
        expected=analysis.value,
        rows=_rows(session, subject, analysis),
        note=note,
        version_line=_version_line(original),
        read_at=_time(original),
    )


def post_proposal(session: Session, subject: Subject, name: str, analysis: Analysis) -> Proposal:
    """POST of the JSON text as typed."""
    from_nothing = Analysis(
        analysis.text, analysis.document, None, analysis.value, diff({}, analysis.value)
    )
    return Proposal(
        subject,
        create_request(subject.endpoint, encode_text(analysis.text)),
        _tr("Review: {name}").format(name=name),
        _send_words(session),
        expected=analysis.value,
        rows=_rows(session, subject, from_nothing),
        version_line=_tr("It is read again after it was created."),
    )


def patch_proposal(
    session: Session, subject: Subject, name: str, body: bytes, original: Original
) -> Proposal:
    """PATCH of the operations as typed; what they come to is seen when it is read again."""
    return Proposal(
        subject,
        patch_request(subject.endpoint, subject.id, body, original.etag),
        _tr("Review: PATCH to {name}").format(name=name),
        _send_words(session),
        before=original.value,
        expected=MISSING,
        note=_tr(
            "The operations are sent as typed. What they change is shown when the resource was "
            "read again."
        ),
        version_line=_version_line(original),
        read_at=_time(original),
    )


def delete_proposal(
    session: Session, subject: Subject, name: str, type_name: str, original: Original
) -> Proposal:
    """DELETE of the whole resource."""
    words = _tr(
        'This deletes the {type} "{name}" with the id {id}. It cannot be undone from here; '
        "created again it would have another id."
    )
    return Proposal(
        subject,
        delete_request(subject.endpoint, subject.id, original.etag),
        _tr('Delete "{name}"?').format(name=name),
        _tr("Delete in {name}").format(name=session.profile.name),
        before=original.value,
        note=words.format(type=type_name, name=name, id=subject.id),
        version_line=_version_line(original),
    )


def _send_words(session: Session) -> str:
    return _tr("Send to {name}").format(name=session.profile.name)


def _rows(session: Session, subject: Subject, analysis: Analysis) -> tuple[ComparisonRow, ...]:
    known = session.schema_set.type_at(subject.endpoint)
    is_managed = managed_attributes(session.schema_set.attributes_of(known) if known else ())
    managed = [change.pointer for change in analysis.changes if is_managed(change.pointer)]
    return tuple(review_rows(analysis.changes, managed))


def _version_line(original: Original) -> str:
    if not original.etag:
        return _tr("No If-Match: the server gave no version, so a change by others is not noticed.")
    words = _tr("If-Match {version}: refused if somebody changed it since.")
    return words.format(version=original.etag)


def _time(original: Original) -> str:
    return "" if original.read_at is None else clock_text(original.read_at, milliseconds=False)
