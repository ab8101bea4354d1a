"""Following references between resources, within the server and never beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from scim_explorer.client.pages import Query, fetch_page
from scim_explorer.client.patience import send_patiently
from scim_explorer.client.request import Request
from scim_explorer.client.resource import Resource, read, resource_of
from scim_explorer.client.session import Session
from scim_explorer.client.urls import origin_of, relative_target
from scim_explorer.problems import AnswerError, ExplorerError, InputError, Problem
from scim_explorer.protocol.json_codec import dumps
from scim_explorer.protocol.list_response import ListPage

_ORIGIN = "Resource"
_TITLE = "Reference not followed"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that points at another resource.

    Attributes:
        value: Usually its id.
        ref: ``$ref``, absolute or relative, or "".
        type: Name of its resource type, or "".
    """

    value: str = ""
    ref: str = ""
    type: str = ""


async def follow(session: Session, reference: Reference) -> Resource:
    """Read the resource that ``reference`` points at.

    Its address is built from type and value. ``$ref`` is used when there is no type, and only
    within the base URL. A member that has neither is looked for among users, then groups.

    Raises:
        InputError: It leads to another host, or nowhere.
        AnswerError, ProtocolError, NoReplyError, SecretUnavailable: As in ``read``.
    """
    known = session.schema_set.type_named(reference.type) if reference.type else None
    if known is not None and reference.value:
        return await read(session, known.endpoint, reference.value, _ORIGIN)
    if reference.ref:
        target = relative_target(session.base, reference.ref)
        if target:
            return await _read_target(session, target, reference)
        if not reference.value:
            raise _foreign(session, reference.ref)
    if not reference.value:
        raise InputError(Problem(_TITLE, "It has neither a value nor a $ref."))
    return await _read_somewhere(session, reference.value)


async def groups_of(session: Session, user_id: str, count: int = 100) -> ListPage:
    """Return the groups that name ``user_id`` as a member; raises as ``fetch_page`` does.

    ``user.groups`` is not asked: several servers never set it.
    """
    group = session.schema_set.type_named("Group")
    query = Query(
        group.endpoint if group else "/Groups",
        filter=f"members.value eq {dumps(user_id)}",
        excluded=("members",),
        count=count,
    )
    return (await fetch_page(session, query, origin=_ORIGIN)).list


async def _read_target(session: Session, target: str, reference: Reference) -> Resource:
    exchange = await send_patiently(session, Request("GET", target, origin=_ORIGIN))
    endpoint, _, last = target.partition("?")[0].rpartition("/")
    return await resource_of(exchange, endpoint, reference.value or last)


async def _read_somewhere(session: Session, resource_id: str) -> Resource:
    """Try users, then groups: what a member without a type may be (RFC 7643 section 4.2)."""
    missing: ExplorerError | None = None
    for name in ("User", "Group"):
        known = session.schema_set.type_named(name)
        try:
            return await read(session, known.endpoint if known else f"/{name}s", resource_id)
        except AnswerError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            missing = missing or error
    number = missing.problem.exchange if missing else None
    raise InputError(
        Problem(_TITLE, f'Neither a user nor a group has the id "{resource_id}".', "", number)
    )


def _foreign(session: Session, ref: str) -> InputError:
    there = origin_of(ref)
    if there and there != session.base.origin:
        detail = f"It leads to another host, {there.partition('://')[2]}. Nothing was sent there."
    else:
        detail = "It leads out of the base URL of this profile."
    return InputError(Problem(_TITLE, detail))
