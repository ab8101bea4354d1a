"""The sentence on top of a verdict."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from scim_explorer.client.resources import WriteResult
from scim_explorer.protocol.verdict import Fate, Judgement, Verdict
from scim_explorer.ui.display import clock_text, count_text
from scim_explorer.ui.widgets.verdict_strip import VerdictWords


def _tr(text: str) -> str:
    return QCoreApplication.translate("Verdict", text)


def words_for(result: WriteResult, *, is_whole_known: bool) -> VerdictWords:
    """Return what the strip says about a write.

    Args:
        result: As ``write`` returned it.
        is_whole_known: Whether it was known what the whole resource should become.
    """
    exchange = result.exchange
    title, is_plain = _title(result, is_whole_known=is_whole_known)
    detail = _detail(result)
    return VerdictWords(result.verdict, title, detail, exchange.number, is_plain)


def words_after_reading(
    judgement: Judgement, read_at: float, exchange: int | None, *, is_whole_known: bool
) -> VerdictWords:
    """Return what the strip says once an unknown outcome was read again."""
    title, is_plain = _judged(judgement, is_whole_known=is_whole_known)
    time = clock_text(read_at, milliseconds=False)
    detail = _tr("No answer came; read again {time}").format(time=time)
    return VerdictWords(judgement.verdict, title, detail, exchange, is_plain)


def _title(result: WriteResult, *, is_whole_known: bool) -> tuple[str, bool]:
    if result.exchange.method == "DELETE" and result.verdict is Verdict.APPLIED:
        return _tr("Deleted"), False
    if result.judgement is not None:
        return _judged(result.judgement, is_whole_known=is_whole_known)
    if result.problem is not None:
        return result.problem.title, False
    return _tr("Sent, and not compared"), True


def _judged(judgement: Judgement, *, is_whole_known: bool) -> tuple[str, bool]:
    if not is_whole_known:
        return _without_expectation(judgement.count(Fate.CHANGED)), True
    others = judgement.count(Fate.CHANGED_TOO)
    titles = {
        Verdict.APPLIED: _tr("Applied as sent"),
        Verdict.NOT_APPLIED: _tr("Sent, but not all of it was applied"),
        Verdict.CHANGED_MORE: _tr("Applied, and the server changed 1 other attribute")
        if others == 1
        else _tr("Applied, and the server changed {count} other attributes").format(
            count=count_text(others)
        ),
    }
    return titles.get(judgement.verdict, _tr("Outcome unknown")), False


def _without_expectation(changed: int) -> str:
    if not changed:
        return _tr("Sent, and nothing changed")
    if changed == 1:
        return _tr("Sent, and 1 attribute changed")
    return _tr("Sent, and {count} attributes changed").format(count=count_text(changed))


def _detail(result: WriteResult) -> str:
    if result.verdict is Verdict.UNKNOWN and result.problem is not None:
        return f"{result.problem.detail} {result.problem.hint}".strip()
    parts = []
    if result.exchange.status is not None:
        parts.append(f"{result.exchange.status} to {result.exchange.method}")
    if result.note:
        parts.append(result.note)
    if result.reread is not None:
        time = clock_text(result.reread.read_at, milliseconds=False)
        parts.append(_tr("read again {time}").format(time=time))
    elif result.gone:
        parts.append(_tr("read again: it is gone"))
    elif result.problem is not None:
        parts.append(result.problem.detail)
    return " \u00b7 ".join(parts)
