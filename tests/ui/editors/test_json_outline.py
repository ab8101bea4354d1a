import pytest

from scim_explorer.ui.editors.json_outline import changed_lines, outline_of

TEXT = """{
  "a": [
    1,
    2
  ],
  "b": {}
}"""


def test_that_folds_are_the_brackets_over_several_lines() -> None:
    assert outline_of(TEXT).folds == {0: 6, 1: 4}


def test_that_broken_text_has_a_problem_and_no_tree() -> None:
    outline = outline_of("{", subject="Body")

    assert outline.document is None
    assert outline.problem is not None
    assert outline.problem.title.startswith("Body")
    assert outline.path_at(0) == ()


def test_that_an_empty_text_is_no_problem() -> None:
    assert outline_of(" \n").problem is None


@pytest.mark.parametrize(
    ("offset", "pair"),
    [(0, (0, 5)), (1, (0, 5)), (2, (2, 3)), (3, (2, 3)), (5, (0, 5)), (6, (0, 5))],
)
def test_bracket_pairs(offset: int, pair: tuple[int, int]) -> None:
    assert outline_of("[ [] ]").bracket_pair(offset) == pair


def test_that_a_bracket_in_a_string_has_no_partner() -> None:
    assert outline_of('["}"]').bracket_pair(3) is None


def test_that_changed_lines_are_those_the_baseline_lacks() -> None:
    assert changed_lines("a\nb\nb\nc", "b\na") == {2, 3}
    assert changed_lines("a", "a") == frozenset()
