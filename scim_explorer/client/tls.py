"""TLS contexts: what is trusted, and what the client shows of itself.

They are built by hand: the standard library's and truststore's own ways read SSLKEYLOGFILE and
SSL_CERT_FILE from the environment.
"""

from __future__ import annotations

import re
import ssl
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

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
_LARGEST_BYTES = 16 * 1024 * 1024
_PEM = b"-----BEGIN "
_CERTIFICATE = re.compile(rb"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----")
_KEY = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")
_DER = b"\x30"
"""How every file in DER begins, PKCS#12 too."""
_CLIENT = "client certificate"
_NO_CERTIFICATE = "it holds no certificate"
_T = TypeVar("_T")


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


def proxy_context(route: Route) -> ssl.SSLContext | None:
    """Return a context for the way to an https:// proxy, which is always checked; else None."""
    if route.proxy is None or not route.proxy.url.startswith("https:"):
        return None
    return _trusting(route)


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
        _load("CA", ca_file, partial(_trust, context, ca_file))
    for folder in route.ca_folders:
        context.load_verify_locations(capath=folder)
    return context


def _trust(context: ssl.SSLContext, path: Path) -> None:
    data = _content(path)
    if _PEM in data:
        context.load_verify_locations(cafile=path)
    elif data:
        # What Windows exports as ".cer" unless told otherwise is DER.
        context.load_verify_locations(cadata=data)
    else:
        raise _unusable("CA", path, _NO_CERTIFICATE)


def _show(context: ssl.SSLContext, certificate: ClientCertificate) -> None:
    path = certificate.certificate_file
    data = _load(_CLIENT, path, partial(_content, path))
    if path.suffix.lower() in _PKCS12_ENDINGS or data.startswith(_DER):
        _load(_CLIENT, path, partial(_show_pkcs12, context, path, certificate.passphrase))
        return
    if not _CERTIFICATE.search(data):
        raise _unusable(_CLIENT, path, _NO_CERTIFICATE)
    what, key = (_CLIENT, path) if certificate.key_file is None else ("key", certificate.key_file)
    if not _KEY.search(_load(what, key, partial(_content, key))):
        raise _unusable(what, key, "there is no key in it")
    # Without a function OpenSSL would ask for the passphrase on the terminal, and wait.
    passphrase = certificate.passphrase or ""
    load_pem = partial(context.load_cert_chain, path, key, lambda: passphrase)
    _load(what, key, load_pem, is_key=True)


def _show_pkcs12(context: ssl.SSLContext, path: Path, passphrase: str | None) -> None:
    with pem_of_pkcs12(path, passphrase) as (pem, again):
        context.load_cert_chain(pem, None, again)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_BYTES)


def _log_keys(context: ssl.SSLContext, path: Path) -> None:
    def name_it() -> None:
        # OpenSSL would let everybody on this computer read the keys.
        path.touch(mode=0o600)
        context.keylog_filename = str(path)

    _load("key log", path, name_it)


def _load(what: str, path: Path, load: Callable[[], _T], *, is_key: bool = False) -> _T:
    try:
        return load()
    except ssl.SSLError as error:
        raise _unusable(what, path, _tls_words(error, is_key=is_key)) from None
    except OSError as error:
        raise _unusable(what, path, error.strerror or "it cannot be read") from None
    except ValueError:
        # Python's own: a NUL in the name, a passphrase of more than 1,024 bytes.
        raise _unusable(what, path, "its name or the passphrase is not possible") from None


def _tls_words(error: ssl.SSLError, *, is_key: bool) -> str:
    if "MISMATCH" in (error.reason or ""):
        return "the key does not belong to the certificate"
    if is_key:
        return "the passphrase is missing or wrong, or the file is damaged"
    return _NO_CERTIFICATE


def _unusable(what: str, path: Path, why: str) -> InputError:
    return InputError(
        Problem(
            "Connection not possible",
            f"The {what} file {path.name} cannot be used: {why}.",
            "Choose another file in the profile under TLS.",
            action=EDIT_PROFILE,
        )
    )
