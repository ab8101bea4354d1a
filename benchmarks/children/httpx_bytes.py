"""Receive all users with httpx, page after page, and look at none of the bytes.

Prints how long that took once the connection stood.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

import httpx


def main(base: str, users: int = 20_000, rows: int = 1000) -> None:
    with httpx.Client() as client:
        client.get(f"{base}/ServiceProviderConfig").raise_for_status()
        began_s = perf_counter()
        for start in range(1, users, rows):
            client.get(f"{base}/Users?startIndex={start}&count={rows}").raise_for_status()
        print(json.dumps({"took_ms": (perf_counter() - began_s) * 1000}))


if __name__ == "__main__":
    main(sys.argv[1])
