"""A keyring in memory, as the system's own would be one."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from typing_extensions import override


class MemoryKeyring(KeyringBackend):
    """Keeps what it is given, by service and user name."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has none here
        self.entries: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]
