"""``scim-explorer demo``: the demo endpoint in the foreground."""

from __future__ import annotations

from scim_explorer.problems import InputError, Problem


def run_demo(port: int, users: int, *, until_stdin_closes: bool) -> int:
    """Serve until interrupted.

    Raises:
        InputError: The port cannot be used.
    """
    from scim_explorer.demo.endpoint import serve

    try:
        serve(port, users, until_stdin_closes=until_stdin_closes)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            Problem(
                "The demo endpoint did not start",
                f"port {port} cannot be used ({reason}).",
                "Choose another one, or --port 0 for any free one.",
            )
        ) from error
    return 0
