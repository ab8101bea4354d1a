"""``demo``: a port that cannot be used is the caller's input, told as such."""

from __future__ import annotations

import socket

import pytest

from scim_explorer.commands.demo import run_demo
from scim_explorer.problems import InputError


def test_that_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(InputError, match=f"port {port} cannot be used"):
            run_demo(port, 1, until_stdin_closes=False)


def test_that_a_port_no_computer_has_is_named() -> None:
    with pytest.raises(InputError, match="port 70000 cannot be used"):
        run_demo(70_000, 1, until_stdin_closes=False)
