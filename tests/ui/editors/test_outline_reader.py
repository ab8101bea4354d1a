from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from scim_explorer.ui.editors.json_outline import Outline
from scim_explorer.ui.editors.outline_reader import AT_ONCE_CHARS, OutlineReader

LONG = "[" + "1," * AT_ONCE_CHARS + "1]"


def test_that_a_short_text_is_read_at_once(qtbot: QtBot) -> None:
    owner = QObject()
    reader, told = OutlineReader(owner), list[tuple[int, Outline]]()
    reader.finished.connect(lambda revision, outline: told.append((revision, outline)))

    reader.read("[1", 7)

    assert [revision for revision, _ in told] == [7]
    assert told[0][1].problem is not None


def test_that_the_newest_long_text_is_the_one_told(qtbot: QtBot) -> None:
    owner = QObject()
    reader = OutlineReader(owner)
    reader.read(LONG, 1)

    with qtbot.waitSignal(reader.finished) as told:
        reader.read(LONG + "x", 2)

    assert told.args is not None
    assert told.args[0] == 2
    assert told.args[1].problem is not None
