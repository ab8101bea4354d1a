"""The terminal symbols of JSON (RFC 8259) as patterns, shared by scanner and tokens."""

from __future__ import annotations

BLANK = r"[ \t\n\r]*+"
# Tabs and control characters are let through and reported; a line break is not, because then
# a missing quote would be reported far from where it is missing.
STRING = r'"[^"\\\n\r]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\n\r]*+)*+"'
NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
