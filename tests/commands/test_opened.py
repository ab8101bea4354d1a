"""What a command opens, and that all of it is closed again."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from scim_explorer.client.request import Request
from scim_explorer.commands.opened import opened_session
from scim_explorer.exchanges.exchange import Outcome
from scim_explorer.exchanges.log import ExchangeLog
from scim_explorer.folders import user_folders
from scim_explorer.problems import InputError, NoReplyError
from scim_explorer.profiles.profile import Profile
from scim_explorer.profiles.store import ProfileStore

NOWHERE = "http://127.0.0.1:1/v2"


def arguments(folder: Path, target: str = NOWHERE) -> argparse.Namespace:
    return argparse.Namespace(
        config_dir=str(folder),
        target=target,
        bearer_env="",
        basic_env="",
        header_env=[],
        header=[],
    )


async def test_that_an_error_within_still_commits_what_was_sent(tmp_path: Path) -> None:
    with pytest.raises(NoReplyError):
        async with opened_session(arguments(tmp_path)) as session:
            await session.send(Request("GET", "/Users", origin="send"))

    log = ExchangeLog.open(user_folders(tmp_path).log)
    (row,) = log.newest()
    log.close()
    assert row.outcome == Outcome.NO_REPLY


async def test_that_a_target_that_is_unknown_creates_no_log(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        async with opened_session(arguments(tmp_path, "nobody")):
            pytest.fail("it was opened")

    assert not user_folders(tmp_path).log.exists()


async def test_that_a_damaged_profile_is_said_and_does_not_stop_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = user_folders(tmp_path).profiles
    ProfileStore(folder).save(Profile("p1", "Acme", NOWHERE))
    (folder / "p2.json").write_text("{")

    async with opened_session(arguments(tmp_path, "acme")) as session:
        assert session.profile.id == "p1"

    assert "p2.json is damaged" in capsys.readouterr().err


async def test_that_a_log_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")

    async with opened_session(arguments(file)):
        pass

    assert "Request log not saved" in capsys.readouterr().err
