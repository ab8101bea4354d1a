"""The matrix of media types: what may be asked for, and what may be sent. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from scim_explorer.checks.reading import (
    is_fine,
    is_list,
    is_missing,
    is_success,
    media_type,
    status_words,
)
from scim_explorer.checks.steps import Judgement, failed, ok, warning
from scim_explorer.client.request import SCIM_JSON
from scim_explorer.exchanges.exchange import Exchange

TYPES = (SCIM_JSON, "application/json")
NONE, BOTH = "none", "both"
_JSON = frozenset(TYPES)
_NOT_OFFERED = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})


def may_be_asked_again(searched: Exchange) -> bool:
    """Tell whether a first POST to ``/.search`` was understood as a search, or refused as one.

    A server that takes it for anything else is not asked a second time.
    """
    if is_success(searched):
        return is_list(searched) and searched.status != HTTPStatus.CREATED
    return searched.status is not None and not _is_not_offered(searched)


def judge_media_types(
    accepts: Mapping[str, Exchange], sent: Mapping[str, Exchange] | None = None
) -> Judgement:
    """Judge the same request with other media types.

    Args:
        accepts: Answers to a GET by what its ``Accept`` named.
        sent: Answers to a POST to ``/.search`` by its ``Content-Type``.
    """
    sent = sent or {}
    searches = [is_list(one) for one in sent.values()]
    matrix = f"Accept {_grouped(accepts)}. {_sent_words(sent, is_proof=any(searches))}".strip()
    refused = [name for name, one in accepts.items() if not is_fine(one)]
    untaken = [name for name, one in sent.items() if not is_list(one)] if any(searches) else []
    if SCIM_JSON in refused:
        return failed(
            f"{matrix} {SCIM_JSON} is refused.",
            "SCIM clients ask for that type: let the server give it (RFC 7644 section 3.8).",
        )
    if SCIM_JSON in untaken:
        return failed(
            f"{matrix} A body labelled {SCIM_JSON} is refused.",
            "SCIM clients label what they write so: let the server take it (RFC 7644 section 3.8).",
        )
    if refused or TYPES[1] in untaken:
        lost = ", ".join(refused) or f"a body labelled {TYPES[1]}"
        return warning(
            f"{matrix} Refused: {lost}.",
            "Some clients know no other: let the server take it too.",
        )
    if _is_taken_for_a_write(sent):
        return warning(
            f"{matrix} That is no list: the server took the search for something else.",
            "Let /.search answer with a list, or with 501.",
        )
    labels = {media_type(one) for one in accepts.values()}
    if not labels <= _JSON:
        odd = ", ".join(sorted(label or "no Content-Type" for label in labels - _JSON))
        return warning(
            f"{matrix} The body is JSON, and labelled {odd}.",
            f"Some clients refuse what is not labelled {SCIM_JSON}.",
        )
    return ok(matrix)


def _sent_words(sent: Mapping[str, Exchange], *, is_proof: bool) -> str:
    if not sent:
        return ""
    first = next(iter(sent.values()))
    if _is_not_offered(first):
        return f"Content-Type not tried: POST /.search is not offered ({status_words(first)})."
    said = f"Content-Type of POST /.search {_grouped(sent)}."
    return said if is_proof else f"{said} So nothing is known of Content-Type."


def _grouped(answers: Mapping[str, Exchange]) -> str:
    """Return names with the same answer together: "scim+json, none: 200 application/json"."""
    groups: dict[str, list[str]] = {}
    for name, one in answers.items():
        seen = f"{status_words(one)} {media_type(one)}".strip()
        groups.setdefault(seen, []).append(name.removeprefix("application/"))
    return "; ".join(f"{', '.join(names)}: {seen}" for seen, names in groups.items())


def _is_not_offered(exchange: Exchange) -> bool:
    return is_missing(exchange) or exchange.status in _NOT_OFFERED


def _is_taken_for_a_write(sent: Mapping[str, Exchange]) -> bool:
    return any(
        one.status == HTTPStatus.CREATED or (is_success(one) and not is_list(one))
        for one in sent.values()
    )
