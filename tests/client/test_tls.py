"""What is trusted, and what the client shows of itself."""

from __future__ import annotations

import ssl
import stat
import sys
from pathlib import Path

import pytest

from scim_explorer.client.route import ClientCertificate, Route
from scim_explorer.client.tls import tls_context
from scim_explorer.problems import EDIT_PROFILE, InputError
from tests.client.client_keys import PASSPHRASE, ClientKeys
from tests.client.tls_servers import Authority


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> ClientKeys:
    return ClientKeys(tmp_path_factory.mktemp("keys"))


def refused(route: Route) -> str:
    with pytest.raises(InputError) as caught:
        tls_context(route)
    assert caught.value.problem.action == EDIT_PROFILE
    return caught.value.problem.detail


def with_certificate(path: Path, key: Path | None = None, passphrase: str | None = None) -> Route:
    return Route(https=True, certificate=ClientCertificate(path, key, passphrase))


def test_that_certificates_and_host_names_are_checked_unless_told_otherwise() -> None:
    checked, unchecked = (
        tls_context(Route(https=True)),
        tls_context(Route(https=True, verify=False)),
    )

    assert (checked.verify_mode, checked.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (unchecked.verify_mode, unchecked.check_hostname) == (ssl.CERT_NONE, False)
    assert checked.keylog_filename is None


def test_that_a_key_can_stand_with_its_certificate_or_alone(keys: ClientKeys) -> None:
    tls_context(with_certificate(keys.together))
    tls_context(with_certificate(keys.certificate, keys.key))
    tls_context(with_certificate(keys.certificate, keys.encrypted_key, PASSPHRASE))
    tls_context(with_certificate(keys.pkcs12, None, PASSPHRASE))


@pytest.mark.parametrize("passphrase", [None, "", "wr0ng"])
def test_that_a_wrong_passphrase_is_told_and_never_asked_for_on_the_terminal(
    keys: ClientKeys, passphrase: str | None
) -> None:
    detail = refused(with_certificate(keys.certificate, keys.encrypted_key, passphrase))

    assert "passphrase is missing or wrong" in detail
    assert "wr0ng" not in detail


def test_that_a_file_that_cannot_be_used_is_named(keys: ClientKeys, tmp_path: Path) -> None:
    text = tmp_path / "text.pem"
    text.write_text("no certificate")

    assert "ca.pem cannot be used: No such file" in refused(
        Route(https=True, ca_files=(tmp_path / "ca.pem",))
    )
    assert "text.pem cannot be used: it holds no certificate" in refused(
        Route(https=True, ca_files=(text,))
    )
    assert "gone.pem cannot be used" in refused(with_certificate(tmp_path / "gone.pem"))
    assert "does not belong" in refused(with_certificate(keys.certificate, keys.other_key))


def test_that_of_certificate_and_key_the_one_that_is_wrong_is_named(
    keys: ClientKeys, tmp_path: Path
) -> None:
    text = tmp_path / "text.pem"
    text.write_text("neither")

    assert "text.pem cannot be used: it holds no certificate" in refused(
        with_certificate(text, keys.key)
    )
    assert "key file text.pem cannot be used: there is no key" in refused(
        with_certificate(keys.certificate, text)
    )
    assert "client.pem cannot be used: there is no key in it" in refused(
        with_certificate(keys.certificate)
    )


@pytest.mark.parametrize(
    "route",
    [
        Route(https=True, ca_files=(Path("a\0b"),)),
        with_certificate(Path("a\0b")),
        Route(https=True, ca_files=(Path("/"),)),
        with_certificate(Path("/")),
        Route(https=True, key_log=Path("/nowhere/keys")),
    ],
)
def test_that_a_name_that_cannot_be_a_file_is_refused_in_words(route: Route) -> None:
    assert "cannot be used" in refused(route)


def test_that_a_passphrase_that_is_too_long_for_openssl_is_refused(keys: ClientKeys) -> None:
    detail = refused(with_certificate(keys.certificate, keys.encrypted_key, "x" * 2000))

    assert "passphrase is not possible" in detail


def test_that_an_authority_may_come_in_der_as_windows_exports_it(tmp_path: Path) -> None:
    pem = Authority(tmp_path).file
    der = tmp_path / "ca.cer"
    der.write_bytes(ssl.PEM_cert_to_DER_cert(pem.read_text()))
    empty = tmp_path / "empty.cer"
    empty.touch()

    added = tls_context(Route(https=True, ca_files=(der,))).get_ca_certs()

    assert any("Made-up CA" in str(one["subject"]) for one in added)
    assert "holds no certificate" in refused(Route(https=True, ca_files=(empty,)))


def test_that_pkcs12_is_known_by_its_content_too(keys: ClientKeys, tmp_path: Path) -> None:
    renamed = tmp_path / "client.pem"
    renamed.write_bytes(keys.pkcs12.read_bytes())

    tls_context(with_certificate(renamed, None, PASSPHRASE))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_that_session_keys_are_readable_for_this_user_alone(tmp_path: Path) -> None:
    keys = tmp_path / "keys"

    tls_context(Route(https=True, key_log=keys))

    assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def test_that_plain_http_reads_no_certificates(tmp_path: Path) -> None:
    context = tls_context(Route(https=False, ca_files=(tmp_path / "none.pem",)))

    assert context.get_ca_certs() == []
