"""The command line as scripts and terminals see it: exit codes, streams, start-up."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scim_explorer import __version__
from scim_explorer.cli import build_parser, main, parse
from scim_explorer.problems import (
    AnswerError,
    ExplorerError,
    InputError,
    NoReplyError,
    Problem,
    ProtocolError,
    SecretUnavailable,
    WriteRefused,
)
from tests.commands.running import ROOT, in_a_process

PROBLEM = Problem("Nothing done", "the reason.")
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


def test_that_version_is_that_of_the_package() -> None:
    assert in_a_process("--version").stdout == f"SCIM Explorer {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--no-such-option",),
        ("no-such-command",),
        ("list",),
        ("list", "x"),
        ("list", "x", "User", "--format", "xml"),
        ("list", "x", "User", "--count", "-1"),
        ("list", "x", "User", "--count", "many"),
        ("send", "x", "GET"),
        ("demo", "--port", "70000"),
        ("demo", "--users", "-1"),
        ("--size", "big"),
        ("--size", "10x10"),
        ("--theme", "pink"),
        ("send", "nobody", "GET", "/Users"),
        ("send", "http://user:s3cret@host", "GET", "/Users"),
        ("list", "ftp://host", "User"),
        ("list", "http://host", "User", "--bearer-env", "NOT_SET_ANYWHERE"),
    ],
)
def test_that_unusable_input_is_one_line_and_exit_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(words)
    except SystemExit as left:
        code = left.code

    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("scim-explorer")
    assert "s3cret" not in err


@pytest.mark.parametrize(
    "words",
    [
        ("--token", "s3cret"),
        ("--token=s3cret",),
        ("list", "x", "User", "--token", "s3cret"),
        ("list", "x", "User", "--token=s3cret"),
        ("list", "x", "User", "-ts3cret"),
        ("send", "x", "GET", "/Users", "s3cret"),
        ("list", "x", "User", "--format", "s3cret"),
        ("list", "x", "User", "--all=s3cret"),
        ("list", "x", "User", "--bearer", "s3cret"),
        ("list", "x", "User", "--count", "s3cret"),
        ("--theme", "two\nlines s3cret"),
        ("--size", "s3cret"),
        ("--theme", "s3cret (choose from s3cret)"),
    ],
    ids=" ".join,
)
def test_that_a_value_in_the_wrong_place_is_not_repeated(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)

    err = capsys.readouterr().err
    assert "s3cret" not in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("list", "x", "User", "--token=s3cret", "--other"), "arguments: --token, --other."),
        (("list", "x", "User", "-ts3cret"), "arguments: -t."),
        (("send", "x", "GET", "/Users", "more"), "arguments."),
        (("list", "x", "User", "--format", "xml"), "--format: invalid choice (choose from"),
        (("lst",), "COMMAND: invalid choice (choose from"),
        (("list", "x", "User", "--desc"), "arguments: --desc."),
        (("--demo", "--them", "dark"), "COMMAND: invalid choice"),
    ],
)
def test_that_what_is_wrong_is_named_without_values(
    words: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)

    assert named in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError(PROBLEM), 2),
        (SecretUnavailable(PROBLEM), 2),
        (WriteRefused(PROBLEM), 2),
        (NoReplyError(PROBLEM), 3),
        (ProtocolError(PROBLEM), 3),
        (AnswerError(PROBLEM, 500), 3),
        (PermissionError(13, "Permission denied"), 2),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_that_each_kind_of_failure_has_its_exit_code(
    error: BaseException,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(port: int, users: int, *, until_stdin_closes: bool) -> int:
        raise error

    monkeypatch.setattr("scim_explorer.commands.demo.run_demo", fail)

    assert main(["demo"]) == code

    err = capfd.readouterr().err
    if isinstance(error, ExplorerError):
        assert err == "scim-explorer: Nothing done: the reason.\n"


def test_that_the_words_of_a_server_cannot_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(port: int, users: int, *, until_stdin_closes: bool) -> int:
        raise AnswerError(Problem("Refused", 'it said "\x1b[2J\u202e".'), 400)

    monkeypatch.setattr("scim_explorer.commands.demo.run_demo", fail)
    main(["demo"])

    assert capsys.readouterr().err.removesuffix("\n").isprintable()


def test_that_config_dir_may_stand_before_and_after_the_command() -> None:
    before = parse(["--config-dir", "a", "list", "x", "User"])
    after = parse(["list", "x", "User", "--config-dir", "a"])

    assert before.config_dir == after.config_dir == "a"
    assert parse(["list", "x", "User"]).config_dir is None


def test_that_only_commands_that_exist_are_offered() -> None:
    offered = re.findall(r"^    ([a-z]+) ", build_parser().format_help(), re.MULTILINE)

    assert offered == ["demo", "list", "send", "doctor", "filter"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--help",), id="help"),
        pytest.param(("send", "http://127.0.0.1:1", "GET", "/"), id="send"),
        pytest.param(("list", "http://127.0.0.1:1", "User"), id="list"),
    ],
)
def test_that_a_command_loads_no_qt(words: tuple[str, ...], isolated: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scim_explorer", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert "argparse" in loaded
    assert not loaded & {"PySide6", "shiboken6", "qasync", "scim2_models", "scim2_server"}


def test_that_help_loads_nothing_of_the_program_but_the_parser() -> None:
    code = (
        "import sys; from scim_explorer.cli import build_parser; build_parser().format_help(); "
        "print(*sorted(name for name in sys.modules if name.startswith('scim_explorer')))"
    )

    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert run.stdout.split() == ["scim_explorer", "scim_explorer.cli"]


def test_that_a_taken_port_is_said_and_exit_2() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = in_a_process("demo", "--port", str(taken.getsockname()[1]))

    assert run.returncode == 2
    assert "in use" in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_that_an_interrupt_ends_the_demo_with_130_and_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "scim_explorer", "demo", "--users", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as demo:
        assert demo.stdout
        assert demo.stderr
        assert demo.stdout.readline().startswith("http://127.0.0.1:")
        demo.send_signal(signal.SIGINT)

        assert demo.wait(20) == 130
        assert demo.stderr.read() == ""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_that_an_interrupt_in_the_middle_of_a_list_is_130_and_keeps_what_was_printed(
    big_base: Callable[[str], str],
) -> None:
    words = ["list", big_base("slowbody"), "User", "--format", "ndjson", "--all", "--count", "1"]
    with subprocess.Popen(
        [sys.executable, "-m", "scim_explorer", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as run:
        assert run.stdout
        assert run.stderr
        assert run.stdout.readline().startswith("{")
        run.send_signal(signal.SIGINT)

        assert run.wait(20) == 130
        assert "Traceback" not in run.stderr.read()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_that_a_reader_who_has_seen_enough_hears_nothing(big_base: Callable[[str], str]) -> None:
    words = ["list", big_base("clean"), "User", "--all", "--format", "ndjson", "--count", "1000"]
    with subprocess.Popen(
        [sys.executable, "-m", "scim_explorer", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.read(10)
        run.stdout.close()

        assert b"Traceback" not in run.stderr.read()
        assert run.wait(20) == 0


@on_linux
def test_that_a_full_disk_is_one_line(big_base: Callable[[str], str]) -> None:
    with contextlib.closing(os.fdopen(os.open("/dev/full", os.O_WRONLY), "w")) as full:
        run = subprocess.run(
            [sys.executable, "-m", "scim_explorer", "list", big_base("clean"), "User"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )

    assert run.returncode == 2
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(os.name != "posix", reason="descriptors of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_that_a_closed_stream_is_no_traceback_and_moves_no_output_elsewhere(
    big_base: Callable[[str], str], tmp_path: Path, closed: str
) -> None:
    command = (
        f"exec '{sys.executable}' -m scim_explorer list {big_base('clean')} User "
        f"--format ndjson --count 2 --config-dir '{tmp_path}' {closed}"
    )
    run = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert run.returncode == 0
    assert "Traceback" not in run.stderr
    assert all(line.startswith("{") for line in run.stdout.splitlines())
    assert (tmp_path / "log.sqlite3").read_bytes().startswith(b"SQLite format 3")
