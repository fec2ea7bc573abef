"""What remains of a withdrawn article, as on GOV.UK: a tombstone, a way on, or the text under a banner.

Whitehall's reasons are the model: published in error (gone, with an explanation), consolidated (goes on to another page),
withdrawn (readable, marked as out of date). To these comes privacy: gone, and nothing said that could point at a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.disclosure.states import State
from xinglin.manuscript.front_matter import Withdrawal
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import WithdrawalReason
from xinglin.press.site import Tombstone

_MAY_STAY = frozenset({WithdrawalReason.SUPERSEDED, WithdrawalReason.EXPIRED, WithdrawalReason.OTHER})
"""Reasons that leave nothing wrong in the text itself."""


def is_kept(manuscript: Manuscript, state: State) -> bool:
    """Whether a withdrawn article's text stays readable under a banner."""
    withdrawal = manuscript.front.withdrawn
    return state is State.WITHDRAWN and withdrawal is not None and withdrawal.keep and withdrawal.reason in _MAY_STAY


def tombstone(manuscript: Manuscript, url: str, replacement: str | None) -> Tombstone:
    withdrawal = manuscript.front.withdrawn or Withdrawal()
    note = "" if withdrawal.reason is WithdrawalReason.PRIVACY else withdrawal.note
    return Tombstone(url, withdrawal.date, withdrawal.reason, replacement, note, manuscript.language)


def withdrawal_problems(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """What an editor should know about the way an article was withdrawn."""

    def diagnose(code: str, message: str, fix: str, severity: Severity = Severity.WARNING) -> Diagnostic:
        return manuscript.diagnose("withdrawn", code, message, fix, severity)

    withdrawal = manuscript.front.withdrawn
    if withdrawal is None:
        fix = "加上  撤稿: {日期: 2026-03-05, 原因: 有误}。"
        yield manuscript.diagnose("status", "DIS04", "撤稿没有写日期和原因。", fix, Severity.WARNING)
        return
    if withdrawal.reason is WithdrawalReason.CONSOLIDATED and not withdrawal.redirect:
        message = "撤稿原因是“合并”，却没有写并到了哪一篇。"
        yield diagnose("WDR01", message, "加上  替代稿件: ../2026/新稿件.md，读者会直接转过去。", Severity.ERROR)
    if withdrawal.reason is WithdrawalReason.SUPERSEDED and not withdrawal.redirect:
        yield diagnose("WDR02", "撤稿原因是“取代”，读者却不知道被哪一篇取代。", "加上  替代稿件: ../2026/新稿件.md。")
    if withdrawal.keep and withdrawal.reason not in _MAY_STAY:
        message = "因为有误、隐私或合并撤下的稿件，不能保留正文。"
        yield diagnose("WDR03", message, "删去“保留正文”；只有过期、被取代的稿件可以保留。", Severity.ERROR)
    if withdrawal.note and withdrawal.reason is WithdrawalReason.PRIVACY:
        message = "因隐私撤下的稿件不显示“情况说明”，免得里面又提到当事人。"
        yield diagnose("WDR04", message, "删去“情况说明”；要留存的原因写在审核记录里。")


def amendment_problems(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Readers are told when something was corrected."""
    front = manuscript.front
    if not front.corrections and not front.changes:
        return
    for field, label in (("corrections", "更正"), ("changes", "修改记录")):
        if front.modified is None and any(change.date is None for change in getattr(front, field)):
            message = f"“{label}”没有写日期，读者不知道是什么时候改的。"
            fix = f"写成  {label}: {{日期: 2026-03-09, 说明: ……}}，或加一行  修改: 2026-03-09。"
            yield manuscript.diagnose(field, "WDR05", message, fix, Severity.WARNING)
