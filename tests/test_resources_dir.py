"""The data files are found."""

from __future__ import annotations

import json

import pytest

from scim_explorer.resources_dir import resource_bytes, resource_path


def test_that_a_data_file_is_read_by_its_name_with_slashes() -> None:
    assert json.loads(resource_bytes("schemas/user.json"))["name"] == "User"


def test_that_a_folder_of_data_files_has_a_path() -> None:
    assert resource_path("schemas").is_dir()


def test_that_a_missing_data_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resource_path("icons/nothing.svg")
