"""Verdicts on how a server takes requests that are spelled otherwise, and on its clock. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scim_explorer.checks.reading import status_words, trouble, words
from scim_explorer.checks.steps import Judgement, failed, ok, skipped, warning
from scim_explorer.exchanges.exchange import Exchange, header

_AGREES_S = 2.0
_MATTERS_S = 60.0


def judge_user_agent(exchange: Exchange) -> Judgement:
    problem = trouble(exchange)
    if problem is None:
        return ok("A request without User-Agent is answered all the same.")
    return warning(
        f"Refused without User-Agent: {status_words(exchange)}; with it the same is answered.",
        "Not every client sends that field: let the server or the gateway before it do without.",
    )


def judge_entra_suffix(users: Exchange, bare: Exchange | None = None) -> Judgement:
    """Judge requests with the flag that Entra ID lets administrators put behind the URL.

    Args:
        users: The answer to a list with the flag in its query.
        bare: To the base URL itself with the flag; any answer but a crash will do.
    """
    problem = trouble(users)
    if problem is not None:
        return warning(
            f"Refused with ?aadOptscim062020 in the URL. {words(problem)}",
            "Entra ID lets administrators add that flag to the tenant URL: ignore unknown "
            "parameters.",
        )
    if bare is not None and _crashed(bare):
        return warning(
            f"The base URL with ?aadOptscim062020 behind it: {status_words(bare)}.",
            "Entra ID lets administrators add that flag to the tenant URL: answer as without it.",
        )
    return ok("?aadOptscim062020 in the URL does no harm.")


def _crashed(exchange: Exchange) -> bool:
    status = exchange.status
    is_error = status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return status is None or (is_error and status != HTTPStatus.NOT_IMPLEMENTED)


def judge_compression(exchanges: Iterable[Exchange]) -> Judgement:
    """Judge all answers so far: each request offered gzip and deflate."""
    bodies = [one.response_body for one in exchanges if one.response_body.wire_bytes]
    if not bodies:
        return skipped("No answer had a body.")
    broken = [body for body in bodies if body.undecoded]
    if broken:
        encoding = broken[0].encoding
        return failed(
            f"{len(broken)} of {len(bodies)} answers are marked {encoding} and cannot be decoded.",
            "Ask whoever runs the proxy in between: it may have changed the body, not the mark.",
        )
    packed = [body.encoding for body in bodies if body.encoding]
    if not packed:
        return ok("Answers come uncompressed, although gzip is offered.")
    names = ", ".join(sorted(set(packed)))
    return ok(f"{len(packed)} of {len(bodies)} answers came compressed ({names}).")


def judge_clock(exchanges: Iterable[Exchange]) -> Judgement:
    """Compare ``Date`` with this computer's clock when the head of the answer came."""
    offsets = [offset for one in exchanges if (offset := _offset_s(one)) is not None]
    if not offsets:
        return skipped("The answers have no Date that can be read.")
    offset_s = min(offsets, key=abs)
    if abs(offset_s) <= _AGREES_S:
        return ok("Server and this computer agree on the time.")
    side = "ahead of" if offset_s > 0 else "behind"
    said = f"The server's clock is {abs(offset_s):,.0f} s {side} this computer's."
    if abs(offset_s) <= _MATTERS_S:
        return ok(said)
    return warning(
        said,
        "Set the one that is wrong: tokens begin and end by the clock, and so do changes since "
        "a moment.",
    )


def _offset_s(exchange: Exchange) -> float | None:
    times = exchange.times
    if times.first_byte_ms is None:
        return None
    try:
        told = parsedate_to_datetime(header(exchange.response_headers, "Date"))
    except (ValueError, OverflowError):
        return None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    # Date has whole seconds: the middle of that second is the best guess.
    return told.timestamp() + 0.5 - (times.queued_at + times.first_byte_ms / 1000)
