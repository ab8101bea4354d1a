"""What the doctor found, as text to hand around: plain, or Markdown. No secret comes along."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import fill

from scim_explorer import __version__
from scim_explorer.checks.steps import STEPS, StepResult, Verdict, in_one_sentence
from scim_explorer.client.certificates import certificate_words
from scim_explorer.exchanges.redact import redact_text, redact_url
from scim_explorer.profiles.profile import Profile

WORDS = {
    Verdict.OK: "ok",
    Verdict.WARNING: "warning",
    Verdict.FAILED: "FAILED",
    Verdict.SKIPPED: "skipped",
}
"""One word for each verdict; what matters most stands out without colour."""
WORD_WIDTH = max(map(len, WORDS.values())) + 2

_LINE_WIDTH = 100
_MARKUP = re.compile(r"([\\`*_\[\]<>&|~#])")


@dataclass(frozen=True, slots=True)
class Report:
    """What is handed around.

    Attributes:
        results: In the order of ``STEPS``; fewer when it was stopped.
        when: Begin of the examination, with its zone.
        clean: Cuts secrets out of a text. What everybody knows as secret goes in any case.
    """

    profile: Profile
    results: Sequence[StepResult]
    when: datetime
    clean: Callable[[str], str] = redact_text

    def said(self, text: str) -> str:
        """Return ``text`` on one line, without secrets."""
        return " ".join(self.clean(redact_text(text)).split())


def sentence(results: Sequence[StepResult]) -> str:
    """Return the verdict in words; of an examination that was stopped, how far it came."""
    if len(results) < len(STEPS):
        return f"Stopped after {len(results)} of {len(STEPS)} steps."
    return in_one_sentence(results)


def advice(hint: str) -> str:
    return f"What to do: {hint}"


def target_of(base_url: str) -> str:
    """Return a base URL, valid or not, without user name, password, query and fragment."""
    plain = re.split(r"[?#]", base_url.strip(), maxsplit=1)[0]
    scheme, mark, rest = plain.rpartition("://")
    authority, slash, path = rest.partition("/")
    return redact_url(f"{scheme}{mark}{authority.rpartition('@')[2]}{slash}{path}")


def plain_text(report: Report) -> str:
    """Return the report for a ticket or a mail."""
    lines = [
        f"Connection doctor: {report.said(report.profile.name)}",
        sentence(report.results),
        *(f"{name}: {value}" for name, value in _facts(report)),
        "",
    ]
    for one in report.results:
        head = f"{WORDS[one.verdict]:<{WORD_WIDTH}}{one.step.title}"
        lines.append(_filled(f"{head}: {report.said(one.judgement.detail)}{_seen(one)}"))
        lines += [_filled(f"{'':{WORD_WIDTH}}{line}") for line in _below(report, one)]
    return "\n".join(lines) + "\n"


def markdown(report: Report) -> str:
    """Return the report for an issue or a wiki; what a server said stays characters."""
    lines = [
        f"# Connection doctor: {_escaped(report.said(report.profile.name))}",
        "",
        f"**{_escaped(sentence(report.results))}**",
        "",
        *(f"- {name}: {_escaped(value)}" for name, value in _facts(report)),
        "",
        "## Steps",
        "",
    ]
    for one in report.results:
        said = _escaped(report.said(one.judgement.detail))
        head = f"**{WORDS[one.verdict]}** {_escaped(one.step.title)}"
        lines.append(f"- {head}: {said}{_escaped(_seen(one))}")
        lines += [f"  - {_escaped(line)}" for line in _below(report, one)]
    return "\n".join(lines) + "\n"


def _facts(report: Report) -> tuple[tuple[str, str], ...]:
    return (
        ("Target", report.said(target_of(report.profile.base_url))),
        ("Looked at", f"{report.when:%Y-%m-%d %H:%M:%S %Z}".strip()),
        ("By", f"SCIM Explorer {__version__}"),
    )


def _below(report: Report, one: StepResult) -> list[str]:
    hint = one.judgement.hint
    lines = [advice(report.said(hint))] if hint else []
    for certificate in one.certificates:
        print_ = f", SHA-256 {certificate.fingerprint}" if certificate.fingerprint else ""
        lines.append(report.said(certificate_words(certificate)) + print_)
    return lines


def _seen(one: StepResult) -> str:
    if not one.exchanges:
        return ""
    numbers = " ".join(f"#{number}" for number in one.exchanges)
    return f" ({one.took_ms:.0f} ms, {numbers})"


def _filled(line: str) -> str:
    indent = " " * WORD_WIDTH
    return fill(
        line,
        _LINE_WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
