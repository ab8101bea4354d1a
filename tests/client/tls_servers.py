"""Servers with certificates of an authority that is made up for the test."""

from __future__ import annotations

import datetime as dt
import ssl
from pathlib import Path

import trustme

from tests.faults.hostile import Handler, HostileServer, answer


class Authority:
    """Issues certificates; trust it by ``file``."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA(organization_name="Made-up CA")
        self.file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def server(
        self,
        name: str = "127.0.0.1",
        days: int = 60,
        *,
        otherwise: Handler | None = None,
        wants_certificate: bool = False,
    ) -> HostileServer:
        """Return a server whose certificate is for ``name`` and ends in so many days."""
        end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
        start = end - dt.timedelta(days=400)
        certificate = self._ca.issue_cert(name, not_before=start, not_after=end)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        if wants_certificate:
            context.verify_mode = ssl.CERT_REQUIRED
            self._ca.configure_trust(context)
        return HostileServer(tls=context, otherwise=otherwise or answer("{}"))
