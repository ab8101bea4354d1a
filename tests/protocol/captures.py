"""Answers of real servers, read from ``tests/captures``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "captures"
SERVERS = ("scim2-server", "django-scim2", "scimmy", "scimmy-express5")


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer: the body as received, the status and its content type."""

    server: str
    name: str
    body: bytes
    status: int
    content_type: str


def capture(server: str, name: str) -> Capture:
    folder = FOLDER / server
    meta = json.loads((folder / f"{name}.meta.json").read_bytes())
    body = (folder / f"{name}.json").read_bytes()
    return Capture(server, name, body, meta["status"], meta["headers"].get("content-type", ""))


def captures(pattern: str) -> list[Capture]:
    """Return all captures of all servers whose name matches a shell pattern."""
    return [
        capture(path.parent.name, path.name.removesuffix(".meta.json"))
        for path in sorted(FOLDER.glob(f"*/{pattern}.meta.json"))
    ]


def label(value: object) -> str | None:
    """Return a test id for a capture."""
    return f"{value.server}/{value.name}" if isinstance(value, Capture) else None
