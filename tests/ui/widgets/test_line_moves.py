import pytest
from PySide6.QtWidgets import QApplication

from scim_explorer.ui.widgets.line_layouts import LineLayouts, Position
from scim_explorer.ui.widgets.line_moves import Move, moved
from scim_explorer.ui.widgets.line_source import LineSource

PAGE = 3


@pytest.fixture
def layouts(qapp: QApplication) -> LineLayouts:
    source = LineSource(b"long line\nab\n\nmiddle\nend")
    for _ in source.slices():
        pass
    return LineLayouts(source, "text", ())


@pytest.mark.parametrize(
    ("caret", "move", "found"),
    [
        ((0, 9), Move(right=1), (1, 0)),
        ((1, 0), Move(right=-1), (0, 9)),
        ((0, 0), Move(right=-1), (0, 0)),
        ((4, 3), Move(right=1), (4, 3)),
        ((0, 5), Move(down=1), (1, 2)),
        ((0, 0), Move(down=-1), (0, 0)),
        ((0, 0), Move(down=1, by_page=True), (2, 0)),
        ((4, 1), Move(down=1, by_page=True), (4, 1)),
        ((3, 2), Move(to_line_edge=1), (3, 6)),
        ((3, 2), Move(to_line_edge=-1), (3, 0)),
        ((3, 2), Move(to_text_edge=1), (4, 3)),
        ((3, 2), Move(to_text_edge=-1), (0, 0)),
    ],
)
def test_moves(
    layouts: LineLayouts, caret: tuple[int, int], move: Move, found: tuple[int, int]
) -> None:
    assert moved(Position(*caret), move, layouts, 4, PAGE) == found
