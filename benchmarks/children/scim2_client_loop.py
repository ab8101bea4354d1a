"""All users with scim2-client, the usual way: discover, then query page after page."""

from __future__ import annotations

import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import ListResponse


def main(base: str, users: int = 20_000, rows: int = 1000) -> None:
    with Client(base_url=base) as http:
        client = SyncSCIMClient(http)
        client.discover()
        user = client.get_resource_model("User")
        assert user is not None
        received = 0
        for start in range(1, users, rows):
            answer = client.query(user, {"startIndex": start, "count": rows})
            assert isinstance(answer, ListResponse)
            received += len(answer.resources or [])
        assert received == users


if __name__ == "__main__":
    main(sys.argv[1])
