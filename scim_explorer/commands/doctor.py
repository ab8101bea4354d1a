"""``scim-explorer doctor``: what stands between here and a working endpoint."""

from __future__ import annotations

import argparse
import asyncio
import textwrap
from collections.abc import Callable
from dataclasses import replace

from scim_explorer.checks.addresses import without_flags
from scim_explorer.checks.doctor import examine
from scim_explorer.checks.report import WORD_WIDTH, WORDS, advice
from scim_explorer.checks.steps import STEPS, Overall, StepResult, in_one_sentence, overall
from scim_explorer.commands.opened import opened_target
from scim_explorer.commands.text import one_line, put, terminal_width
from scim_explorer.protocol.json_codec import Json, dumps
from scim_explorer.ui.display import duration_text

EXIT_CODES = {Overall.OK: 0, Overall.PROBLEMS: 1, Overall.UNREACHABLE: 3}
PAGE_WIDTH = 100


def run_doctor(arguments: argparse.Namespace) -> int:
    """Examine the target, print each step as it is known, and return the exit code.

    Raises:
        InputError: There is no such profile, or the sign-in cannot be used.
    """
    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    report = InOrder(lambda one: None if arguments.json else put(text_of(one)))
    given = arguments.target
    url, flags = without_flags(given)
    async with opened_target(argparse.Namespace(**{**vars(arguments), "target": url})) as opened:
        profile = replace(opened.profile, base_url=given) if flags else opened.profile
        results = await examine(
            profile, log=opened.log, read_secret=opened.read_secret, told=report.add
        )
    if arguments.json:
        put(dumps(document_of(results)))
    else:
        put(f"\n{in_one_sentence(results)}")
    return EXIT_CODES[overall(results)]


class InOrder:
    """Hands steps on in the order of ``STEPS``, each as soon as those before it are known."""

    def __init__(self, show: Callable[[StepResult], None]) -> None:
        self._show = show
        self._known: dict[str, StepResult] = {}
        self._waiting = [step.id for step in STEPS]

    def add(self, found: StepResult) -> None:
        self._known[found.step.id] = found
        while self._waiting and self._waiting[0] in self._known:
            self._show(self._known[self._waiting.pop(0)])


def text_of(found: StepResult) -> str:
    """Return one step as lines: verdict, title, what was seen, what to do."""
    seen = " ".join(f"#{number}" for number in found.exchanges[:4])
    more = " ..." if len(found.exchanges) > 4 else ""
    where = f" ({duration_text(found.took_ms)}, {seen}{more})" if seen else ""
    head = f"{WORDS[found.verdict]:<{WORD_WIDTH}}{found.step.title}"
    said = found.judgement
    lines = [f"{head}: {one_line(said.detail)}{where}"]
    if said.hint:
        lines.append(f"{'':{WORD_WIDTH}}{advice(one_line(said.hint))}")
    width = max(min(terminal_width() or PAGE_WIDTH, PAGE_WIDTH), WORD_WIDTH * 3)
    indent = " " * WORD_WIDTH
    return "\n".join(
        textwrap.fill(
            line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for line in lines
    )


def document_of(results: tuple[StepResult, ...]) -> Json:
    """Return the document of ``--json``."""
    return {
        "verdict": overall(results).value,
        "summary": in_one_sentence(results),
        "steps": [_object(found) for found in results],
    }


def _object(found: StepResult) -> Json:
    return {
        "id": found.step.id,
        "verdict": found.verdict.value,
        "title": found.step.title,
        "detail": found.judgement.detail,
        "hint": found.judgement.hint,
        "exchanges": list(found.exchanges),
        "milliseconds": round(found.took_ms, 1),
    }
