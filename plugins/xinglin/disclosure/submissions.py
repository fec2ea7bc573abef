"""Submission statistics (投稿统计): what each department handed in, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xinglin.disclosure.organisations import Unit

Months = tuple[int, ...]
"""Twelve counts, January first."""


def tally(submissions: Iterable[tuple[Unit | None, date]]) -> dict[int, dict[Unit | None, Months]]:
    """Year → department → months; the most active first, ties by id. None stands for what no department signed, last."""
    counts: dict[int, dict[Unit | None, list[int]]] = {}
    for unit, day in submissions:
        counts.setdefault(day.year, {}).setdefault(unit, [0] * 12)[day.month - 1] += 1
    return {
        year: {
            unit: tuple(months)
            for unit, months in sorted(
                units.items(), key=lambda pair: (pair[0] is None, -sum(pair[1]), pair[0].id if pair[0] else "")
            )
        }
        for year, units in sorted(counts.items(), reverse=True)
    }
