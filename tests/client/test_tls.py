"""What is trusted, and what the client shows of itself."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from scim_explorer.client.route import ClientCertificate, Route
from scim_explorer.client.tls import tls_context
from scim_explorer.problems import EDIT_PROFILE, InputError
from tests.client.client_keys import PASSPHRASE, ClientKeys


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


def test_that_plain_http_reads_no_certificates(tmp_path: Path) -> None:
    context = tls_context(Route(https=False, ca_files=(tmp_path / "none.pem",)))

    assert context.get_ca_certs() == []
