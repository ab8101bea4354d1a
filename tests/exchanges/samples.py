"""Exchanges to test with."""

from __future__ import annotations

from scim_explorer.exchanges.exchange import Body, Exchange, Headers, Outcome, Times

BASE = "https://scim.example/scim/v2"


def sample(
    number: int,
    *,
    method: str = "GET",
    path: str = "/Users",
    status: int | None = 200,
    outcome: Outcome = Outcome.ANSWERED,
    request: bytes = b"",
    response: bytes = b"{}",
    request_headers: Headers = (),
    response_headers: Headers = (),
    endpoint: str = "acme",
    queued_at: float = 1_000_000.0,
) -> Exchange:
    return Exchange(
        number=number,
        endpoint=endpoint,
        origin="Browse",
        method=method,
        url=BASE + path,
        times=Times(queued_at, 1.0, 2.0, 30.0),
        outcome=outcome,
        request_headers=request_headers,
        request_body=Body(request, len(request)),
        status=status,
        http_version="HTTP/1.1",
        response_headers=response_headers,
        response_body=Body(response, len(response)),
    )
