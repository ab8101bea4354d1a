"""The words of a filter, for colours only: nothing here judges whether the filter is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scim_explorer.ui.editors.raw_edit import ColourSpan

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+"?)'
    r"|(?P<joiner>\b(?:and|or|not)\b)"
    r"|(?P<operator>(?<=\s)(?:eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b)"
    r"|(?P<literal>\b(?:true|false|null)\b)"
    r"|(?P<number>(?<![\w.:-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:]))"
    r"|[\w.:$-]+",
    re.IGNORECASE,
)
_ROLES = {
    "string": "json_string",
    "joiner": "json_literal",
    "operator": "json_key",
    "literal": "json_literal",
    "number": "json_number",
}


def filter_spans(text: str) -> Iterator[ColourSpan]:
    """Yield the coloured words of a filter (RFC 7644 section 3.4.2.2)."""
    for match in _TOKEN.finditer(text):
        if kind := match.lastgroup:
            yield ColourSpan(*match.span(), _ROLES[kind], is_bold=kind == "joiner")
