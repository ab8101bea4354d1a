"""Which kind of work tab a tab is, told without loading the panes it is made of.

The panes take 75 ms to import, which a window without tabs does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from scim_explorer.ui.doctor_tab import DoctorTab
    from scim_explorer.ui.operators_tab import OperatorsTab
    from scim_explorer.ui.tabs import BrowseTab, ComposeTab, ProfileTab

BROWSE, COMPOSE, PROFILE, EXCHANGE = "browse", "compose", "profile", "exchange"
DOCTOR, OPERATORS = "doctor", "operators"


def as_browse(tab: object) -> BrowseTab | None:
    return cast("BrowseTab", tab) if getattr(tab, "kind", "") == BROWSE else None


def as_compose(tab: object) -> ComposeTab | None:
    return cast("ComposeTab", tab) if getattr(tab, "kind", "") == COMPOSE else None


def as_doctor(tab: object) -> DoctorTab | None:
    return cast("DoctorTab", tab) if getattr(tab, "kind", "") == DOCTOR else None


def as_operators(tab: object) -> OperatorsTab | None:
    return cast("OperatorsTab", tab) if getattr(tab, "kind", "") == OPERATORS else None


def as_profile(tab: object) -> ProfileTab | None:
    return cast("ProfileTab", tab) if getattr(tab, "kind", "") == PROFILE else None
