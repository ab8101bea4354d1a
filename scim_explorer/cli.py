"""The command line: the window without a subcommand, else a command that needs no Qt.

Everything but the parser is imported late, so that ``--help`` and the commands start fast.
"""

from __future__ import annotations

import argparse
import os
import re
import sys

TYPE_CHECKING = False  # typing's own would cost a tenth of the time of --help
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any, NoReturn

    from scim_explorer.problems import ExplorerError

DONE, UNUSABLE_INPUT, NO_USABLE_ANSWER, INTERRUPTED = 0, 2, 3, 130
DEMO_ROWS = 15
MOST_DEMO_USERS = 10_000


class _Help(argparse.HelpFormatter):
    """Asks the terminal for its width itself; argparse would import four modules for that."""

    def __init__(self, prog: str) -> None:
        try:
            columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
        except (ValueError, OSError):
            columns = 100
        super().__init__(prog, width=min(columns, 100) - 2)


_TYPED_VALUE = re.compile(
    r"(invalid choice): .*(?= \(choose from)|(invalid \w+ value|ignored explicit argument):? .*",
    re.DOTALL,
)


class _Parser(argparse.ArgumentParser):
    """Names options in full only, and never repeats a value: it may be a secret."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, allow_abbrev=False, **options)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            names = ", ".join(_option_name(word) for word in unknown if word.startswith("-"))
            self.error(f"unrecognized arguments{': ' if names else ''}{names}")
        return found

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line instead of a page of usage."""
        message = _TYPED_VALUE.sub(r"\1\2", message)
        self.exit(UNUSABLE_INPUT, f"{self.prog}: {message}. See: {self.prog} --help\n")


def _option_name(word: str) -> str:
    return word.partition("=")[0] if word.startswith("--") else word[:2]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _open_closed_streams()
    arguments = parse(argv)
    from scim_explorer.problems import ExplorerError

    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        code = _leave_quietly()
    except ExplorerError as error:
        code = _report(error)
    except OSError as error:
        _say(f"scim-explorer: {error.strerror or error}")
        code = UNUSABLE_INPUT
    return code


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; ``--config-dir`` may stand before the command or behind it."""
    # A default of the option itself would be set again by the command's parser.
    return build_parser().parse_args(argv, argparse.Namespace(config_dir=None))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser for all options and commands."""
    everywhere = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument(
        "--config-dir",
        metavar="DIR",
        help="keep profiles, log and settings in DIR instead of your own folders",
    )
    parser = _Parser(
        prog="scim-explorer",
        description="See what a SCIM 2.0 endpoint really does. Without a command: the window.",
        epilog="Exit codes: 0 done; 1 something is wrong with what was looked at; 2 the input "
        "cannot be used; 3 the endpoint cannot be reached or its answer cannot be used; "
        "130 interrupted.",
        parents=[everywhere],
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    _add_window_options(parser)
    commands = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", parser_class=_Parser
    )
    _add_demo(commands.add_parser("demo", parents=[everywhere], help="run the demo endpoint"))
    _add_list(commands.add_parser("list", parents=[everywhere], help="list resources"))
    _add_send(commands.add_parser("send", parents=[everywhere], help="send any request"))
    _add_doctor(
        commands.add_parser("doctor", parents=[everywhere], help="say what is wrong on the way")
    )
    _add_filter(commands.add_parser("filter", parents=[everywhere], help="say what a filter means"))
    return parser


def _add_window_options(parser: argparse.ArgumentParser) -> None:
    window = parser.add_argument_group("window")
    window.add_argument("--profile", metavar="NAME", default="", help="open this saved endpoint")
    window.add_argument("--demo", action="store_true", help="open the built-in demo endpoint")
    window.add_argument(
        "--screenshot", metavar="FILE", help="save a picture of the first page and leave"
    )
    window.add_argument("--theme", choices=("light", "dark", "system"), default="")
    window.add_argument("--size", type=_size, metavar="1440x900", help="size of the window")


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.description = "Serve made-up people on the loopback; the first line is the base URL."
    parser.add_argument("--port", type=_number(0, 65_535), default=0, help="default: a free one")
    parser.add_argument(
        "--users", type=_number(0, MOST_DEMO_USERS), default=300, metavar="N", help="default: 300"
    )
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="end together with the parent process"
    )


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.description = "List resources: one page, or every page with --all."
    parser.add_argument("target", metavar="TARGET", help="name of a profile, or a base URL")
    parser.add_argument("type", metavar="TYPE", help="resource type or its endpoint: User, /Users")
    parser.add_argument("--filter", default="", metavar="F")
    parser.add_argument("--sort-by", default="", metavar="A")
    parser.add_argument("--descending", action="store_true")
    parser.add_argument("--attributes", default="", metavar="A,B")
    parser.add_argument(
        "--count",
        type=_number(0, 1_000_000),
        metavar="N",
        help="rows of a page; 0 asks for the total only",
    )
    parser.add_argument("--all", action="store_true", help="every page, without a limit of rows")
    parser.add_argument(
        "--format", choices=("table", "json", "ndjson", "csv"), default="table", help="table"
    )
    _add_sign_in(parser)


def _add_send(parser: argparse.ArgumentParser) -> None:
    parser.description = "Send one request as given. Exit 0 below status 400, else 1."
    parser.add_argument("target", metavar="TARGET", help="name of a profile, or a base URL")
    parser.add_argument("method", metavar="METHOD")
    parser.add_argument("path", metavar="PATH", help="relative to the base URL: /Users?count=1")
    parser.add_argument("--data", metavar="FILE", help="body of the request; - for standard input")
    parser.add_argument("--content-type", default="", metavar="T")
    parser.add_argument(
        "--confirm", default="", metavar="NAME", help="name of the production profile to write to"
    )
    parser.add_argument("--json", action="store_true", help="print request and response as JSON")
    _add_sign_in(parser)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Look at the connection, the sign-in and the discovery of an endpoint, and say what to "
        "do. It only reads. Exit 0 when it can be worked with (warnings are remarks), 1 when a "
        "step failed, 3 when the server cannot be reached."
    )
    parser.add_argument("target", metavar="TARGET", help="name of a profile, or a base URL")
    parser.add_argument("--json", action="store_true", help="print the steps as JSON")
    _add_sign_in(parser)


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Parse a filter without a server: its tree, what is wrong with it and where, what is odd, "
        "and with --against which resources of a file match, and why."
    )
    parser.add_argument("expression", metavar="EXPR", help="such as 'userName eq \"bjensen\"'")
    parser.add_argument("--against", default="", metavar="FILE", help="resources to match")
    parser.add_argument("--strict", action="store_true", help="exit 1 with warnings too")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    _add_schema_files(parser)


def _add_schema_files(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "schemas", "Those of the RFC are known; a schema of the same id takes their place."
    )
    group.add_argument(
        "--schemas",
        action="append",
        default=[],
        metavar="FILE",
        help="a schema, an array, a list response, or a folder of them",
    )
    group.add_argument(
        "--resource-types",
        action="append",
        default=[],
        metavar="FILE",
        help="as /ResourceTypes returns them",
    )
    group.add_argument("--type", default="User", metavar="NAME", help="resource type: User")


def _add_sign_in(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "sign-in", "Secrets come from environment variables: other users can read arguments."
    )
    group.add_argument("--bearer-env", default="", metavar="VAR", help="holds a bearer token")
    group.add_argument("--basic-env", default="", metavar="VAR", help="holds user:password")
    group.add_argument(
        "--header-env", action="append", default=[], metavar="NAME=VAR", help="a secret header"
    )
    group.add_argument(
        "--header", action="append", default=[], metavar="NAME=VALUE", help="any other header"
    )


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a converter for ``type=``; argparse shows the name of the inner function."""

    def number(text: str) -> int:
        value = int(text)
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"it is not between {lowest} and {highest}")
        return value

    return number


def _size(text: str) -> tuple[int, int]:
    width, times, height = text.lower().partition("x")
    if not (times and width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError("a size is written like 1440x900")
    return _number(320, 10_000)(width), _number(240, 10_000)(height)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "demo":
        from scim_explorer.commands.demo import run_demo

        return run_demo(
            arguments.port, arguments.users, until_stdin_closes=arguments.until_stdin_closes
        )
    if arguments.command == "list":
        from scim_explorer.commands.listing import run_list

        return run_list(arguments)
    if arguments.command == "send":
        from scim_explorer.commands.sending import run_send

        return run_send(arguments)
    if arguments.command == "doctor":
        from scim_explorer.commands.doctor import run_doctor

        return run_doctor(arguments)
    if arguments.command == "filter":
        from scim_explorer.commands.filtering import run_filter

        return run_filter(arguments)
    return _run_window(arguments)


def _run_window(arguments: argparse.Namespace) -> int:
    if arguments.version:
        from scim_explorer import __version__

        print(f"SCIM Explorer {__version__}")  # noqa: T201
        return DONE
    from pathlib import Path

    from scim_explorer.launch import launch
    from scim_explorer.window_options import WindowOptions

    options = WindowOptions(
        profile=arguments.profile,
        config_dir=Path(arguments.config_dir) if arguments.config_dir else None,
        screenshot=Path(arguments.screenshot) if arguments.screenshot else None,
        theme=arguments.theme,
        size=arguments.size,
    )
    return launch(options, demo=arguments.demo, print_users=_print_users)


def _print_users(base_url: str, config_dir: Path | None) -> None:
    """Print the first users of the demo endpoint as a table."""
    from scim_explorer.commands.listing import run_list

    line = ["list", base_url, "Users", "--count", str(DEMO_ROWS)]
    if config_dir is not None:
        line += ["--config-dir", str(config_dir)]
    run_list(parse(line))
    sys.stdout.flush()


def _report(error: ExplorerError) -> int:
    """Print the problem as one line and return the exit code of its kind."""
    from scim_explorer.commands.text import say
    from scim_explorer.problems import InputError, SecretUnavailable, WriteRefused

    say(f"scim-explorer: {error.problem.one_line()}")
    if isinstance(error, (InputError, SecretUnavailable, WriteRefused)):
        return UNUSABLE_INPUT
    return NO_USABLE_ANSWER


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


def _open_closed_streams() -> None:
    """Let a stream that the caller has closed go nowhere.

    Python leaves None there, ``print`` then writes to another one, and the next file opened, such
    as the request log, would take its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _leave_quietly() -> int:
    """Drop what is still to be printed: the reader of the pipe has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
