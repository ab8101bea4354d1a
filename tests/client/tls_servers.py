"""Servers with certificates of an authority that is made up for the test."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        self, name: str = "127.0.0.1", days: int = 60, *, otherwise: Handler | None = None
    ) -> HostileServer:
        """Return a server whose certificate is for ``name`` and ends in so many days."""
        return HostileServer(tls=self.context(name, days), otherwise=otherwise or answer("{}"))

    def half_chain(self) -> HostileServer:
        """Return a server that leaves out the certificate between its own and the authority's."""
        between = self._ca.create_child_ca()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own = between.issue_cert("127.0.0.1")
        with own.private_key_and_cert_chain_pem.tempfile() as whole:
            key_and_own = Path(whole).read_bytes().partition(own.cert_chain_pems[1].bytes())[0]
        with trustme.Blob(key_and_own).tempfile() as half:
            context.load_cert_chain(half)
        return HostileServer(tls=context, otherwise=answer("{}"))

    @contextmanager
    def wants_certificate(self) -> Iterator[str]:
        """Run a server that shows everybody out who has no client certificate; yield its URL.

        It is no HostileServer: asyncio hangs up without the alert that tells why.
        """
        context = self.context("127.0.0.1", 60)
        context.verify_mode = ssl.CERT_REQUIRED
        self._ca.configure_trust(context)
        with _showing_out(context) as url:
            yield url

    @contextmanager
    def old_tls(self) -> Iterator[str]:
        """Run a server that speaks nothing newer than TLS 1.1; yield its URL."""
        context = self.context("127.0.0.1", 60)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        with _showing_out(context) as url:
            yield url

    def context(self, name: str = "127.0.0.1", days: int = 60) -> ssl.SSLContext:
        end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
        start = end - dt.timedelta(days=400)
        certificate = self._ca.issue_cert(name, not_before=start, not_after=end)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context


@contextmanager
def _showing_out(context: ssl.SSLContext) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_show_out, args=(listening, context))
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _show_out(listening: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            taken, _ = listening.accept()
            with taken, suppress(OSError):
                context.wrap_socket(taken, server_side=True).close()
