"""The mark of the order in a heading."""

from __future__ import annotations

import pytest

from scim_explorer.ui.models.sort_mark import SortMark


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (SortMark("a"), "{0}, sorted ascending"),
        (SortMark("a", descending=True), "{0}, sorted descending"),
        (SortMark("a", is_own=True), "{0}: the loaded rows are sorted here, ascending"),
        (
            SortMark("a", descending=True, is_own=True),
            "{0}: the loaded rows are sorted here, descending",
        ),
    ],
)
def test_that_whose_order_it_is_is_said(mark: SortMark, words: str) -> None:
    assert mark.words() == words


def test_that_each_order_has_a_picture_of_its_own(qapp: object) -> None:
    marks = [
        SortMark("a", descending, is_doubted=doubted, is_own=own)
        for descending in (False, True)
        for doubted, own in ((False, False), (False, True))
    ]
    marks.append(SortMark("a", is_doubted=True))

    images = [mark.icon().pixmap(14, 14).toImage() for mark in marks]

    assert all(one != other for place, one in enumerate(images) for other in images[:place])
