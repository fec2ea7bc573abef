"""Late items as diagnostics of the catalogue, for sites that want their builds to say so; and when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.disclosure.duty import Duty, DutyReport, DutyState
from xinglin.disclosure.versions import Catalogues


def late_items(report: DutyReport, catalogues: Catalogues, severity: Severity) -> list[Diagnostic]:
    """One diagnostic for each late duty, at its item's line of the catalogue."""
    return [_of(duty, catalogues, severity) for duty in report.of(DutyState.LATE)]


def _of(duty: Duty, catalogues: Catalogues, severity: Severity) -> Diagnostic:
    catalogue = duty.listing.catalogue
    path, line = catalogues.places.get((catalogue.id, catalogue.version, duty.item), ("", 0))
    days = f"已逾期 {duty.days_late} 个工作日" if duty.days_late is not None else "已逾期"
    message = f"事项“{duty.name}”{duty.what and f'（{duty.what}）'}应在 {duty.due} 前公开，{days}。"
    fix = f"发布这篇稿件：{duty.entry}。" if duty.entry else f"写一篇稿件，加上  公开事项: {duty.item}。"
    return Diagnostic(path, line, 1 if line else 0, "DUE01", severity, message, fix)


def instants_of_change(report: DutyReport, soon: int) -> Iterator[datetime]:
    """When a duty that is not done becomes soon due, or late; both at midnight in Beijing."""
    for duty in report.duties:
        if duty.state is not DutyState.DONE and duty.due is not None:
            for day in (duty.due - timedelta(days=soon), duty.due + timedelta(days=1)):
                yield datetime.combine(day, time(), TIMEZONE)
