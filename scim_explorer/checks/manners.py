"""Verdicts on how a server takes requests that are spelled otherwise, and on its clock. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from scim_explorer.checks.reading import is_fine, media_type, status_words, trouble, words
from scim_explorer.checks.steps import Judgement, failed, ok, skipped, warning
from scim_explorer.client.request import SCIM_JSON
from scim_explorer.exchanges.exchange import Exchange, header

ACCEPTS = (SCIM_JSON, "application/json")
"""What is asked for beside the both that every request of the program asks for."""
_JSON = frozenset({SCIM_JSON, "application/json"})
_AGREES_S = 2.0
_MATTERS_S = 60.0


def judge_media_types(answers: Mapping[str, Exchange]) -> Judgement:
    """Judge answers to the same request by what its Accept named ("none" for no Accept)."""
    refused = [name for name, one in answers.items() if not is_fine(one)]
    matrix = "; ".join(
        f"Accept {name}: {status_words(one)} {media_type(one)}".rstrip()
        for name, one in answers.items()
    )
    if SCIM_JSON in refused:
        return failed(
            f"{matrix}. {SCIM_JSON} is refused.",
            "SCIM clients ask for that type (RFC 7644 section 3.1).",
        )
    if refused:
        return warning(
            f"{matrix}. Refused: {', '.join(refused)}.",
            "Clients that ask so cannot read from this server.",
        )
    labels = {media_type(one) for one in answers.values()}
    if not labels <= _JSON:
        odd = ", ".join(sorted(label or "no Content-Type" for label in labels - _JSON))
        return warning(
            f"{matrix}. The body is JSON, and labelled {odd}.",
            f"Some clients refuse what is not labelled {SCIM_JSON}.",
        )
    return ok(f"{matrix}.")


def judge_user_agent(exchange: Exchange) -> Judgement:
    problem = trouble(exchange)
    if problem is None:
        return ok("A request without User-Agent is answered all the same.")
    return warning(
        f"Refused without User-Agent. {words(problem)}",
        "A gateway in between may want that field.",
    )


def judge_entra_suffix(exchange: Exchange) -> Judgement:
    """Judge a request with the flag that Entra ID lets administrators put behind the URL."""
    problem = trouble(exchange)
    if problem is None:
        return ok("?aadOptscim062020 in the URL does no harm.")
    return warning(
        f"Refused with ?aadOptscim062020 in the URL. {words(problem)}",
        "Entra ID lets administrators add that flag to the tenant URL: ignore unknown parameters.",
    )


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
            "A proxy may have changed the body and left the mark.",
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
