"""What of the active endpoint's connection everyone at the window has to know, as banners."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from scim_explorer.client.environment_values import (
    KEY_LOG_VARIABLE,
    PROXY_VARIABLES,
    noticed_words,
)
from scim_explorer.profiles.profile import Profile, ProxyKind
from scim_explorer.ui.display import visible
from scim_explorer.ui.main_window import MainWindow
from scim_explorer.ui.profile_desk import ProfileDesk
from scim_explorer.ui.widgets.banner_bar import Banner

TLS = "tls-unchecked"
PROXY = "environment-proxy"
KEY_LOG = "key-log"


class Bench(Protocol):
    """What the notices need of the workbench."""

    window: MainWindow
    desk: ProfileDesk

    def edit_profile(self, profile: Profile) -> object: ...


def notices_of(profile: Profile, environment: Mapping[str, str]) -> tuple[Banner, ...]:
    """Return the banners of an endpoint, the most important one last."""
    name = visible(profile.name)
    edit = _tr("Edit profile")
    found = []
    proxies = noticed_words(environment, PROXY_VARIABLES)
    if proxies and profile.proxy.kind is ProxyKind.NONE:
        words = _tr("The environment names a proxy, and it is not used for {0}: {1}")
        found.append(Banner(PROXY, words.format(name, proxies), "info", edit))
    elif proxies and profile.proxy.kind is ProxyKind.ENVIRONMENT:
        words = _tr("Requests to {0} follow the environment: {1}")
        found.append(Banner(PROXY, words.format(name, proxies), "info", edit))
    key_log = environment.get(KEY_LOG_VARIABLE, "")
    if key_log and profile.tls.key_log:
        words = _tr("Session keys of {0} are written to {1}: with them the traffic can be read.")
        found.append(Banner(KEY_LOG, words.format(name, key_log), "warning", edit))
    if not profile.checks_certificates:
        words = _tr(
            "The certificate of {0} is not checked: anyone on the way can read and change "
            "everything, the sign-in included."
        )
        found.append(Banner(TLS, words.format(name), "error", edit))
    return tuple(found)


class ConnectionNotices(QObject):
    """Shows the notices of the active tab's endpoint, and takes them away with it.

    What the environment says is told once for each endpoint when it is closed; an unchecked
    certificate is told again whenever the endpoint comes to the front.
    """

    def __init__(
        self, bench: Bench, parent: QObject, environment: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._environment = environment
        self._profile: Profile | None = None
        self._closed: set[tuple[str, str]] = set()
        bench.window.tabs.shown.connect(self._show)
        bench.desk.changed.connect(self._show)
        bench.window.banner.closed.connect(self._close)
        bench.window.banner.action_chosen.connect(self._edit)

    def _show(self, _shown: object = None) -> None:
        tab = self._bench.window.tabs.current()
        session = tab.session if tab is not None else None
        profile = self._bench.desk.find(session.profile.id) if session is not None else None
        if profile == self._profile:
            return
        self._profile = profile
        banner = self._bench.window.banner
        for key in (PROXY, KEY_LOG, TLS):
            banner.withdraw(key)
        for notice in notices_of(profile, self._environment) if profile is not None else ():
            if (notice.key, notice.text) not in self._closed:
                banner.show_banner(notice)

    def _close(self, key: str) -> None:
        if self._profile is None or key == TLS:
            return
        notices = notices_of(self._profile, self._environment)
        self._closed |= {(one.key, one.text) for one in notices if one.key == key}

    def _edit(self, key: str) -> None:
        if key in {PROXY, KEY_LOG, TLS} and self._profile is not None:
            self._bench.edit_profile(self._profile)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConnectionNotices", text)
