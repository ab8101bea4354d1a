"""Names of running tasks."""

from __future__ import annotations

import pytest

from scim_explorer.ui.task_words import task_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("search", "Searching"),
        ("page:41", "Loading pages"),
        ("discover 3f9a1c", "Reading discovery"),
        ("send again", "Sending a request"),
        ("something new", "Working"),
    ],
)
def test_that_a_task_is_named_without_its_ids(key: str, words: str) -> None:
    assert task_words(key) == words
