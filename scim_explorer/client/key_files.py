"""A client certificate from a PKCS#12 file, for the moment in which Python's ssl reads it.

ssl reads certificate and key from a file only. So they are written again under a random
passphrase, readable for this user alone, and the file is gone as soon as it was read.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scim_explorer.problems import EDIT_PROFILE, InputError, Problem

LARGEST_BYTES = 1024 * 1024


@contextmanager
def pem_of_pkcs12(path: Path, passphrase: str | None) -> Iterator[tuple[Path, str]]:
    """Give a PEM file with what is in a PKCS#12 file, and the passphrase of its key.

    Args:
        path: Ends in ".p12" or ".pfx" as a rule.
        passphrase: Of the PKCS#12 file, or None.

    Raises:
        InputError: It cannot be read, or the passphrase is wrong.
    """
    again = secrets.token_urlsafe(32)
    content = _as_pem(path, passphrase, again)
    # Both the folder (0700) and the file (0600) are for this user alone.
    with tempfile.TemporaryDirectory(prefix="scim-explorer-") as folder:
        pem = Path(folder) / "client.pem"
        pem.touch(mode=0o600)
        pem.write_bytes(content)
        yield pem, again


def _as_pem(path: Path, passphrase: str | None, again: str) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        pkcs12,
    )

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _unusable(path, "it is larger than 1 MB")
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error.strerror or "it cannot be read") from None
    given = passphrase.encode() if passphrase else None
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, given)
    except UnsupportedAlgorithm:
        raise _unusable(
            path,
            "it is encrypted in an old way",
            "openssl pkcs12 -legacy -in OLD.p12 -nodes | openssl pkcs12 -export -out NEW.p12",
        ) from None
    except ValueError:
        raise _unusable(path, "the passphrase is wrong, or it is no PKCS#12 file") from None
    if key is None or certificate is None:
        raise _unusable(path, "it holds no certificate with its key")
    encryption = BestAvailableEncryption(again.encode())
    return b"".join(
        (
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption),
            certificate.public_bytes(Encoding.PEM),
            *(one.public_bytes(Encoding.PEM) for one in others),
        )
    )


def _unusable(path: Path, why: str, command: str = "") -> InputError:
    hint = f"Write it again: {command}" if command else "Look at the passphrase in the profile."
    return InputError(
        Problem(
            "Connection not possible",
            f"The client certificate file {path.name} cannot be used: {why}.",
            hint,
            action=EDIT_PROFILE,
        )
    )
