# ruff: noqa: INP001
"""Hides click: where it is installed, ``import httpx`` also loads its command line and rich.

The developers' environment has it, a user's installation does not, and it would add 100 ms to
both sides of every ratio.
"""

raise ImportError("hidden, as in a user's installation")
