"""What the window is built on, handed down by ``app``."""

from __future__ import annotations

from dataclasses import dataclass

from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import Folders
from scim_explorer.profiles.secrets import SecretStore
from scim_explorer.profiles.store import ProfileStore


@dataclass(frozen=True, slots=True)
class Services:
    """The stores and the log of this process.

    Attributes:
        folders: Where profiles, log and window state are kept.
    """

    store: ProfileStore
    secrets: SecretStore
    log: ExchangeLog
    folders: Folders
