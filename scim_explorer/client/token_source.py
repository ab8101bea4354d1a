"""The access token of one session: fetched when needed, once for all who wait for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from scim_explorer.client.oauth import Token
from scim_explorer.problems import SecretUnavailable


class TokenSource:
    """Keeps a token until shortly before its end, on a clock that nobody sets."""

    def __init__(
        self, fetch: Callable[[], Awaitable[Token]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask for no token yet.

        Args:
            fetch: Gets a new token or raises ``SecretUnavailable``.
            clock: Seconds; monotonic, so that setting the computer's clock changes nothing.
        """
        self._fetch = fetch
        self._clock = clock
        self._turn = asyncio.Lock()
        self._token: Token | None = None
        self._got_at_s = 0.0
        self._failures = 0
        self._failure: SecretUnavailable | None = None
        self._refused = ""
        self._not_replaced = ""

    @property
    def life_s(self) -> float | None:
        """Seconds until the token ends; None when there is none, or it has ended.

        An ended one is no cause for alarm: the next request brings a new one.
        """
        if self._token is None:
            return None
        left_s = self._token.life_s - (self._clock() - self._got_at_s)
        return left_s if left_s > 0 else None

    async def token(self) -> str:
        """Return a token that can be used; whoever comes meanwhile waits for the same one.

        Raises:
            SecretUnavailable: None can be had; it is told to all who waited.
        """
        failures = self._failures
        async with self._turn:
            if self._token is not None and self._is_fresh(self._token):
                return self._token.value
            if self._failure is not None and failures != self._failures:
                raise type(self._failure)(self._failure.problem)
            self._token = None
            try:
                self._token = await self._fetch()
            except SecretUnavailable as error:
                self._failures += 1
                self._failure = error
                self._not_replaced = self._refused
                raise
            self._got_at_s = self._clock()
            return self._token.value

    def refused(self, token: str) -> None:
        """Drop ``token`` because a server did not take it; a newer one stays."""
        if self._token is not None and self._token.value == token:
            self._token = None
            self._refused = token

    async def token_after(self, token: str) -> str:
        """Return a token in place of one that was refused.

        When that was tried since, and failed, whoever hears of the refusal only now is told so:
        the token endpoint is not asked again for each of them.

        Raises:
            SecretUnavailable: None can be had.
        """
        if self._failure is not None and self._token is None and token == self._not_replaced:
            raise type(self._failure)(self._failure.problem)
        return await self.token()

    def _is_fresh(self, token: Token) -> bool:
        return self._clock() - self._got_at_s < token.renew_after_s
