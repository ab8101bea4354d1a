"""TLS contexts: what is trusted, and what the client shows of itself.

They are built by hand: the standard library's and truststore's own ways read SSLKEYLOGFILE and
SSL_CERT_FILE from the environment.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scim_explorer.client.key_files import pem_of_pkcs12
from scim_explorer.client.route import ClientCertificate, Route
from scim_explorer.problems import EDIT_PROFILE, InputError, Problem

_SYSTEM_CA_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_PKCS12_ENDINGS = frozenset({".p12", ".pfx"})


def tls_context(route: Route) -> ssl.SSLContext:
    """Return a context that trusts what this computer trusts, and what ``route`` adds.

    Raises:
        InputError: A file of the profile cannot be used; the text names it.
    """
    if not route.https:
        # Trusts nothing and is never used; saves reading the computer's certificates.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = _trusting(route) if route.verify else unchecked_context()
    if route.certificate is not None:
        _show(context, route.certificate)
    if route.key_log is not None:
        _log_keys(context, route.key_log)
    return context


def unchecked_context() -> ssl.SSLContext:
    """Return a context that lets any certificate pass."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _trusting(route: Route) -> ssl.SSLContext:
    if sys.platform in {"win32", "darwin"}:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        built_in = ssl.get_default_verify_paths()
        files = (built_in.openssl_cafile, *_SYSTEM_CA_FILES)
        found = next((name for name in files if Path(name).is_file()), None)
        if found is not None:
            context.load_verify_locations(cafile=found)
        if Path(built_in.openssl_capath).is_dir():
            context.load_verify_locations(capath=built_in.openssl_capath)
    for ca_file in route.ca_files:
        _load("CA", ca_file, partial(context.load_verify_locations, cafile=ca_file))
    for folder in route.ca_folders:
        context.load_verify_locations(capath=folder)
    return context


def _show(context: ssl.SSLContext, certificate: ClientCertificate) -> None:
    path = certificate.certificate_file
    if path.suffix.lower() in _PKCS12_ENDINGS:
        with pem_of_pkcs12(path, certificate.passphrase) as (pem, passphrase):
            load_pem = partial(context.load_cert_chain, pem, None, passphrase)
            _load("client certificate", path, load_pem)
        return
    key = certificate.key_file
    for file in (path, *((key,) if key is not None else ())):
        _load("client certificate", file, partial(_open, file))

    def load() -> None:
        # Without a function OpenSSL would ask for the passphrase on the terminal, and wait.
        context.load_cert_chain(path, key, lambda: certificate.passphrase or "")

    _load("client certificate", key or path, load, has_key=True)


def _open(path: Path) -> None:
    path.open("rb").close()


def _log_keys(context: ssl.SSLContext, path: Path) -> None:
    def name_it() -> None:
        context.keylog_filename = str(path)

    _load("key log", path, name_it)


def _load(what: str, path: Path, load: Callable[[], None], *, has_key: bool = False) -> None:
    try:
        load()
    except ssl.SSLError as error:
        raise _unusable(what, path, _tls_words(error, has_key=has_key)) from None
    except OSError as error:
        raise _unusable(what, path, error.strerror or "it cannot be read") from None


def _tls_words(error: ssl.SSLError, *, has_key: bool) -> str:
    reason = error.reason or ""
    if "MISMATCH" in reason:
        return "the key does not belong to the certificate"
    if has_key and (not reason or "DECRYPT" in reason or "PASSWORD" in reason):
        return "the passphrase is missing or wrong, or there is no key in it"
    return "it holds no certificate in PEM"


def _unusable(what: str, path: Path, why: str) -> InputError:
    return InputError(
        Problem(
            "Connection not possible",
            f"The {what} file {path.name} cannot be used: {why}.",
            "Choose another file in the profile under TLS.",
            action=EDIT_PROFILE,
        )
    )
