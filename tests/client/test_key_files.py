"""Client certificates from PKCS#12 files."""

from __future__ import annotations

import ssl
import stat
import tempfile
from pathlib import Path

import pytest

from scim_explorer.client.key_files import LARGEST_BYTES, pem_of_pkcs12
from scim_explorer.problems import EDIT_PROFILE, InputError
from tests.client.client_keys import PASSPHRASE, ClientKeys


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> ClientKeys:
    return ClientKeys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_that_the_key_is_readable_for_this_user_alone_encrypted_and_gone_at_once(
    keys: ClientKeys, temporary: Path
) -> None:
    with pem_of_pkcs12(keys.pkcs12, PASSPHRASE) as (pem, passphrase):
        assert stat.S_IMODE(pem.stat().st_mode) == 0o600
        assert stat.S_IMODE(pem.parent.stat().st_mode) == 0o700
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in pem.read_bytes()
        assert passphrase != PASSPHRASE
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(pem, None, passphrase)

    assert list(temporary.rglob("*")) == []


def test_that_nothing_stays_when_the_reading_fails(keys: ClientKeys, temporary: Path) -> None:
    with pytest.raises(ZeroDivisionError), pem_of_pkcs12(keys.pkcs12, PASSPHRASE):
        raise ZeroDivisionError

    assert list(temporary.rglob("*")) == []


def test_that_a_file_without_passphrase_is_read_too(keys: ClientKeys) -> None:
    with pem_of_pkcs12(keys.unprotected, None) as (pem, _):
        assert b"BEGIN CERTIFICATE" in pem.read_bytes()


@pytest.mark.parametrize("passphrase", [None, "wr0ng"])
def test_that_a_wrong_passphrase_is_told_without_it(
    keys: ClientKeys, temporary: Path, passphrase: str | None
) -> None:
    with (
        pytest.raises(InputError, match="passphrase is wrong") as caught,
        pem_of_pkcs12(keys.pkcs12, passphrase),
    ):
        pass

    assert caught.value.problem.action == EDIT_PROFILE
    assert "wr0ng" not in caught.value.problem.one_line()
    assert list(temporary.rglob("*")) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), (b"text", "no PKCS#12"), (bytes(LARGEST_BYTES + 1), "larger")],
    ids=["absent", "text", "huge"],
)
def test_that_another_file_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "me.p12"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InputError, match=said), pem_of_pkcs12(path, None):
        pass
