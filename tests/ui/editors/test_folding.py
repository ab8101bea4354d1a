import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextDocumentLayout

from scim_explorer.ui.editors.folding import fold, is_folded, shown_above, unfold


@pytest.fixture
def document(qapp: QApplication) -> QTextDocument:
    found = QTextDocument(qapp)
    found.setDocumentLayout(QPlainTextDocumentLayout(found))
    found.setPlainText("\n".join("abcdef"))
    return found


def shown(document: QTextDocument) -> str:
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return "".join(block.text() for block in blocks if block.isVisible())


def test_that_a_fold_hides_what_lies_between(document: QTextDocument) -> None:
    fold(document, 1, 4)

    assert shown(document) == "abef"
    assert is_folded(document, 1)
    assert not is_folded(document, 0)


def test_that_unfolding_shows_nested_folds_too(document: QTextDocument) -> None:
    fold(document, 2, 4)
    fold(document, 0, 5)

    unfold(document, 0)

    assert shown(document) == "abcdef"


def test_that_the_last_lines_can_be_folded(document: QTextDocument) -> None:
    fold(document, 3, 6)

    unfold(document, 3)

    assert shown(document) == "abcdef"
    assert not is_folded(document, 5)


def test_that_the_block_above_a_hidden_one_is_found(document: QTextDocument) -> None:
    fold(document, 1, 4)

    assert shown_above(document.findBlockByNumber(3)).blockNumber() == 1
    assert shown_above(document.findBlockByNumber(4)).blockNumber() == 4
