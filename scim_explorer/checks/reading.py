"""What an exchange says to a step: usable or not, and in which words. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from scim_explorer.client.answers import problem_for, unusable
from scim_explorer.exchanges.exchange import Exchange, Outcome, header
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.errors import looks_like_html
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.list_response import ListPage, read_list
from scim_explorer.protocol.paths import get_member

MISSING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
WANTS_SIGN_IN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_LIST_MEMBERS = ("Resources", "totalResults")
_SCIM_MEMBERS = (*_LIST_MEMBERS, "schemas", "patch", "authenticationSchemes")
_ADVICE: tuple[tuple[Callable[[Exchange], bool], str], ...] = (
    (
        lambda one: one.status is None,
        "The port took the connection: check that the SCIM server listens there, and is not stuck.",
    ),
    (
        lambda one: one.outcome is not Outcome.ANSWERED,
        "The answer begins and does not end: whoever runs the server should look what holds it up.",
    ),
    (
        lambda one: one.status == HTTPStatus.TOO_MANY_REQUESTS,
        "Wait as long as the server asks for, then look again.",
    ),
    (
        lambda one: (one.status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR,
        "Whoever runs the server finds the reason in its log, at the time of this request.",
    ),
    (
        lambda one: one.response_body.undecoded != b"",
        "Ask whoever runs the proxy in between: it may have changed the body, not the mark.",
    ),
    (
        lambda one: (one.status or 0) < HTTPStatus.BAD_REQUEST,
        "Check the address: something else than SCIM may answer there.",
    ),
)
"""The first that applies, where the words of an answer have no hint."""
_FIRST_ERROR = 300
_SHOWN = 80


def trouble(exchange: Exchange) -> Problem | None:
    """Return why an answer cannot be used, None when it is a success with JSON in it."""
    if exchange.outcome is not Outcome.ANSWERED or not is_success(exchange):
        return problem_for(exchange)
    problem = unusable(exchange)
    if problem is not None:
        return problem
    try:
        loads(exchange.response_body.data)
    except ProtocolError as error:
        return replace(error.problem, exchange=exchange.number)
    return None


def complaint(exchange: Exchange) -> Problem:
    """Return the words for an answer that is known not to be fine."""
    return trouble(exchange) or problem_for(exchange)


def advice(exchange: Exchange) -> str:
    """Return what to do about an answer that cannot be used."""
    return complaint(exchange).hint or next(
        (hint for applies, hint in _ADVICE if applies(exchange)), ""
    )


def is_fine(exchange: Exchange) -> bool:
    return trouble(exchange) is None


def value_of(exchange: Exchange) -> Json:
    """Return the JSON of an answer that ``is_fine``."""
    return loads(exchange.response_body.data)


def page_of(exchange: Exchange) -> ListPage | None:
    """Return the list in an answer; None when it is not fine, or holds none."""
    if not is_fine(exchange):
        return None
    try:
        return read_list(exchange.response_body.data)
    except ProtocolError:
        return None


def is_list(exchange: Exchange) -> bool:
    """Tell whether an answer is a list; a resource alone is none."""
    if page_of(exchange) is None:
        return False
    value = value_of(exchange)
    return isinstance(value, list) or _has_any(value, _LIST_MEMBERS)


def is_scim(exchange: Exchange) -> bool:
    """Tell whether an answer is a success whose JSON has something of SCIM in it."""
    if not is_fine(exchange):
        return False
    value = value_of(exchange)
    return isinstance(value, list) or _has_any(value, _SCIM_MEMBERS)


def _has_any(value: Json, names: tuple[str, ...]) -> bool:
    if not isinstance(value, dict):
        return False
    return any(get_member(value, name) is not None for name in names)


def words(problem: Problem) -> str:
    return f"{problem.title}. {problem.detail}"


def status_words(exchange: Exchange) -> str:
    """Return the status, or that there was none: "401", "no answer"."""
    return str(exchange.status) if exchange.status is not None else "no answer"


def media_type(exchange: Exchange) -> str:
    """Return the ``Content-Type`` of the answer, lower case, without parameters."""
    value = header(exchange.response_headers, "Content-Type")
    return value.partition(";")[0].strip().lower()[:_SHOWN]


def is_web_page(exchange: Exchange) -> bool:
    return looks_like_html(exchange.response_body.data)


def is_missing(exchange: Exchange) -> bool:
    return exchange.status in MISSING


def is_success(exchange: Exchange) -> bool:
    return HTTPStatus.OK <= (exchange.status or 0) < _FIRST_ERROR
