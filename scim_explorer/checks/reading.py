"""What an exchange says to a step: usable or not, and in which words. No I/O."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from scim_explorer.client.answers import problem_for, unusable
from scim_explorer.exchanges.exchange import Exchange, Outcome, header
from scim_explorer.problems import Problem, ProtocolError
from scim_explorer.protocol.errors import looks_like_html
from scim_explorer.protocol.json_codec import Json, loads
from scim_explorer.protocol.list_response import ListPage, read_list

MISSING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
WANTS_SIGN_IN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_FIRST_ERROR = 300
_SHOWN = 80


def trouble(exchange: Exchange) -> Problem | None:
    """Return why an answer cannot be used, None when it is a success with JSON in it."""
    if exchange.outcome is not Outcome.ANSWERED or not _is_success(exchange):
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


def is_fine(exchange: Exchange) -> bool:
    return trouble(exchange) is None


def value_of(exchange: Exchange) -> Json:
    """Return the JSON of an answer that ``is_fine``."""
    return loads(exchange.response_body.data)


def page_of(exchange: Exchange) -> ListPage | None:
    """Return the list in an answer that ``is_fine``; None when it holds none."""
    try:
        return read_list(exchange.response_body.data)
    except ProtocolError:
        return None


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


def _is_success(exchange: Exchange) -> bool:
    return HTTPStatus.OK <= (exchange.status or 0) < _FIRST_ERROR
