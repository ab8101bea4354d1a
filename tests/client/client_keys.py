"""Client certificates in all the forms in which people keep them."""

from __future__ import annotations

from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificate

PASSPHRASE = "p4ss phräse"


class ClientKeys:
    """Files with a client certificate and its key; ``authority`` issued them."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        issued = self.authority.issue_cert("client@example.com")
        self.certificate = folder / "client.pem"
        self.key = folder / "client.key"
        self.together = folder / "both.pem"
        self.encrypted_key = folder / "encrypted.key"
        self.pkcs12 = folder / "client.p12"
        self.other_key = folder / "other.key"
        issued.cert_chain_pems[0].write_to_path(str(self.certificate))
        issued.private_key_pem.write_to_path(str(self.key))
        issued.private_key_and_cert_chain_pem.write_to_path(str(self.together))
        other = self.authority.issue_cert("other@example.com")
        other.private_key_pem.write_to_path(str(self.other_key))
        key = load_pem_private_key(issued.private_key_pem.bytes(), None)
        encryption = BestAvailableEncryption(PASSPHRASE.encode())
        self.encrypted_key.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
        )
        certificate = load_pem_x509_certificate(issued.cert_chain_pems[0].bytes())
        made = (b"client", key, certificate, None)
        self.pkcs12.write_bytes(pkcs12.serialize_key_and_certificates(*made, encryption))  # type: ignore[arg-type]  # any private key
        self.unprotected = folder / "open.pfx"
        self.unprotected.write_bytes(
            pkcs12.serialize_key_and_certificates(*made, NoEncryption())  # type: ignore[arg-type]  # any private key
        )
