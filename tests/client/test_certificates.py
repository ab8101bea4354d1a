"""Certificates as Python's ssl describes them."""

from __future__ import annotations

from datetime import UTC, datetime

from scim_explorer.client.certificates import certificate_of, certificate_words

DESCRIBED = {
    "subject": ((("organizationName", "Acme"),), (("commonName", "scim.acme.example"),)),
    "issuer": ((("commonName", "Acme CA"),),),
    "notBefore": "Jun  1 12:00:00 2025 GMT",
    "notAfter": "Jun  1 12:00:00 2027 GMT",
    "subjectAltName": (("DNS", "scim.acme.example"), ("IP Address", "10.0.0.1")),
}


def test_that_a_certificate_is_read() -> None:
    found = certificate_of(DESCRIBED)

    assert found.subject == "O=Acme, CN=scim.acme.example"
    assert found.not_after == datetime(2027, 6, 1, 12, tzinfo=UTC)
    assert found.names == ("scim.acme.example", "10.0.0.1")


def test_that_a_certificate_is_one_line_of_words() -> None:
    assert certificate_words(certificate_of(DESCRIBED)) == (
        "certificate O=Acme, CN=scim.acme.example for scim.acme.example, 10.0.0.1, "
        "issued by CN=Acme CA, valid until 2027-06-01"
    )


def test_that_a_fingerprint_is_written_as_browsers_and_openssl_do() -> None:
    fingerprint = certificate_of(DESCRIBED, b"the bytes of it").fingerprint

    assert fingerprint.startswith("4F:B5:34:53:")
    assert len(fingerprint.split(":")) == 32
    assert certificate_of(DESCRIBED).fingerprint == ""


def test_that_a_certificate_with_gaps_is_read_too() -> None:
    found = certificate_of({"notAfter": "soon"})

    assert found.not_after is None
    assert "without a subject" in certificate_words(found)
