"""Which fields sign a request in, and which secrets are asked for."""

from __future__ import annotations

import pytest

from scim_explorer.client.request import Request
from scim_explorer.client.sign_in import masked_sign_in, secret_field_names, signed_headers
from scim_explorer.exchanges.redact import MASK
from scim_explorer.problems import InputError, SecretUnavailable
from scim_explorer.profiles.profile import Auth, AuthKind, Profile, SecretHeader
from tests.client.memory_log import profile

USERS = Request("GET", "/Users")
TWO_KEYS = profile(
    auth=Auth(AuthKind.BEARER), secret_headers=(SecretHeader("X-Key"), SecretHeader("X-Other"))
)


class Vault:
    """Gives secrets by slot and remembers what was asked for."""

    def __init__(self, **secrets: str) -> None:
        self.secrets = {
            name.replace("_", "-").replace("header-", "header "): text
            for name, text in secrets.items()
        }
        self.asked: list[str] = []

    async def read(self, slot: str) -> str | None:
        self.asked.append(slot)
        return self.secrets.get(slot)


async def sign(request: Request, saved: Profile, vault: Vault) -> dict[str, str]:
    return dict(await signed_headers(request, saved, vault.read))


async def test_that_every_secret_field_is_sent() -> None:
    vault = Vault(sign_in="t0k", header_x_key="k1", header_x_other=" k2\n")

    assert await sign(USERS, TWO_KEYS, vault) == {
        "Authorization": "Bearer t0k",
        "X-Key": "k1",
        "X-Other": "k2",
    }


async def test_that_without_a_sign_in_nothing_is_asked() -> None:
    vault = Vault()

    assert await sign(USERS, profile(), vault) == {}
    assert vault.asked == []


async def test_that_a_field_that_the_request_brings_or_leaves_out_asks_for_no_secret() -> None:
    request = Request("GET", "/Users", (("authorization", "mine"),), without=("x-key",))
    vault = Vault(header_x_other="k2")

    assert await sign(request, TWO_KEYS, vault) == {"X-Other": "k2"}
    assert vault.asked == ["header x-other"]


async def test_that_a_missing_secret_names_its_field() -> None:
    with pytest.raises(SecretUnavailable, match="the header X-Key"):
        await sign(USERS, TWO_KEYS, Vault(sign_in="t0k"))


async def test_that_a_secret_with_a_line_break_is_refused_without_its_text() -> None:
    vault = Vault(sign_in="t0k", header_x_key="k1\r\nX-Evil: 1", header_x_other="k2")

    with pytest.raises(InputError) as caught:
        await sign(USERS, TWO_KEYS, vault)

    assert "k1" not in caught.value.problem.one_line()


def test_that_the_preview_masks_every_secret_field() -> None:
    assert masked_sign_in(TWO_KEYS) == (
        ("Authorization", f"Bearer {MASK}"),
        ("X-Key", MASK),
        ("X-Other", MASK),
    )
    assert secret_field_names(profile()) == ()
