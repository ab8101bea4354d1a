"""Damaged profiles, and a folder that cannot be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scim_explorer.profiles.store import ProfileStore
from scim_explorer.ui.profile_rescue import DAMAGED, READ_ONLY
from tests.ui.conftest import Desktop, saved


async def test_fault_98_the_version_before_a_damaged_profile_is_one_click_away(
    desktop: Desktop,
) -> None:
    acme = saved("https://acme.example")
    desktop.keep(acme)
    desktop.keep(replace(acme, notes="newer"))
    (desktop.folders.profiles / "p1.json").write_bytes(b"{")
    async with desktop.window() as user:
        banner = user.window.banner
        assert banner.banner is not None
        assert banner.banner.key == DAMAGED
        assert "Acme 1" in banner.banner.text

        user.click("bannerButton")
        await user.until(lambda: user.bench.desk.profiles == (acme,))

        assert DAMAGED not in banner.keys


async def test_that_a_banner_that_is_closed_leaves_the_file_aside(desktop: Desktop) -> None:
    acme = saved("https://acme.example")
    desktop.keep(acme)
    desktop.keep(replace(acme, notes="newer"))
    (desktop.folders.profiles / "p1.json").write_bytes(b"{")
    async with desktop.window() as user:
        user.click("bannerCloseButton")

        assert DAMAGED not in user.window.banner.keys
        assert user.bench.desk.profiles == ()
    async with desktop.window() as user:
        assert DAMAGED not in user.window.banner.keys
    assert (desktop.folders.profiles / "p1.damaged").exists()
    assert (desktop.folders.profiles / "p1.earlier.damaged").exists()


async def test_fault_97_a_read_only_folder_is_said_in_the_window(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProfileStore, "why_read_only", lambda _store: "/etc: Permission denied")
    async with desktop.window() as user:
        await user.until(lambda: READ_ONLY in user.window.banner.keys)
        banner = user.window.banner.banner

    assert banner is not None
    assert banner.text.startswith("Read-only: ")
    assert banner.text.endswith("/etc: Permission denied")
