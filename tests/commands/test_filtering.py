"""``filter``: trees, mistakes, remarks and matches, for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scim_explorer.commands.text import width
from tests.commands.running import CommandLine, in_a_process

PEOPLE = [
    {"id": "1", "userName": "ann", "emails": [{"type": "work", "value": "a@x"}]},
    {"userName": "bob", "emails": []},
    {"id": "3", "userName": "Ann"},
]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"totalResults": 3, "Resources": PEOPLE}))
    return path


def test_that_a_valid_filter_is_a_document_for_scripts(run: CommandLine) -> None:
    ran = run("filter", 'userName EQ "ann" and (title pr)', "--json")

    assert ran.code == 0
    assert json.loads(ran.out) == {
        "valid": True,
        "canonical": 'userName eq "ann" and title pr',
        "tree": {
            "op": "and",
            "args": [
                {"op": "eq", "path": "userName", "value": "ann"},
                {"op": "pr", "path": "title"},
            ],
        },
        "warnings": [],
    }


def test_that_an_invalid_one_has_its_problems_and_exit_1(run: CommandLine) -> None:
    ran = run("filter", "userName eq bjensen", "--json")

    assert ran.code == 1
    assert json.loads(ran.out) == {
        "valid": False,
        "problems": [
            {
                "start": 12,
                "end": 19,
                "message": "A string needs double quotes.",
                "hint": 'userName eq "bjensen"',
            }
        ],
    }


def test_that_a_mistake_is_pointed_at_for_people(run: CommandLine) -> None:
    ran = run("filter", "userName eq bjensen")

    lines = ran.out.decode().splitlines()
    assert lines[0] == "not valid"
    assert lines[1] == "  userName eq bjensen"
    assert lines[2] == "              ^^^^^^^"


@pytest.mark.parametrize(
    "text", ["\u202e\u2066 pr and title eq wrong", "名前 eq 1 and title eq wrong"]
)
def test_that_the_mark_stands_below_its_place_as_it_is_printed(run: CommandLine, text: str) -> None:
    lines = run("filter", text).out.decode().splitlines()
    place = next(n for n, line in enumerate(lines) if line.strip() == "^^^^^")

    line = lines[place - 1]
    assert width(line[: line.index("wrong")]) == lines[place].index("^")


def test_that_of_a_long_filter_the_surroundings_are_printed(run: CommandLine) -> None:
    text = " and ".join(["title pr"] * 500) + " and title eq wrong"

    lines = run("filter", text).out.decode().splitlines()

    assert max(map(len, lines)) < 200
    assert lines[1].endswith("title eq wrong")
    assert lines[1].index("wrong") == lines[2].index("^")


@pytest.mark.parametrize(("extra", "code"), [((), 0), (("--strict",), 1)])
def test_that_a_warning_counts_only_when_strict(
    run: CommandLine, extra: tuple[str, ...], code: int
) -> None:
    ran = run("filter", "active gt true", "--json", *extra)

    assert ran.code == code
    (warning,) = json.loads(ran.out)["warnings"]
    assert (warning["start"], warning["end"]) == (0, 14)


def test_that_a_file_of_resources_is_matched_and_explained(run: CommandLine, people: Path) -> None:
    ran = run("filter", 'userName eq "ann" or emails pr', "--against", str(people), "--json")

    document = json.loads(ran.out)
    assert document["matches"] == ["1", "3"]
    assert [one["resource"] for one in document["explain"]] == ["1", 1, "3"]
    first = document["explain"][1]["clause"]
    assert [part["matches"] for part in first["parts"]] == [False, False]
    assert first["parts"][0]["values"] == ["bob"]


def test_that_people_see_why(run: CommandLine, people: Path) -> None:
    ran = run("filter", 'emails[type eq "work"]', "--against", str(people))

    text = ran.out.decode()
    assert "1 of 3 match" in text
    assert 'yes type eq "work"   ("work")' in text


def test_that_a_schema_of_ones_own_is_known(run: CommandLine, tmp_path: Path) -> None:
    schema = tmp_path / "device.json"
    schema.write_text(
        json.dumps({"id": "urn:x:Device", "name": "Device", "attributes": [{"name": "serial"}]})
    )
    types = tmp_path / "types.json"
    types.write_text(
        json.dumps([{"name": "Device", "endpoint": "/Devices", "schema": "urn:x:Device"}])
    )
    own = ("--schemas", str(schema), "--resource-types", str(types), "--type", "Device")

    known = json.loads(run("filter", "serial pr", "--json", *own).out)
    unknown = json.loads(run("filter", "serial pr", "--json").out)

    assert known["warnings"] == []
    assert "not in the schema" in unknown["warnings"][0]["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("--type", "Robot"),
        ("--against", "no-such-file.json"),
        ("--schemas", "no-such-file.json"),
    ],
)
def test_that_what_cannot_be_used_is_one_line_and_exit_2(
    run: CommandLine, words: tuple[str, ...]
) -> None:
    ran = run("filter", "title pr", *words)

    assert ran.code == 2
    assert ran.out == b""
    assert ran.err.count("\n") == 1


def test_that_it_loads_neither_network_nor_keyring_nor_loop() -> None:
    code = (
        "import sys; from scim_explorer.cli import main; main(['filter', 'title pr', '--json']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = in_a_process_of_python(code)

    assert not {"asyncio", "httpx", "httpcore", "keyring", "ssl", "PySide6"} & set(ran.split())


def in_a_process_of_python(code: str) -> str:
    import subprocess
    import sys

    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return ran.stderr


def test_that_standard_input_can_be_matched() -> None:
    ran = in_a_process("filter", "title pr", "--help")

    assert "--against FILE" in ran.stdout


def test_that_a_number_beyond_all_numbers_is_told(run: CommandLine) -> None:
    ran = run("filter", "a gt 1e400", "--json")

    assert ran.code == 1
    (problem,) = json.loads(ran.out)["problems"]
    assert (problem["start"], problem["end"]) == (5, 10)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_that_values_json_cannot_write_are_shown_as_text(
    run: CommandLine, tmp_path: Path, form: list[str]
) -> None:
    path = tmp_path / "odd.json"
    path.write_text('{"id": "1", "a": [NaN, {"b": -1e400}], "c": "\\ud800"}')

    ran = run("filter", "a pr and c pr", "--against", str(path), *form)

    assert ran.code == 0
    assert b"NaN" in ran.out
    assert b"-Infinity" in ran.out
    if form:
        (found,) = json.loads(ran.out)["explain"]
        assert found["clause"]["parts"][0]["values"] == ["NaN", {"b": "-Infinity"}]


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    ("text", "code"), [('a eq "ü"', 0), (r'a eq "\ud800"', 0), ("ü €", 1)], ids=range(3)
)
def test_that_any_filter_is_printed_whatever_the_terminal_can_write(
    monkeypatch: pytest.MonkeyPatch, text: str, code: int, form: list[str]
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    ran = in_a_process("filter", text, *form)

    assert (ran.returncode, ran.stderr) == (code, "")
    assert ran.stdout


def test_that_a_filter_that_is_none_turns_nothing_on_in_a_terminal(run: CommandLine) -> None:
    ran = run("filter", "a \x1b]0;x\x07 b")

    assert ran.code == 1
    assert b"\x1b" not in ran.out
    assert b"\x07" not in ran.out
