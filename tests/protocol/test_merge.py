from __future__ import annotations

from scim_explorer.protocol.merge import Side, forks, merged

BASE = '{"a": 1, "b": 1, "k": 1, "urn:e": {"x": 1, "y": 2}}'


def choices(yours: str, theirs: str) -> dict[str, Side | None]:
    return {fork.label: fork.choice for fork in forks(BASE, yours, theirs)}


def test_that_an_attribute_only_one_side_changed_is_taken_from_that_side() -> None:
    yours = BASE.replace('"a": 1', '"a": 5')
    theirs = BASE.replace('"b": 1', '"b": 7')

    assert choices(yours, theirs) == {"a": Side.YOURS, "b": Side.THEIRS}


def test_that_an_attribute_both_changed_waits_for_a_choice() -> None:
    yours = BASE.replace('"a": 1', '"a": 5')
    theirs = BASE.replace('"a": 1', '"a": 6')

    assert choices(yours, theirs) == {"a": None}


def test_that_an_extension_is_told_apart_by_its_attributes() -> None:
    yours = BASE.replace('"x": 1', '"x": 5')
    theirs = BASE.replace('"y": 2', '"y": 9')

    assert choices(yours, theirs) == {"urn:e:x": Side.YOURS, "urn:e:y": Side.THEIRS}


def test_that_blanks_are_no_difference() -> None:
    assert choices(BASE, BASE.replace(" ", "")) == {}


def test_that_a_merge_keeps_every_token_as_spelled() -> None:
    theirs = '{"id": 1.0, "big": 9007199254740993000, "a": 1e2, "d": "\\u00e4", "d": 2}'
    yours = '{"a": 1E+2, "n": [1.50,  "\u00a0"]}'

    text = merged(yours, theirs, {("a",): Side.YOURS, ("n",): Side.YOURS, ("big",): Side.THEIRS})

    assert text == (
        '{"id":1.0,"big":9007199254740993000,"a":1E+2,"d":"\\u00e4","d":2,"n":[1.50,"\u00a0"]}'
    )


def test_that_what_you_removed_goes_and_a_new_extension_comes() -> None:
    yours = '{"urn:f": {"p": 1, "q": 2}}'

    text = merged(
        yours,
        BASE,
        {("a",): Side.YOURS, ("urn:f", "p"): Side.YOURS, ("urn:f", "q"): Side.YOURS},
    )

    assert text == '{"b":1,"k":1,"urn:e":{"x":1,"y":2},"urn:f":{"p":1,"q":2}}'
