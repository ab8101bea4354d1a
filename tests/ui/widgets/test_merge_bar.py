from __future__ import annotations

from shiboken6 import delete

from scim_explorer.ui.widgets.merge_bar import MergeBar


def test_that_it_is_hidden_until_needed_and_its_button_asks_to_merge(qapp: object) -> None:
    bar = MergeBar()
    asked: list[None] = []
    bar.merge_requested.connect(lambda: asked.append(None))
    hidden = bar.isHidden()

    bar.show()
    bar.merge_button.click()

    assert hidden
    assert len(asked) == 1
    delete(bar)
