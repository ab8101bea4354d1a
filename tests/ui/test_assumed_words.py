from __future__ import annotations

import pytest

from scim_explorer.ui.assumed_words import assumed_words


@pytest.mark.parametrize(
    ("assumed", "documents"),
    [
        ({"Schemas"}, " /Schemas;"),
        ({"Schemas", "ResourceTypes", "ServiceProviderConfig"}, " /ResourceTypes, /Schemas;"),
    ],
)
def test_that_it_is_said_which_documents_are_assumed(assumed: set[str], documents: str) -> None:
    assert assumed_words(assumed).startswith("Assumed: ")
    assert documents in assumed_words(assumed)


@pytest.mark.parametrize("assumed", [set(), {"ServiceProviderConfig"}])
def test_that_nothing_is_said_while_the_server_describes_its_resources(assumed: set[str]) -> None:
    assert assumed_words(assumed) == ""
