"""The secrets that one session has in use: asked for once, and cut out of all that is kept."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

ReadSecret = Callable[[str], Awaitable[str | None]]
"""Returns the secret in a slot of the profile, or None."""

_TOKENS_KEPT = 16


class SecretCache:
    """Asks for each secret once, one question at a time: a keyring may ask a person."""

    def __init__(self, read: ReadSecret) -> None:
        self._read = read
        self._asking = asyncio.Lock()
        self._by_slot: dict[str, str] = {}
        self._tokens: deque[str] = deque(maxlen=_TOKENS_KEPT)

    @property
    def known(self) -> tuple[str, ...]:
        """Every secret that may stand in a request or an answer by now."""
        return (*self._by_slot.values(), *self._tokens)

    def known_in(self, slot: str) -> str | None:
        """Return the secret in ``slot`` if it was asked for already."""
        return self._by_slot.get(slot)

    async def read(self, slot: str) -> str | None:
        """Return the secret in ``slot``.

        Raises:
            SecretUnavailable: There is one, and it cannot be had.
        """
        async with self._asking:
            if slot not in self._by_slot:
                secret = await self._read(slot)
                if secret is None:
                    return None
                self._by_slot[slot] = secret
            return self._by_slot[slot]

    def keep(self, slot: str, secret: str) -> None:
        """Treat ``secret`` as the one in ``slot``; it came by another way."""
        self._by_slot.setdefault(slot, secret)

    def add_token(self, token: str) -> None:
        """Treat ``token`` as a secret too; it was issued on the way."""
        if token not in self._tokens:
            self._tokens.append(token)

    def forget(self) -> None:
        """Ask again for each secret when it is needed next."""
        self._tokens.extend(self._by_slot.values())
        self._by_slot.clear()
