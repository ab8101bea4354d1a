"""Certificates as Python's ssl describes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("month", "number"),
    [("Jan", 1), ("Mar", 3), ("May", 5), ("Oct", 10), ("Dec", 12)],
)
def test_that_the_end_is_read(month: str, number: int) -> None:
    end = certificate_of({"notAfter": f"{month}  9 23:59:59 2049 GMT"}).not_after

    assert end == datetime(2049, number, 9, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "Dez  9 23:59:59 2049 GMT", "Feb 30 1:2:3 2049 GMT"])
def test_that_an_end_that_cannot_be_read_is_none(text: str) -> None:
    assert certificate_of({"notAfter": text}).not_after is None


@pytest.mark.skipif(shutil.which("localedef") is None, reason="no locale can be made here")
def test_that_the_end_is_read_where_months_have_other_names(tmp_path: Path) -> None:
    made = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(tmp_path / "de_DE.UTF-8")]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no locale can be made here")
    code = (
        "import locale; locale.setlocale(locale.LC_ALL, '');"
        "import time; assert time.strftime('%b', (2026, 12) + 7 * (0,)) == 'Dez';"
        "from scim_explorer.client.certificates import certificate_of;"
        "print(certificate_of({'notAfter': 'Dec  9 23:59:59 2049 GMT'}).not_after)"
    )
    german = {**os.environ, "LOCPATH": str(tmp_path), "LC_ALL": "de_DE.UTF-8"}

    said = subprocess.run([sys.executable, "-c", code], env=german, capture_output=True, check=True)

    assert said.stdout.startswith(b"2049-12-09")


def test_that_a_name_of_a_certificate_cannot_fill_the_window() -> None:
    found = certificate_of(
        {"subjectAltName": (("DNS", "a" * 60_000),), "subject": ((("x", "b" * 9999),),)}
    )

    assert len(certificate_words(found)) < 600
