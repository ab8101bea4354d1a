"""Exchanges to record: the read of one user each, no two alike."""

from __future__ import annotations

from scim_explorer.exchanges.exchange import Body, Exchange, Outcome, Times

HEADERS = (
    ("Content-Type", "application/scim+json"),
    ("Date", "Mon, 23 Nov 2026 13:02:00 GMT"),
    ("ETag", 'W/"3694558105"'),
)
USER = (
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"%d","externalId":"ext-%d",'
    '"userName":"user%d@example.com","name":{"formatted":"Bj\u00f6rn Dubois","familyName":"Dubois"'
    ',"givenName":"Bj\u00f6rn"},"displayName":"Bj\u00f6rn Dubois","active":true,"title":"Engineer",'
    '"preferredLanguage":"en-US","emails":[{"value":"user%d@example.com","type":"work","primary":'
    'true},{"value":"u%d@home.example.org","type":"home"}],"phoneNumbers":[{"value":"+1-201-555-%d"'
    ',"type":"work"}],"addresses":[{"type":"work","streetAddress":"%d Main Street","locality":'
    '"Oslo","country":"NO"}],"meta":{"resourceType":"User","created":"2025-01-01T00:00:00Z",'
    '"lastModified":"2026-11-20T12:00:00Z","version":"W/\\"%d\\"","location":'
    '"http://127.0.0.1:21150/clean/Users/%d"}}'
)


def user_read(number: int) -> Exchange:
    """Return the exchange ``number``: a GET of one user of about 1 KB."""
    data = (USER % ((number,) * 9)).encode()
    return Exchange(
        number,
        "p1",
        "Resource",
        "GET",
        f"http://127.0.0.1:21150/clean/Users/{number}",
        Times(1_795_000_000.0 + number, 0.1, 3.0, 3.2),
        Outcome.ANSWERED,
        request_headers=(("Accept", "application/scim+json"), ("Host", "127.0.0.1:21150")),
        status=200,
        http_version="HTTP/1.1",
        response_headers=HEADERS,
        response_body=Body(data, len(data)),
    )
