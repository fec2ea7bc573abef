"""Laps kept in a file, and the tables made of them: figures, ratios, bars, growth."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from measure import CORES, Lap
from peers import Size
from scenarios import CLEAN, COPY, EDITED, HUGO, OURS, PELICAN, RESIDENT, SCENARIOS, UNCHANGED

Laps = dict[str, dict[str, Lap]]
"""Scenario → peer → lap, of one round."""


@dataclass(slots=True)
class Record:
    """All that was measured with one corpus."""

    count: int
    pictures: int
    laps: dict[str, dict[str, list[Lap]]] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    resident: dict[str, list[float]] = field(default_factory=dict)

    def rounds(self, scenario: str) -> int:
        return max((len(laps) for laps in self.laps.get(scenario, {}).values()), default=0)

    def add(self, laps: Laps) -> None:
        for scenario, row in laps.items():
            for peer, lap in row.items():
                self.laps.setdefault(scenario, {}).setdefault(peer, []).append(lap)

    def of(self, scenario: str, peer: str, figure: str) -> float | None:
        """The median of a lap's figure."""
        laps = self.laps.get(scenario, {}).get(peer, [])
        return median(getattr(lap, figure) for lap in laps) if laps else None


@dataclass(slots=True)
class Results:
    records: list[Record] = field(default_factory=list)

    def record(self, count: int, pictures: int) -> Record:
        """The record of that corpus, begun if there is none."""
        for record in self.records:
            if (record.count, record.pictures) == (count, pictures):
                return record
        self.records.append(Record(count, pictures))
        return self.records[-1]

    @classmethod
    def read(cls, path: Path | None) -> Results:
        if path is None or not path.exists():
            return cls()
        return cls([_record(row) for row in json.loads(path.read_text("utf-8"))])

    def write(self, path: Path | None) -> None:
        if path is None:
            return
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_text(json.dumps([asdict(record) for record in self.records], ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(path)


def _record(row: dict[str, Any]) -> Record:
    laps = {s: {p: [Lap(**lap) for lap in found] for p, found in peers.items()} for s, peers in row["laps"].items()}
    sizes = {peer: Size(**size) for peer, size in row["sizes"].items()}
    return Record(row["count"], row["pictures"], laps, sizes, row["resident"])


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None


def _shown(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' + '---:|' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def report(results: Results) -> str:
    """Everything, as Markdown."""
    parts = ["# The race", _where()]
    for record in results.records:
        pictures = f", {record.pictures} pictures each" if record.pictures else ""
        parts += [f"## {record.count:,} articles{pictures}", _laps(record), _sizes(record), _bars(record)]
    if len(results.records) > 1:
        parts += ["## Growth", _growth(results.records)]
    return "\n\n".join(part for part in parts if part)


def _where() -> str:
    packages = []
    for name in ("hugo", "pelican"):
        try:
            packages.append(f"{name.capitalize()} {version(name)}")
        except PackageNotFoundError:
            packages.append(f"no {name.capitalize()}")
    return (
        f"{platform.system()} {platform.machine()}, {CORES} of {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{', '.join(packages)}. Medians over the rounds. Memory is the peak of all processes together."
    )


def _laps(record: Record) -> str:
    hugo = record.of(CLEAN, HUGO, "wall")
    rows = []
    for scenario in SCENARIOS:
        for peer in record.laps.get(scenario.name, {}):
            wall, cpu, pss, rss = (record.of(scenario.name, peer, figure) for figure in ("wall", "cpu", "pss", "rss"))
            rounds = str(len(record.laps[scenario.name][peer]))
            ratio = _shown(_ratio(wall, hugo), 3)
            rows.append(
                (f"{scenario.name}: {peer}", _shown(wall), _shown(cpu), _shown(pss, 0), _shown(rss, 0), ratio, rounds)
            )
    for peer, times in record.resident.items():
        wall = median(times)
        rows.append(
            (f"{RESIDENT}: {peer}", _shown(wall), "–", "–", "–", _shown(_ratio(wall, hugo), 3), str(len(times)))
        )
    alone = record.of(CLEAN, HUGO, "last_wall")
    if alone is not None:
        rows.append(
            (
                "clean build: Hugo alone, without the conversion",
                _shown(alone),
                "–",
                "–",
                "–",
                _shown(_ratio(alone, hugo), 3),
                "–",
            )
        )
    return _table(("", "wall s", "CPU s", "PSS MB", "RSS MB", "÷ Hugo's clean build", "rounds"), rows)


def _sizes(record: Record) -> str:
    rows = [
        (peer, f"{size.pages:,}", f"{size.files:,}", _shown(size.bytes / 1e6, 1), f"{size.article:,}")
        for peer, size in record.sizes.items()
        if peer != COPY
    ]
    return _table(("output", "pages", "files", "MB", "bytes an article's page"), rows)


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    limit: float
    reach: float
    figure: Callable[[Record], float | None]


BARS = (
    Bar("clean wall ÷ Hugo, both scripts", 0.5, 0.25, lambda r: _ratio(r.of(CLEAN, OURS, "wall"), r.of(CLEAN, HUGO, "wall"))),
    Bar("clean CPU ÷ stock Pelican, one script", 1.0, 0.5, lambda r: _ratio(r.of(CLEAN, OURS, "cpu"), r.of(CLEAN, PELICAN, "cpu"))),
    Bar("clean wall ÷ `cp -r` of our output", 15, 8, lambda r: _ratio(r.of(CLEAN, OURS, "wall"), r.of(CLEAN, COPY, "wall"))),
    Bar("nothing changed, cold ÷ Hugo's build", 0.02, 0.01, lambda r: _ratio(r.of(UNCHANGED, OURS, "wall"), r.of(CLEAN, HUGO, "wall"))),
    Bar("one article edited, cold ÷ Hugo's build", 0.03, 0.015, lambda r: _ratio(r.of(EDITED, OURS, "wall"), r.of(CLEAN, HUGO, "wall"))),
    Bar("one article edited, resident, s", 0.5, 0.15, lambda r: median(r.resident[OURS]) if OURS in r.resident else None),
    Bar("peak memory (PSS) ÷ Hugo", 0.8, 0.4, lambda r: _ratio(r.of(CLEAN, OURS, "pss"), r.of(CLEAN, HUGO, "pss"))),
)  # fmt: skip


def _bars(record: Record) -> str:
    """What can be said of the bars; nothing of a size that Xinglin built alone."""
    if HUGO not in record.laps.get(CLEAN, {}):
        return ""
    rows = []
    for bar in BARS:
        value = bar.figure(record)
        rows.append(
            (bar.name, _shown(value, 3), f"≤ {bar.limit:g}", f"≤ {bar.reach:g}", _verdict(value, bar.limit, bar.reach))
        )
    return _table(("bar", "measured", "bar", "reach", ""), rows)


def _verdict(value: float | None, limit: float, reach: float) -> str:
    if value is None:
        return "not measured"
    return "reached" if value <= reach else "met" if value <= limit else "missed"


def _growth(records: Sequence[Record]) -> str:
    """The clean build by size. From 10,000 to 50,000 the bar is 5.5 (reach 5.0)."""
    rows = list(_growth_rows(sorted(records, key=lambda record: (record.pictures, record.count))))
    return _table(
        (
            "articles",
            "wall s",
            "÷ the size before",
            "ms an article",
            "CPU s",
            "PSS MB",
            "Hugo wall s",
            "Hugo PSS MB",
            "÷ Hugo",
        ),
        rows,
    )


def _growth_rows(records: Sequence[Record]) -> Iterator[Sequence[str]]:
    before: Record | None = None
    for record in records:
        wall, hugo = record.of(CLEAN, OURS, "wall"), record.of(CLEAN, HUGO, "wall")
        step = _ratio(wall, before.of(CLEAN, OURS, "wall")) if before else None
        shown = _shown(step)
        if before and step and (before.count, record.count) == (10_000, 50_000):
            shown = f"{shown} ({_verdict(step, 5.5, 5.0)}: ≤ 5.5, reach 5.0)"
        yield (
            f"{record.count:,}",
            _shown(wall),
            shown,
            _shown(wall * 1000 / record.count if wall is not None else None),
            _shown(record.of(CLEAN, OURS, "cpu")),
            _shown(record.of(CLEAN, OURS, "pss"), 0),
            _shown(hugo),
            _shown(record.of(CLEAN, HUGO, "pss"), 0),
            _shown(_ratio(wall, hugo), 3),
        )
        before = record
